package io.cairn.layer.search;

import io.cairn.api.Cursor;
import io.cairn.api.Entry;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to counters that belong together; each counter is the sum of its shards. Used by one
 * thread, for one change.
 */
final class Counters {

    /** How many transactions with consecutive numbers write different rows. */
    private static final int SHARDS = 16;

    private final List<byte[]> rows = new ArrayList<>();
    private final List<long[]> deltas = new ArrayList<>();

    /** Returns the shard that a transaction uses for what is new. */
    static int shard(long transaction) {
        return Math.floorMod(transaction, SHARDS);
    }

    /** Notes a change of what a row holds. */
    void add(byte[] row, long... delta) {
        rows.add(row);
        deltas.add(delta);
    }

    /** Reads the rows; says what is to be written and removed so that they hold the sums. */
    void apply(ReadView view, List<Entry> written, List<byte[]> removed) {
        List<byte @Nullable []> stored = view.getAll(rows);
        for (int i = 0; i < rows.size(); i++) {
            byte[] row = rows.get(i);
            long[] counters = deltas.get(i);
            byte[] before = stored.get(i);
            boolean zero = true;
            for (int j = 0; j < counters.length; j++) {
                if (before != null) {
                    counters[j] += TextRows.counters(row, before, counters.length)[j];
                }
                if (counters[j] < 0) {
                    throw TextRows.foreign(row, null);
                }
                zero &= counters[j] == 0;
            }
            if (zero) {
                removed.add(row);
            } else {
                written.add(new Entry(row, TextRows.counters(counters)));
            }
        }
    }

    /** Adds up the shards of counters. */
    static long[] sum(ReadView view, KeyRange shards, int count) {
        long[] sum = new long[count];
        try (Cursor cursor = view.scan(shards)) {
            while (cursor.next()) {
                byte[] row = cursor.key();
                long[] part = TextRows.counters(row, cursor.value(), count);
                for (int i = 0; i < count; i++) {
                    sum[i] += part[i];
                }
            }
        }
        return sum;
    }
}
