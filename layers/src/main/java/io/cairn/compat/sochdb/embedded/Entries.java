package io.cairn.compat.sochdb.embedded;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.KeyRange;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where a {@link Scan} takes its entries from, one by one. Used by one thread at a time. */
interface Entries extends AutoCloseable {

    /** Returns the next entry, or null after the last. */
    @Nullable Entry next();

    @Override
    void close();

    /** Takes the entries of a cursor, and closes it. */
    static Entries of(Cursor cursor) {
        return new Entries() {
            @Override
            public @Nullable Entry next() {
                return cursor.next() ? new Entry(cursor.key(), cursor.value()) : null;
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    /**
     * Takes the entries of a range in batches, each by a scan of its own, so that nothing stays
     * open between two batches.
     *
     * @param behind runs when it is closed
     */
    static Entries inBatches(ReadView view, KeyRange range, int batchSize, Runnable behind) {
        return new Entries() {
            private final Deque<Entry> batch = new ArrayDeque<>();
            private KeyRange rest = range;
            private boolean last;

            @Override
            public @Nullable Entry next() {
                if (batch.isEmpty() && !last) {
                    fill();
                }
                return batch.poll();
            }

            private void fill() {
                try (Cursor cursor = view.scan(rest, ScanOptions.all().limit(batchSize))) {
                    while (cursor.next()) {
                        batch.add(new Entry(cursor.key(), cursor.value()));
                    }
                }
                last = batch.size() < batchSize;
                if (!last) {
                    rest = rest.startingAfter(batch.getLast().key());
                }
            }

            @Override
            public void close() {
                last = true;
                batch.clear();
                behind.run();
            }
        };
    }
}
