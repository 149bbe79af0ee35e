package io.cairn.ipc.server.launch;

import io.cairn.config.CairnConfig;
import io.cairn.config.RecordBinder;
import io.cairn.config.StrictJson;
import io.cairn.error.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file: the server's own settings, who may connect, and the databases, in one of
 * three shapes. Immutable.
 *
 * <pre>
 *   {"maxClients": 20, "databases": [{"id": 0, "engine": "memory"}]}
 *   {"maxClients": 20, "database":  {"type": "rocksdb", "config": {"path": "/var/lib/shop"}}}
 *   {"maxClients": 20, "providers": [{"provider_id": 42, "config": {"database": {"type": "map"}}}]}
 * </pre>
 *
 * @param config the server's own settings
 * @param allowUids the users, besides the server's own, that may connect
 * @param databases the databases; empty when the file names none
 */
record ServerFile(ServerConfig config, List<Long> allowUids, List<OfferedDatabase> databases) {

    static final long UID_MAX = 0xFFFF_FFFEL;

    private static final String ALLOW_UIDS = "allowUids";
    private static final String DATABASES = "databases";
    private static final String DATABASE = "database";
    private static final String PROVIDERS = "providers";
    private static final int DATABASES_MAX = 1_000;

    ServerFile {
        allowUids = List.copyOf(allowUids);
        databases = List.copyOf(databases);
    }

    /** Returns what applies without a file. */
    static ServerFile none() {
        return read(Map.of());
    }

    /**
     * Reads a file's text, strictly.
     *
     * @param json the text
     * @throws ConfigException when it is not such a configuration; begins with a JSON pointer
     */
    static ServerFile parse(String json) {
        return read(StrictJson.parse(json));
    }

    private static ServerFile read(Map<String, Object> fields) {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        List<Long> uids = uids(rest.remove(ALLOW_UIDS));
        List<OfferedDatabase> databases = databases(rest);
        return new ServerFile(
                RecordBinder.bind(ServerConfig.class, rest, ""), uids, distinct(databases));
    }

    private static List<OfferedDatabase> databases(Map<String, Object> rest) {
        List<String> given =
                List.of(DATABASES, DATABASE, PROVIDERS).stream().filter(rest::containsKey).toList();
        if (given.isEmpty()) {
            return List.of();
        }
        if (given.size() > 1) {
            throw new ConfigException(
                    "/"
                            + given.get(1)
                            + ": the databases stand in /"
                            + given.getFirst()
                            + " already; leave one out");
        }
        Object value = Objects.requireNonNull(rest.remove(given.getFirst()));
        String pointer = "/" + given.getFirst();
        return switch (given.getFirst()) {
            case DATABASE -> List.of(YokanShape.database(0, "", value, pointer));
            case PROVIDERS -> YokanShape.providers(list(value, pointer), pointer);
            default -> own(list(value, pointer), pointer);
        };
    }

    private static List<OfferedDatabase> own(List<?> values, String pointer) {
        List<OfferedDatabase> databases = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String at = pointer + "/" + i;
            Map<String, Object> fields = object(values.get(i), at);
            Object id = fields.containsKey("id") ? fields.remove("id") : i;
            Object name = fields.containsKey("name") ? fields.remove("name") : "";
            databases.add(
                    new OfferedDatabase(
                            id(id, at + "/id"),
                            text(name, at + "/name"),
                            RecordBinder.bind(CairnConfig.class, fields, at),
                            at));
        }
        return databases;
    }

    private static List<OfferedDatabase> distinct(List<OfferedDatabase> databases) {
        Map<Integer, OfferedDatabase> byId = new TreeMap<>();
        for (OfferedDatabase database : databases) {
            OfferedDatabase other = byId.putIfAbsent(database.id(), database);
            if (other != null) {
                throw new ConfigException(
                        database.pointer() + ": has the same number as " + other.pointer(),
                        "number",
                        database.id());
            }
        }
        return databases;
    }

    private static List<Long> uids(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        List<Long> uids = new ArrayList<>();
        for (Object uid : list(value, "/" + ALLOW_UIDS)) {
            String at = "/" + ALLOW_UIDS + "/" + uids.size();
            uids.add(whole(uid, UID_MAX, at));
        }
        return uids;
    }

    static int id(Object value, String pointer) {
        return (int) whole(value, OfferedDatabase.ID_MAX, pointer);
    }

    private static long whole(Object value, long most, String pointer) {
        if (!(value instanceof Integer) && !(value instanceof Long)) {
            throw new ConfigException(pointer + ": must be a whole number", "value", value);
        }
        long number = ((Number) value).longValue();
        if (number < 0 || number > most) {
            throw new ConfigException(pointer + ": must be between 0 and " + most, "value", number);
        }
        return number;
    }

    static String text(Object value, String pointer) {
        if (value instanceof String text) {
            return text;
        }
        throw new ConfigException(pointer + ": must be text", "value", value);
    }

    /** Copies an object's fields, for the caller to take out what it understands. */
    static Map<String, Object> object(Object value, String pointer) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new ConfigException(pointer + ": must be an object", "value", value);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        return fields;
    }

    private static List<?> list(Object value, String pointer) {
        if (!(value instanceof List<?> list)) {
            throw new ConfigException(pointer + ": must be an array", "value", value);
        }
        if (list.isEmpty() && !pointer.endsWith(ALLOW_UIDS)) {
            throw new ConfigException(pointer + ": must name at least one database");
        }
        if (list.size() > DATABASES_MAX) {
            throw new ConfigException(
                    pointer + ": may have at most " + DATABASES_MAX + " items",
                    "items",
                    list.size());
        }
        return list;
    }
}
