package io.cairn.config;

import java.util.Map;
import java.util.Objects;

/**
 * Everything that can be set when a database is opened, as plain data. Immutable.
 *
 * @param engine the type name of a storage engine on the class path or module path, such as {@code memory}
 * @param engineOptions the engine's own settings by name; the engine refuses what it does not know
 * @param durability what a commit survives unless its transaction says otherwise
 * @param limits the upper bounds
 */
public record CairnConfig(String engine, Map<String, Object> engineOptions, Durability durability, Limits limits) {

    /** Copies the options and checks that nothing is missing. */
    public CairnConfig {
        Objects.requireNonNull(engine, "engine");
        engineOptions = Map.copyOf(engineOptions);
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(limits, "limits");
    }

    /**
     * Returns a configuration with the default durability ({@link Durability#SYNC}) and limits.
     *
     * @param engine the engine's type name
     * @param engineOptions the engine's own settings
     * @return the configuration
     */
    public static CairnConfig of(String engine, Map<String, Object> engineOptions) {
        return new CairnConfig(engine, engineOptions, Durability.SYNC, Limits.defaults());
    }

    /**
     * Returns the same configuration with another durability.
     *
     * @param durability what a commit survives unless its transaction says otherwise
     * @return a copy
     */
    public CairnConfig with(Durability durability) {
        return new CairnConfig(engine, engineOptions, durability, limits);
    }

    /**
     * Returns the same configuration with other limits.
     *
     * @param limits the upper bounds
     * @return a copy
     */
    public CairnConfig with(Limits limits) {
        return new CairnConfig(engine, engineOptions, durability, limits);
    }
}
