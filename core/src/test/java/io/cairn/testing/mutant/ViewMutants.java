package io.cairn.testing.mutant;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.testing.fault.ForwardingCursor;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.fault.ForwardingSnapshot;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Faults of reads. */
final class ViewMutants {

    private ViewMutants() {}

    /** Opens a cursor over a view, wrongly. */
    private interface Opening {
        EngineCursor open(EngineSnapshot view, int keyspace, KeyRange range, Direction direction);
    }

    private static StorageEngine viewing(
            StorageEngine engine, UnaryOperator<EngineSnapshot> change) {
        return new ForwardingEngine(engine) {
            @Override
            protected EngineSnapshot wrap(EngineSnapshot view) {
                return change.apply(view);
            }
        };
    }

    private static StorageEngine opening(StorageEngine engine, Opening opening) {
        return viewing(
                engine,
                view ->
                        new ForwardingSnapshot(view) {
                            @Override
                            public EngineCursor cursor(
                                    int keyspace, KeyRange range, Direction direction) {
                                return opening.open(view, keyspace, range, direction);
                            }
                        });
    }

    static StorageEngine swappedGetAll(StorageEngine engine) {
        return viewing(
                engine,
                view ->
                        new ForwardingSnapshot(view) {
                            @Override
                            public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
                                byte[] @Nullable [] values = super.getAll(keyspace, keys);
                                if (values.length > 1) {
                                    byte[] first = values[0];
                                    values[0] = values[1];
                                    values[1] = first;
                                }
                                return values;
                            }
                        });
    }

    static StorageEngine emptyIsAbsent(StorageEngine engine) {
        return viewing(
                engine,
                view ->
                        new ForwardingSnapshot(view) {
                            @Override
                            public byte @Nullable [] get(int keyspace, byte[] key) {
                                byte[] value = super.get(keyspace, key);
                                return value != null && value.length == 0 ? null : value;
                            }
                        });
    }

    static StorageEngine skippingLast(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) -> {
                    List<byte[][]> entries = read(view.cursor(keyspace, range, direction));
                    return new ListCursor(entries.subList(0, Math.max(0, entries.size() - 1)));
                });
    }

    static StorageEngine includingEnd(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) -> {
                    byte[] end = range.end();
                    KeyRange wider =
                            end == null || range.isEmpty()
                                    ? range
                                    : KeyRange.of(range.begin(), Bytes.after(end));
                    return view.cursor(keyspace, wider, direction);
                });
    }

    static StorageEngine excludingBegin(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) ->
                        view.cursor(
                                keyspace,
                                range.begin().length == 0
                                        ? range
                                        : range.startingAfter(range.begin()),
                                direction));
    }

    static StorageEngine reverseUnbounded(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) ->
                        view.cursor(
                                keyspace,
                                direction == Direction.REVERSE
                                        ? KeyRange.of(Bytes.EMPTY, range.end())
                                        : range,
                                direction));
    }

    static StorageEngine alwaysForward(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) ->
                        view.cursor(keyspace, range, Direction.FORWARD));
    }

    static StorageEngine signedOrder(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) -> {
                    List<byte[][]> entries = read(view.cursor(keyspace, range, direction));
                    Comparator<byte[][]> signed = (a, b) -> Arrays.compare(a[0], b[0]);
                    entries.sort(direction == Direction.FORWARD ? signed : signed.reversed());
                    return new ListCursor(entries);
                });
    }

    static StorageEngine sharedCopies(StorageEngine engine) {
        return opening(
                engine,
                (view, keyspace, range, direction) ->
                        new OneBufferCursor(view.cursor(keyspace, range, direction)));
    }

    private static List<byte[][]> read(EngineCursor opened) {
        List<byte[][]> entries = new ArrayList<>();
        try (EngineCursor cursor = opened) {
            while (cursor.next()) {
                entries.add(new byte[][] {cursor.keyBytes(), cursor.valueBytes()});
            }
        }
        return entries;
    }

    /** Walks a list. */
    private static final class ListCursor implements EngineCursor {

        private final List<byte[][]> entries;
        private int at = -1;

        ListCursor(List<byte[][]> entries) {
            this.entries = entries;
        }

        @Override
        public boolean next() {
            return ++at < entries.size();
        }

        @Override
        public MemorySegment key() {
            return MemorySegment.ofArray(entries.get(at)[0]).asReadOnly();
        }

        @Override
        public MemorySegment value() {
            return MemorySegment.ofArray(entries.get(at)[1]).asReadOnly();
        }

        @Override
        public byte[] keyBytes() {
            return entries.get(at)[0].clone();
        }

        @Override
        public byte[] valueBytes() {
            return entries.get(at)[1].clone();
        }

        @Override
        public void close() {
            at = entries.size();
        }
    }

    /** Returns one and the same array for keys of the same length. */
    private static final class OneBufferCursor extends ForwardingCursor {

        private byte[] buffer = new byte[0];

        OneBufferCursor(EngineCursor inner) {
            super(inner);
        }

        @Override
        public byte[] keyBytes() {
            byte[] key = super.keyBytes();
            if (key.length != buffer.length) {
                buffer = key;
            } else {
                System.arraycopy(key, 0, buffer, 0, key.length);
            }
            return buffer;
        }
    }
}
