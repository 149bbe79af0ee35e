package io.cairn.storage.rocksdb;

import io.cairn.error.ConfigException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link RocksDbConfig} from settings by name. Strict: an unknown name, a wrong type and a
 * value out of range are errors that start with the field's JSON pointer. Text may stand for a
 * number or a boolean, as in URLs.
 */
final class OptionReader {

    private static final String POINTER = "/engineOptions/";
    private static final int TYPO_DISTANCE_MAX = 3;

    private final Map<String, Object> options;
    private final TreeSet<String> known = new TreeSet<>();

    private OptionReader(Map<String, Object> options) {
        this.options = options;
    }

    static RocksDbConfig read(Map<String, Object> options) {
        OptionReader reader = new OptionReader(options);
        reader.known.add("path");
        for (var component : RocksDbConfig.class.getRecordComponents()) {
            reader.known.add(optionName(component.getName()));
        }
        for (String name : new TreeSet<>(options.keySet())) {
            reader.checkKnown(name);
        }
        return reader.read();
    }

    private RocksDbConfig read() {
        Path path = path("path", null);
        if (path == null) {
            throw new ConfigException(
                    POINTER + "path: is required; it names the database's directory");
        }
        RocksDbConfig defaults = RocksDbConfig.of(path);
        return new RocksDbConfig(
                path,
                bool("createIfMissing", defaults.createIfMissing()),
                number("blockCacheBytes", defaults.blockCacheBytes()),
                number("writeBufferBytes", defaults.writeBufferBytes()),
                integer("maxWriteBuffers", defaults.maxWriteBuffers()),
                choice("compression", defaults.compression()),
                integer("bloomBitsPerKey", defaults.bloomBitsPerKey()),
                number("rateLimitBytesPerSecond", defaults.rateLimitBytesPerSecond()),
                path("walDirectory", defaults.walDirectory()),
                choice("walRecovery", defaults.walRecovery()),
                integer("maxOpenFiles", defaults.maxOpenFiles()),
                integer("backgroundJobs", defaults.backgroundJobs()),
                integer("blockBytes", defaults.blockBytes()),
                bool("statistics", defaults.statistics()),
                choice("native", defaults.nativeCalls()));
    }

    /** {@code native} is a reserved word in Java. */
    private static String optionName(String component) {
        return component.equals("nativeCalls") ? "native" : component;
    }

    private void checkKnown(String name) {
        if (known.contains(name)) {
            return;
        }
        String nearest = null;
        int distance = TYPO_DISTANCE_MAX + 1;
        for (String candidate : known) {
            int d = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (d < distance) {
                distance = d;
                nearest = candidate;
            }
        }
        throw new ConfigException(
                POINTER
                        + name
                        + ": there is no such option; "
                        + (nearest == null
                                ? "there are " + String.join(", ", known)
                                : "did you mean " + nearest + "?"));
    }

    private @Nullable Path path(String name, @Nullable Path otherwise) {
        Object value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Path path) {
            return path;
        }
        if (!(value instanceof String text) || text.isEmpty()) {
            throw wrong(name, "must be a path", value);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(name, "must be a path", value);
        }
    }

    private boolean bool(String name, boolean otherwise) {
        Object value = options.get(name);
        return switch (value) {
            case null -> otherwise;
            case Boolean b -> b;
            case String text when text.equals("true") -> true;
            case String text when text.equals("false") -> false;
            default -> throw wrong(name, "must be true or false", value);
        };
    }

    private int integer(String name, int otherwise) {
        long value = number(name, otherwise);
        if (value != (int) value) {
            throw wrong(name, "is too large", value);
        }
        return (int) value;
    }

    private long number(String name, long otherwise) {
        Object value = options.get(name);
        return switch (value) {
            case null -> otherwise;
            case Byte n -> n;
            case Short n -> n;
            case Integer n -> n;
            case Long n -> n;
            case String text -> parse(name, text);
            default -> throw wrong(name, "must be a whole number", value);
        };
    }

    private static long parse(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a whole number", text);
        }
    }

    private <E extends Enum<E>> E choice(String name, E otherwise) {
        Object value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (value == constant || value.equals(spelling(constant))) {
                return constant;
            }
        }
        throw wrong(
                name,
                "must be one of " + Arrays.stream(constants).map(OptionReader::spelling).toList(),
                value);
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ConfigException wrong(String name, String text, Object value) {
        return new ConfigException(POINTER + name + ": " + text, "value", value);
    }

    /** Counts the insertions, deletions and replacements between two names (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
