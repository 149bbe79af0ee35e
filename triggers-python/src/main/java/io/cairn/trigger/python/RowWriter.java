package io.cairn.trigger.python;

import io.cairn.error.InvalidArgumentException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Copies a row into Python's own types, so that handlers get a {@code dict} in every respect and no
 * object of Java. Used by the thread that is in the context.
 *
 * @param prelude the context's
 */
record RowWriter(Prelude prelude) {

    /** How deep lists and maps may be nested, both ways. */
    static final int DEPTH_MAX = 64;

    Value row(Map<String, @Nullable Object> row) {
        return dict(row, 0);
    }

    /** Numbers, texts and truth values are Python's as they are passed, which is no copy. */
    private Object value(Object path, @Nullable Object value, int depth) {
        if (depth > DEPTH_MAX) {
            throw refused("a row is nested too deeply for Python", path, value);
        }
        return switch (value) {
            case null -> prelude.none();
            case Byte n -> n.longValue();
            case Short n -> n.longValue();
            case Integer n -> n.longValue();
            case Float n -> n.doubleValue();
            case String _, Long _, Double _, Boolean _ -> value;
            case BigInteger n -> prelude.integer().execute(n.toString());
            case byte[] bytes ->
                    prelude.bytes().execute(new String(bytes, StandardCharsets.ISO_8859_1));
            case List<?> list -> list(path, list, depth);
            case Map<?, ?> map -> dict(map, depth);
            default ->
                    throw refused("a value of this type has no counterpart in Python", path, value);
        };
    }

    private Value dict(Map<?, ?> map, int depth) {
        Value dict = prelude.dict().execute();
        map.forEach((key, value) -> {
            if (!(key instanceof String)) {
                throw refused("only texts name what is in a map", String.valueOf(key), key);
            }
            dict.putHashEntry(key, value(key, value, depth + 1));
        });
        return dict;
    }

    private Value list(Object path, List<?> values, int depth) {
        Value list = prelude.list().execute();
        for (Object value : values) {
            list.invokeMember("append", value(path, value, depth + 1));
        }
        return list;
    }

    private static InvalidArgumentException refused(
            String text, Object path, @Nullable Object value) {
        return new InvalidArgumentException(
                text, "column", path, "type", value == null ? "null" : value.getClass().getName());
    }
}
