package io.cairn.ipc.server.launch;

import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads databases as Yokan's providers describe them. A field that Cairn could not honour is an
 * error that says so. Stateless.
 *
 * <p>The in-memory types become engine {@code memory}, whose keys are always in order and which any
 * number of threads may use; a set is a map whose clients leave the values empty.
 */
final class YokanShape {

    private static final List<String> IN_MEMORY =
            List.of("map", "unordered_map", "set", "unordered_set", OfferedDatabase.MEMORY);

    /** RocksDB's names, which Yokan uses, and the engine's own. */
    private static final Map<String, String> ROCKSDB_OPTIONS =
            Map.of(
                    "path", "path",
                    "create_if_missing", "createIfMissing",
                    "write_buffer_size", "writeBufferBytes",
                    "max_write_buffer_number", "maxWriteBuffers",
                    "max_open_files", "maxOpenFiles",
                    "max_background_jobs", "backgroundJobs");

    private YokanShape() {}

    /** Reads {@code [{"provider_id": 42, "config": {"database": {...}}}]}. */
    static List<OfferedDatabase> providers(List<?> values, String pointer) {
        List<OfferedDatabase> databases = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            databases.add(provider(values.get(i), pointer + "/" + i));
        }
        return databases;
    }

    private static OfferedDatabase provider(Object value, String pointer) {
        Map<String, Object> fields = ServerFile.object(value, pointer);
        Object id = required(fields, "provider_id", pointer);
        Object config = required(fields, "config", pointer);
        Object name = fields.containsKey("name") ? fields.remove("name") : "";
        Object type = fields.containsKey("type") ? fields.remove("type") : "yokan";
        if (!type.equals("yokan")) {
            throw new ConfigException(
                    pointer + "/type: only providers of type yokan can be offered", "type", type);
        }
        refuseRest(fields, pointer, "provider_id, config, name, type");
        Map<String, Object> inner = ServerFile.object(config, pointer + "/config");
        Object database = required(inner, "database", pointer + "/config");
        refuseRest(inner, pointer + "/config", "database");
        return database(
                ServerFile.id(id, pointer + "/provider_id"),
                ServerFile.text(name, pointer + "/name"),
                database,
                pointer + "/config/database");
    }

    /** Reads {@code {"type": "rocksdb", "config": {"path": "/var/lib/shop"}}}. */
    static OfferedDatabase database(int id, String name, Object value, String pointer) {
        Map<String, Object> fields = ServerFile.object(value, pointer);
        String type = ServerFile.text(required(fields, "type", pointer), pointer + "/type");
        Object config = fields.containsKey("config") ? fields.remove("config") : Map.of();
        refuseRest(fields, pointer, "type, config");
        String at = pointer + "/config";
        Map<String, Object> given = ServerFile.object(config, at);
        if (IN_MEMORY.contains(type)) {
            memory(given, at);
            return offered(id, name, OfferedDatabase.MEMORY, Map.of(), pointer);
        }
        if (type.equals(OfferedDatabase.ROCKSDB)) {
            return offered(id, name, OfferedDatabase.ROCKSDB, rocksDb(given, at), pointer);
        }
        throw new ConfigException(
                pointer
                        + "/type: unknown type; known are "
                        + String.join(", ", IN_MEMORY)
                        + ", "
                        + OfferedDatabase.ROCKSDB,
                "type",
                type);
    }

    private static OfferedDatabase offered(
            int id, String name, String engine, Map<String, Object> options, String pointer) {
        CairnConfig config = new CairnConfig(engine, options, Durability.SYNC, Limits.defaults());
        return new OfferedDatabase(id, name, config, pointer);
    }

    private static void memory(Map<String, Object> given, String pointer) {
        same(given, "use_lock", true, pointer);
        same(given, "comparator", "default", pointer);
        refuseRest(given, pointer, "use_lock, comparator");
    }

    private static Map<String, Object> rocksDb(Map<String, Object> given, String pointer) {
        required(new LinkedHashMap<>(given), "path", pointer);
        Map<String, Object> options = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String own = ROCKSDB_OPTIONS.get(name);
            if (own == null) {
                throw unknown(
                        pointer,
                        name,
                        String.join(", ", ROCKSDB_OPTIONS.keySet().stream().sorted().toList()));
            }
            options.put(own, value);
        });
        ServerFile.text(given.getOrDefault("path", ""), pointer + "/path");
        return options;
    }

    /** Takes an option out that may only say what Cairn does anyway. */
    private static void same(Map<String, Object> given, String name, Object only, String pointer) {
        Object value = given.remove(name);
        if (value != null && !value.equals(only)) {
            throw new ConfigException(
                    pointer + "/" + name + ": can only be " + only + " in Cairn", "value", value);
        }
    }

    private static Object required(Map<String, Object> fields, String name, String pointer) {
        Object value = fields.remove(name);
        if (value == null) {
            throw new ConfigException(pointer + "/" + name + ": missing");
        }
        return value;
    }

    private static void refuseRest(Map<String, Object> rest, String pointer, String known) {
        for (String name : rest.keySet()) {
            throw unknown(pointer, name, known);
        }
    }

    private static ConfigException unknown(String pointer, String name, String known) {
        return new ConfigException(
                pointer
                        + "/"
                        + name.replace("~", "~0").replace("/", "~1")
                        + ": Cairn has no such option; leave it out; known are "
                        + known);
    }
}
