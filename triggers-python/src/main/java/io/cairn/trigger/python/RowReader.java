package io.cairn.trigger.python;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a handler left into Java's types, up to a size. Used once, by the thread that is in
 * the context.
 */
final class RowReader {

    private static final long VALUE_SIZE = 8;

    private final Prelude prelude;
    private final long sizeMax;
    private long size;

    RowReader(Prelude prelude, long sizeMax) {
        this.prelude = prelude;
        this.sizeMax = sizeMax;
    }

    /**
     * Reads a row; values that are as they were given are the objects that were given.
     *
     * @throws PythonException when it is too large, or has an object that stays in Python
     */
    Map<String, @Nullable Object> row(Value dict, Map<String, @Nullable Object> given) {
        Map<String, @Nullable Object> row = map(dict, 0);
        row.replaceAll((column, value) -> {
            Object before = given.get(column);
            return SameValue.same(before, value) ? before : value;
        });
        return row;
    }

    private @Nullable Object value(Value value, int depth) {
        if (depth > RowWriter.DEPTH_MAX) {
            throw new PythonException("it left a row that is nested too deeply", 0);
        }
        spend(VALUE_SIZE);
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isString()) {
            spend(prelude.size().execute(value).asLong());
            return value.asString();
        }
        if (value.isNumber()) {
            return number(value);
        }
        if (value.hasHashEntries()) {
            return map(value, depth);
        }
        if (value.hasBufferElements()) {
            return bytes(value);
        }
        if (value.hasArrayElements()) {
            return list(value, depth);
        }
        throw new PythonException(
                "it left a "
                        + prelude.typeName().execute(value).asString()
                        + " in the row, which only str, int, float, bool, None, bytes, list and"
                        + " dict may be in",
                0);
    }

    private Object number(Value value) {
        if (prelude.isFloat().execute(value).asBoolean()) {
            return value.asDouble();
        }
        if (value.fitsInLong()) {
            return value.asLong();
        }
        var large = value.asBigInteger();
        spend(large.bitLength() / Byte.SIZE);
        return large;
    }

    private byte[] bytes(Value value) {
        spend(value.getBufferSize());
        byte[] bytes = new byte[Math.toIntExact(value.getBufferSize())];
        value.readBuffer(0, bytes, 0, bytes.length);
        return bytes;
    }

    private List<@Nullable Object> list(Value value, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (long i = 0; i < value.getArraySize(); i++) {
            list.add(value(value.getArrayElement(i), depth + 1));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(Value dict, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        Value entries = dict.getHashEntriesIterator();
        while (entries.hasIteratorNextElement()) {
            Value entry = entries.getIteratorNextElement();
            Value key = entry.getArrayElement(0);
            if (!key.isString()) {
                throw new PythonException(
                        "it left a dict whose keys are not all str, but also "
                                + prelude.typeName().execute(key).asString(),
                        0);
            }
            spend(prelude.size().execute(key).asLong());
            map.put(key.asString(), value(entry.getArrayElement(1), depth + 1));
        }
        return map;
    }

    private void spend(long more) {
        size += more;
        if (size > sizeMax) {
            throw new PythonException("it left a row larger than " + sizeMax, 0);
        }
    }
}
