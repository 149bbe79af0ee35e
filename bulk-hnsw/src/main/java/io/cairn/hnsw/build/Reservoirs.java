package io.cairn.hnsw.build;

import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * For each vector its nearest candidates for neighbours, sorted: of all that were ever offered the
 * nearest so many, whatever their order. Of one that was offered with several distances, as balls
 * round differently, the least counts. Offering is thread-safe.
 */
final class Reservoirs {

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG.withOrder(ByteOrder.nativeOrder());
    private static final int LOCKS = 4096;

    private final MemorySegment memory;
    private final int capacity;
    private final byte[] counts;
    private final Object[] locks = new Object[LOCKS];

    /**
     * Makes empty ones.
     *
     * @param memory {@code int64[vectors][capacity]}
     * @param capacity how many candidates to keep of each, at most 127
     */
    Reservoirs(MemorySegment memory, int vectors, int capacity) {
        this.memory = memory;
        this.capacity = capacity;
        this.counts = new byte[vectors];
        Arrays.setAll(locks, _ -> new Object());
    }

    static long bytes(int vectors, int capacity) {
        return (long) vectors * capacity * Long.BYTES;
    }

    int capacity() {
        return capacity;
    }

    /** Offers candidates, sorted, of which some may be known already. */
    void offer(int vector, long[] candidates, int count, long[] scratch) {
        synchronized (locks[vector % LOCKS]) {
            int kept = copy(vector, scratch);
            for (int i = 0; i < count; i++) {
                int now = insert(scratch, kept, candidates[i]);
                if (now < 0) {
                    break;
                }
                kept = now;
            }
            set(vector, scratch, kept);
        }
    }

    /**
     * Returns a distance that a candidate must not exceed to be kept: that of the last one where
     * there is no more room, and else infinity.
     */
    float bound(int vector) {
        synchronized (locks[vector % LOCKS]) {
            return counts[vector] < capacity
                    ? Float.POSITIVE_INFINITY
                    : Ranked.distance(memory.get(LONG, at(vector) + (capacity - 1L) * Long.BYTES));
        }
    }

    /** Offers one candidate. */
    void offer(int vector, long candidate, long[] scratch) {
        synchronized (locks[vector % LOCKS]) {
            int kept = copy(vector, scratch);
            int now = insert(scratch, kept, candidate);
            if (now >= 0) {
                set(vector, scratch, now);
            }
        }
    }

    /**
     * Returns how many are kept then; -1 when it is farther away than all, and there is no room.
     */
    private int insert(long[] sorted, int count, long candidate) {
        if (count == capacity && candidate >= sorted[count - 1]) {
            return -1;
        }
        int kept = count;
        int place = place(sorted, count, Ranked.row(candidate));
        if (place < 0) {
            kept = Math.min(count + 1, capacity);
            place = kept - 1;
        } else if (sorted[place] <= candidate) {
            return count;
        }
        while (place > 0 && sorted[place - 1] > candidate) {
            sorted[place] = sorted[place - 1];
            place--;
        }
        sorted[place] = candidate;
        return kept;
    }

    private static int place(long[] sorted, int count, int row) {
        for (int i = 0; i < count; i++) {
            if (Ranked.row(sorted[i]) == row) {
                return i;
            }
        }
        return -1;
    }

    /** Copies a vector's candidates, nearest first; returns how many. */
    int copy(int vector, long[] target) {
        int count = counts[vector];
        MemorySegment.copy(memory, LONG, at(vector), target, 0, count);
        return count;
    }

    /** Replaces a vector's candidates; nobody may offer it any meanwhile. */
    void set(int vector, long[] sorted, int count) {
        MemorySegment.copy(sorted, 0, memory, LONG, at(vector), count);
        counts[vector] = (byte) count;
    }

    private long at(int vector) {
        return (long) vector * capacity * Long.BYTES;
    }
}
