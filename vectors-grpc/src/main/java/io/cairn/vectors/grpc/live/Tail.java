package io.cairn.vectors.grpc.live;

import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Neighbor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Vectors that are not in the graph yet, prepared for comparing. Immutable, but for {@link #with},
 * which shares memory with the tail it adds to: only the latest may be added to, by one thread at a
 * time. Whoever gets a tail through a volatile field or a lock sees all of it.
 */
final class Tail {

    static final Tail EMPTY = new Tail(new long[0], new float[0][], 0);

    private static final int FIRST_CAPACITY = 64;

    private static final Comparator<Neighbor> NEAREST_LAST =
            Comparator.comparingDouble(Neighbor::distance).reversed();

    private final long[] ids;
    private final float[][] rows;
    private final int count;

    private Tail(long[] ids, float[][] rows, int count) {
        this.ids = ids;
        this.rows = rows;
        this.count = count;
    }

    /** Returns a tail that has these vectors as well, which are not copied. */
    Tail with(long[] moreIds, float[][] moreRows) {
        int wanted = Math.addExact(count, moreIds.length);
        long[] newIds = ids;
        float[][] newRows = rows;
        if (wanted > ids.length) {
            int capacity = Math.max(wanted, Math.max(FIRST_CAPACITY, 2 * ids.length));
            newIds = Arrays.copyOf(ids, capacity);
            newRows = Arrays.copyOf(rows, capacity);
        }
        System.arraycopy(moreIds, 0, newIds, count, moreIds.length);
        System.arraycopy(moreRows, 0, newRows, count, moreRows.length);
        return new Tail(newIds, newRows, wanted);
    }

    int count() {
        return count;
    }

    long id(int at) {
        return ids[at];
    }

    float[] row(int at) {
        return rows[at];
    }

    long[] ids() {
        return Arrays.copyOf(ids, count);
    }

    float[][] rows() {
        return Arrays.copyOf(rows, count);
    }

    /**
     * Compares with all.
     *
     * @param query prepared as the vectors are
     * @return the nearest, in no order
     */
    List<Neighbor> nearest(float[] query, int k, Metric metric) {
        PriorityQueue<Neighbor> best = new PriorityQueue<>(NEAREST_LAST);
        for (int i = 0; i < count; i++) {
            float distance = VectorMath.distance(query, rows[i], metric);
            if (best.size() < k) {
                best.add(new Neighbor(ids[i], distance));
            } else if (best.element().distance() > distance) {
                best.remove();
                best.add(new Neighbor(ids[i], distance));
            }
        }
        return new ArrayList<>(best);
    }
}
