package io.cairn.hnsw.kernel;

import java.lang.foreign.MemorySegment;

/** Distances to rows that are numbered in another order than they lie in. Thread-safe. */
final class NumberedDistances extends Distances {

    private final Distances distances;
    private final int[] places;

    NumberedDistances(Distances distances, int[] places) {
        super(distances.rowBytes);
        this.distances = distances;
        this.places = places;
    }

    @Override
    public float toRow(MemorySegment query, long queryOffset, MemorySegment rows, int row) {
        return distances.toRow(query, queryOffset, rows, places[row]);
    }

    @Override
    public void toRows(
            MemorySegment query,
            long queryOffset,
            MemorySegment rows,
            int[] numbers,
            int count,
            float[] measured) {
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = places[numbers[i]];
        }
        distances.toRows(query, queryOffset, rows, chosen, count, measured);
    }

    @Override
    public float reported(float distance) {
        return distances.reported(distance);
    }
}
