package io.cairn.layer.search;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.bytes.KeyRange;
import org.jspecify.annotations.Nullable;

/** Counters, each of which is the sum of its shards. Stateless. */
final class Counters {

    /** How many transactions with consecutive numbers write different rows. */
    private static final int SHARDS = 16;

    private Counters() {}

    /** Returns the shard that a transaction uses for what is new. */
    static int shard(long transaction) {
        return Math.floorMod(transaction, SHARDS);
    }

    /**
     * Returns an edit that adds to the counters of a row. The row goes when the first one, which
     * counts what there is, comes to zero.
     */
    static RowEdits.Edit adding(byte[] row, long... deltas) {
        return stored -> {
            long[] counters = read(row, stored, deltas.length);
            for (int i = 0; i < deltas.length; i++) {
                counters[i] += deltas[i];
                if (counters[i] < 0) {
                    throw TextRows.foreign(row, null);
                }
            }
            return counters[0] == 0 ? null : TextRows.counters(counters);
        };
    }

    /** Reads the counters of a row, which are zero when it is not there. */
    static long[] read(byte[] row, byte @Nullable [] stored, int count) {
        return stored == null ? new long[count] : TextRows.counters(row, stored, count);
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
