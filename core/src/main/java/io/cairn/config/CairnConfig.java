package io.cairn.config;

import java.util.Map;
import java.util.Objects;

/**
 * Everything that can be set when a database is opened, as plain data. Immutable.
 *
 * @param engine the type name of a storage engine on the class path or module path, such as {@code
 *     memory}
 * @param engineOptions the engine's own settings by name; the engine refuses what it does not know
 * @param durability what a commit survives unless its transaction says otherwise
 * @param limits the upper bounds
 */
public record CairnConfig(
        @Option(
                        doc =
                                "the type name of a storage engine on the class path or module path, such as memory")
                String engine,
        @Option(doc = "the engine's own settings by name; the engine refuses what it does not know")
                Map<String, Object> engineOptions,
        @Option(
                        doc =
                                "what a commit survives unless its transaction says otherwise: BUFFERED the death of the process, SYNC a power cut",
                        defaultValue = "SYNC")
                Durability durability,
        @Option(doc = "the upper bounds, below") Limits limits) {

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
     * Reads a configuration from JSON, strictly: unknown and repeated fields, wrong types, values
     * out of range, nulls, comments and anything after the object are refused. Only {@code engine}
     * must be given.
     *
     * @param json the text
     * @return the configuration
     * @throws io.cairn.error.ConfigException when the text is not such a configuration; names the
     *     field by its JSON pointer, or the line and column
     */
    public static CairnConfig parse(String json) {
        return RecordBinder.bind(CairnConfig.class, StrictJson.parse(json), "");
    }

    /**
     * Writes every field as JSON, from which {@link #parse} makes an equal configuration, provided
     * that the engine's options are text, booleans, numbers, or maps and lists of them.
     *
     * @return indented text
     * @throws io.cairn.error.ConfigException when an engine's option cannot be written
     */
    public String toJson() {
        return StrictJson.write(RecordBinder.values(this));
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
