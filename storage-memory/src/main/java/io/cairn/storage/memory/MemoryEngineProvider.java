package io.cairn.storage.memory;

import io.cairn.config.Components;
import io.cairn.engine.Engine;
import io.cairn.engine.EngineProvider;
import io.cairn.error.ConfigException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Makes engines of type {@code memory}. Stateless and thread-safe; found through {@link
 * java.util.ServiceLoader}.
 */
public final class MemoryEngineProvider implements EngineProvider {

    /** The type name, which is also the URL scheme. */
    static final String TYPE = "memory";

    /** Creates the provider; called by the service loader. */
    public MemoryEngineProvider() {}

    @Override
    public String type() {
        return TYPE;
    }

    /**
     * Opens an empty engine.
     *
     * @param options must be empty: this engine has no settings
     * @param components not used; the engine needs neither clock nor threads
     * @return the open engine; the caller closes it, which drops the data
     * @throws ConfigException when there is any option
     */
    @Override
    public Engine open(Map<String, Object> options, Components components) {
        for (String name : new TreeSet<>(options.keySet())) {
            throw new ConfigException(pointer(name) + ": " + complaint(name));
        }
        return new MemoryEngine();
    }

    private static String complaint(String name) {
        return name.equals("path")
                ? "engine memory keeps nothing on disk and takes no path; leave it out, or use a persistent engine"
                : "unknown option of engine memory, which has none";
    }

    /** Escapes the name as RFC 6901 demands. */
    private static String pointer(String name) {
        return "/engineOptions/" + name.replace("~", "~0").replace("/", "~1");
    }
}
