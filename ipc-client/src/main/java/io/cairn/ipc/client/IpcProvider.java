package io.cairn.ipc.client;

import io.cairn.api.Database;
import io.cairn.api.DatabaseProvider;
import io.cairn.config.Components;
import java.util.Map;

/**
 * Opens {@code ipc:} URLs: a path of a server's socket, with parameters of {@link ClientOptions}.
 */
public final class IpcProvider implements DatabaseProvider {

    /** Creates the provider; {@link java.util.ServiceLoader} does so. */
    public IpcProvider() {}

    @Override
    public String scheme() {
        return "ipc";
    }

    @Override
    public Database open(String location, Map<String, String> parameters, Components components) {
        return CairnClient.connect(ClientOptions.of(location, parameters), components);
    }
}
