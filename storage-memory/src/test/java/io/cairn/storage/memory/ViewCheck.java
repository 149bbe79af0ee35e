package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares a view with a model, through every way of reading. */
final class ViewCheck {

    private ViewCheck() {}

    static void same(
            EngineSnapshot view, int keyspace, TreeMap<byte[], byte[]> model, Workload probes) {
        scan(view, keyspace, KeyRange.all(), Direction.FORWARD, model);
        scan(view, keyspace, KeyRange.all(), Direction.REVERSE, model.descendingMap());
        for (int i = 0; i < 20; i++) {
            KeyRange range = i % 2 == 0 || model.isEmpty() ? probes.range() : probes.narrowRange();
            NavigableMap<byte[], byte[]> part = part(model, range);
            scan(view, keyspace, range, Direction.FORWARD, part);
            scan(view, keyspace, range, Direction.REVERSE, part.descendingMap());
            byte[][] keys = {probes.key(), probes.present(), Bytes.after(probes.present())};
            byte[] @Nullable [] all = view.getAll(keyspace, keys);
            for (int k = 0; k < keys.length; k++) {
                byte[] expected = model.get(keys[k]);
                assertThat(view.get(keyspace, keys[k])).isEqualTo(expected);
                assertThat(all[k]).isEqualTo(expected);
                assertThat(view.<byte[]>read(keyspace, keys[k], ViewCheck::bytes))
                        .isEqualTo(expected);
            }
        }
    }

    private static NavigableMap<byte[], byte[]> part(
            TreeMap<byte[], byte[]> model, KeyRange range) {
        if (range.isEmpty()) {
            return new TreeMap<>(model.comparator());
        }
        byte[] end = range.end();
        return end == null
                ? model.tailMap(range.begin(), true)
                : model.subMap(range.begin(), true, end, false);
    }

    private static void scan(
            EngineSnapshot view,
            int keyspace,
            KeyRange range,
            Direction direction,
            Map<byte[], byte[]> expected) {
        try (EngineCursor cursor = view.cursor(keyspace, range, direction)) {
            for (Map.Entry<byte[], byte[]> entry : expected.entrySet()) {
                if (!cursor.next()) {
                    throw new AssertionError(
                            "ends before " + Bytes.describe(entry.getKey()) + " in " + range);
                }
                same(entry.getKey(), cursor.key());
                same(entry.getValue(), cursor.value());
                if (!java.util.Arrays.equals(entry.getKey(), cursor.keyBytes())
                        || !java.util.Arrays.equals(entry.getValue(), cursor.valueBytes())) {
                    throw new AssertionError(
                            "wrong copy at " + Bytes.describe(entry.getKey()) + " in " + range);
                }
            }
            assertThat(cursor.next()).as("too long in %s", range).isFalse();
            assertThat(cursor.next()).as("end is not final in %s", range).isFalse();
        }
    }

    private static void same(byte[] expected, MemorySegment lent) {
        if (!lent.isReadOnly() || MemorySegment.ofArray(expected).mismatch(lent) >= 0) {
            throw new AssertionError("wrong loan for " + Bytes.describe(expected));
        }
    }

    static byte[] bytes(MemorySegment lent) {
        return lent.toArray(ValueLayout.JAVA_BYTE);
    }
}
