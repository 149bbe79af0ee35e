package io.cairn.api;

import io.cairn.config.Components;
import java.util.Map;

/**
 * Opens databases of one URL scheme that are not engines, such as a server's; found through {@link
 * java.util.ServiceLoader}. Stateless.
 */
public interface DatabaseProvider {

    /**
     * Returns the URL scheme.
     *
     * @return a short lower-case name such as {@code ipc}
     */
    String scheme();

    /**
     * Opens a database.
     *
     * @param location what stands between the scheme and the parameters
     * @param parameters the URL's parameters; an unknown one is a {@code ConfigException}
     * @param components clock, randomness and threads
     * @return the open database; the caller closes it
     */
    Database open(String location, Map<String, String> parameters, Components components);
}
