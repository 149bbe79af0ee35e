package io.cairn.compat.yokan;

import io.cairn.config.CairnConfig;
import io.cairn.config.StrictJson;
import io.cairn.error.ConfigException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a provider's configuration, strictly: a field that Cairn could not honour is an error that
 * names it. Stateless.
 */
final class ProviderConfig {

    private static final List<String> IN_MEMORY =
            List.of("map", "unordered_map", "set", "unordered_set", "memory");

    /** RocksDB's names, which Yokan uses, the engine's own, and what JSON makes of the values. */
    private static final Map<String, Field> ROCKSDB =
            Map.of(
                    "path", new Field("path", String.class),
                    "create_if_missing", new Field("createIfMissing", Boolean.class),
                    "write_buffer_size", new Field("writeBufferBytes", Number.class),
                    "max_write_buffer_number", new Field("maxWriteBuffers", Number.class),
                    "max_open_files", new Field("maxOpenFiles", Number.class),
                    "max_background_jobs", new Field("backgroundJobs", Number.class));

    /** What Yokan keeps for its transport, which here is not there; checked, then left aside. */
    private static final Map<String, Class<?>> BUFFER_CACHE =
            Map.of("type", String.class, "capacity", Number.class, "margin", Number.class);

    private record Field(String own, Class<?> type) {}

    private ProviderConfig() {}

    /** Returns what to open, or null when nothing is described. */
    static @Nullable CairnConfig parse(String json) {
        if (json.isEmpty()) {
            throw YokanException.invalid(
                    "a provider's configuration must not be empty; {} describes no database");
        }
        Map<String, Object> fields = StrictJson.parse(json);
        refuseUnknown(fields, "", "database", "buffer_cache");
        if (fields.get("buffer_cache") instanceof Object cache) {
            bufferCache(object(cache, "/buffer_cache"));
        }
        return fields.get("database") instanceof Object database
                ? database(object(database, "/database"))
                : null;
    }

    private static CairnConfig database(Map<String, Object> fields) {
        refuseUnknown(fields, "/database", "type", "config");
        String type = typed(fields, "type", String.class, "/database");
        Object given = fields.getOrDefault("config", Map.of());
        Map<String, Object> config = object(given, "/database/config");
        if (IN_MEMORY.contains(type)) {
            return memory(config);
        }
        if (type.equals("rocksdb")) {
            return rocksDb(config);
        }
        throw new YokanException(
                ReturnCode.YOKAN_ERR_INVALID_BACKEND,
                "/database/type: unknown type " + type + "; known are rocksdb and " + IN_MEMORY);
    }

    /** In memory keys are always in order, and any number of threads may use them. */
    private static CairnConfig memory(Map<String, Object> config) {
        String pointer = "/database/config";
        refuseUnknown(config, pointer, "use_lock", "comparator");
        only(config, "use_lock", true);
        only(config, "comparator", "default");
        return CairnConfig.of("memory", Map.of());
    }

    private static void only(Map<String, Object> config, String name, Object value) {
        if (!config.getOrDefault(name, value).equals(value)) {
            throw new ConfigException(
                    "/database/config/" + name + ": can only be " + value + " in Cairn");
        }
    }

    private static CairnConfig rocksDb(Map<String, Object> config) {
        String pointer = "/database/config";
        refuseUnknown(config, pointer, ROCKSDB.keySet().toArray(String[]::new));
        Map<String, Object> options = new HashMap<>();
        typed(config, "path", String.class, pointer);
        ROCKSDB.forEach((name, field) -> {
            if (config.containsKey(name)) {
                options.put(field.own(), typed(config, name, field.type(), pointer));
            }
        });
        return CairnConfig.of("rocksdb", options);
    }

    private static void bufferCache(Map<String, Object> cache) {
        String pointer = "/buffer_cache";
        refuseUnknown(cache, pointer, BUFFER_CACHE.keySet().toArray(String[]::new));
        cache.keySet()
                .forEach(name -> {
                    Class<?> type = BUFFER_CACHE.get(name);
                    if (type != null) {
                        typed(cache, name, type, pointer);
                    }
                });
    }

    private static <T> T typed(
            Map<String, Object> fields, String name, Class<T> type, String pointer) {
        Object value = fields.get(name);
        if (value == null) {
            throw new ConfigException(pointer + "/" + name + ": missing");
        }
        if (!type.isInstance(value)) {
            throw new ConfigException(
                    pointer
                            + "/"
                            + name
                            + ": must be a "
                            + type.getSimpleName().toLowerCase(Locale.ROOT),
                    "value",
                    value);
        }
        return type.cast(value);
    }

    @SuppressWarnings("unchecked") // what the parser gives
    private static Map<String, Object> object(Object value, String pointer) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new ConfigException(pointer + ": must be an object", "value", value);
    }

    private static void refuseUnknown(Map<String, Object> fields, String pointer, String... known) {
        for (String name : fields.keySet()) {
            if (!List.of(known).contains(name)) {
                throw new ConfigException(
                        pointer
                                + "/"
                                + name.replace("~", "~0").replace("/", "~1")
                                + ": Cairn has no such option; leave it out; known are "
                                + String.join(", ", new TreeSet<>(List.of(known))));
            }
        }
    }
}
