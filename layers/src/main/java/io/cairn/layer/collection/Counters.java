package io.cairn.layer.collection;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Tuple;

/**
 * The counters of a collection. Immutable.
 *
 * @param next the id that the next document gets
 * @param size how many documents there are
 */
record Counters(long next, long size) {

    static final Counters ZERO = new Counters(0, 0);

    byte[] pack() {
        return Tuple.of(next, size).pack();
    }

    /**
     * Reads counters.
     *
     * @throws io.cairn.error.CorruptionException when they were written by something else
     */
    static Counters unpack(byte[] row, byte[] stored) {
        Tuple parts;
        try {
            parts = Tuple.unpack(stored);
            if (parts.size() == 2
                    && parts.integer(1) >= 0
                    && parts.integer(0) >= parts.integer(1)) {
                return new Counters(parts.integer(0), parts.integer(1));
            }
        } catch (InvalidArgumentException | LimitException e) {
            throw CollectionRows.foreign(row, e);
        }
        throw CollectionRows.foreign(row, null);
    }
}
