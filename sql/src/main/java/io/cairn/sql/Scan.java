package io.cairn.sql;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a table, as few as the access allows. Immutable.
 *
 * @param table the table
 * @param access which keys are read
 * @param withKey whether a row's key stands behind its columns
 * @param backward whether the greatest key comes first
 */
record Scan(Table table, Access access, boolean withKey, boolean backward) implements Source {

    private static final int FIRST_BATCH = 16;
    private static final int BATCH_MAX = 512;

    @Override
    public Rows open(Run run) {
        List<KeyRange> all = access.ranges(run);
        Iterator<KeyRange> ranges = (backward ? all.reversed() : all).iterator();
        if (access.isPoint()) {
            return new Fetched(run.view(), ranges, null);
        }
        return access.index() == null
                ? new Walk(run.view(), ranges)
                : new Fetched(run.view(), ranges, access.index());
    }

    private @Nullable Object[] row(byte[] key, byte[] value) {
        @Nullable Object[] row = Layout.values(table, key, value);
        return withKey ? row : Arrays.copyOf(row, row.length - 1);
    }

    /** Goes through ranges, one cursor after the other. */
    private final class Entries implements AutoCloseable {
        private final ReadView view;
        private final Iterator<KeyRange> ranges;
        private final ScanOptions options =
                backward ? ScanOptions.all().reverse() : ScanOptions.all();
        private @Nullable Cursor cursor;

        Entries(ReadView view, Iterator<KeyRange> ranges) {
            this.view = view;
            this.ranges = ranges;
        }

        /** Returns a cursor on the next entry, or null at the end. */
        @Nullable Cursor next() {
            while (true) {
                Cursor open = cursor;
                if (open != null && open.next()) {
                    return open;
                }
                close();
                if (!ranges.hasNext()) {
                    return null;
                }
                cursor = view.scan(ranges.next(), options);
            }
        }

        @Override
        public void close() {
            Cursor open = cursor;
            cursor = null;
            if (open != null) {
                open.close();
            }
        }
    }

    private final class Walk implements Rows {
        private final Entries entries;

        Walk(ReadView view, Iterator<KeyRange> ranges) {
            this.entries = new Entries(view, ranges);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            Cursor cursor = entries.next();
            return cursor == null ? null : row(cursor.key(), cursor.value());
        }

        @Override
        public void close() {
            entries.close();
        }
    }

    /** Reads rows whose keys are known, or stand in an index, many at a time. */
    private final class Fetched implements Rows {
        private final ReadView view;
        private final Iterator<KeyRange> ranges;
        private final @Nullable TableIndex index;
        private final Entries entries;
        private final Deque<@Nullable Object[]> ready = new ArrayDeque<>();
        private int batch = FIRST_BATCH;

        Fetched(ReadView view, Iterator<KeyRange> ranges, @Nullable TableIndex index) {
            this.view = view;
            this.ranges = ranges;
            this.index = index;
            this.entries = new Entries(view, ranges);
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            while (ready.isEmpty()) {
                List<byte[]> keys = keys();
                if (keys.isEmpty()) {
                    return null;
                }
                fetch(keys);
                batch = Math.min(BATCH_MAX, 2 * batch);
            }
            return ready.poll();
        }

        private List<byte[]> keys() {
            List<byte[]> keys = new ArrayList<>();
            TableIndex through = index;
            while (keys.size() < batch) {
                if (through == null) {
                    if (!ranges.hasNext()) {
                        break;
                    }
                    keys.add(ranges.next().begin());
                } else {
                    Cursor cursor = entries.next();
                    if (cursor == null) {
                        break;
                    }
                    keys.add(Layout.rowOf(table, through, cursor.key()));
                }
            }
            return keys;
        }

        private void fetch(List<byte[]> keys) {
            List<byte @Nullable []> values = view.getAll(keys);
            for (int i = 0; i < keys.size(); i++) {
                byte[] value = values.get(i);
                if (value != null) {
                    ready.add(row(keys.get(i), value));
                } else if (index != null) {
                    throw new CorruptionException(
                            ErrorCode.FORMAT,
                            "an index has a row that the table has not",
                            null,
                            "table",
                            table.name(),
                            "index",
                            index.name());
                }
            }
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}
