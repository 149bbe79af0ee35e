package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.util.Arrays;

/**
 * Chooses neighbours among candidates: a candidate that is nearer to one already chosen than to the
 * vector itself is reached through that one (Malkov, Yashunin 2018, algorithm 4), where nearer can
 * be made to mean: by some slack, which keeps more links to near vectors (as in DiskANN: Subramanya
 * et al. 2019). Vectors that are equal get at most half of the places, since a vector linked to
 * nothing else would be a dead end. Used by one thread at a time.
 */
final class NeighborSelection {

    /** How far rounding may take the distance of an equal vector from that to itself. */
    private static final float TOLERANCE = 1e-5f;

    private final Distances distances;
    private final VectorRows rows;
    private final float slack;
    private final long[] chosen;

    /**
     * Makes one.
     *
     * @param slack by which part of itself a distance must be less than another to count as less
     * @param most the most that will ever be chosen
     */
    NeighborSelection(Distances distances, VectorRows rows, float slack, int most) {
        this.distances = distances;
        this.rows = rows;
        this.slack = slack;
        this.chosen = new long[most];
    }

    /** Returns what was chosen last, nearest first. */
    long[] chosen() {
        return chosen;
    }

    /**
     * Chooses.
     *
     * @param row the vector
     * @param candidates sorted, without the vector itself; equal ones are moved
     * @param count how many
     * @param max how many to choose at most
     * @return how many were chosen
     */
    int choose(int row, long[] candidates, int count, int max) {
        int equals = gatherEquals(row, candidates, count);
        int many = chooseEquals(row, candidates, equals, max / 2);
        // An equal vector hides nobody: what is as far from it is as far from the vector itself.
        int firstOther = many;
        for (int i = equals; i < count && many < max; i++) {
            if (!isReachedThrough(candidates[i], firstOther, many)) {
                chosen[many++] = candidates[i];
            }
        }
        Arrays.sort(chosen, 0, many);
        return many;
    }

    /** Moves candidates that are equal to the vector to the front, by row; returns how many. */
    private int gatherEquals(int row, long[] candidates, int count) {
        float self = toRow(row, row);
        float bound = self + TOLERANCE * Math.max(1, Math.abs(self));
        int equals = 0;
        for (int i = 0; i < count && Ranked.distance(candidates[i]) <= bound; i++) {
            long candidate = candidates[i];
            if (toRow(row, Ranked.row(candidate)) == self) {
                System.arraycopy(candidates, equals, candidates, equals + 1, i - equals);
                candidates[equals++] = candidate;
            }
        }
        return equals;
    }

    /** Chooses those whose rows follow that of the vector: so equal vectors form a ring. */
    private int chooseEquals(int row, long[] candidates, int equals, int most) {
        int start = 0;
        while (start < equals && Ranked.row(candidates[start]) < row) {
            start++;
        }
        int many = Math.min(equals, most);
        for (int i = 0; i < many; i++) {
            chosen[i] = candidates[(start + i) % equals];
        }
        return many;
    }

    private boolean isReachedThrough(long candidate, int begin, int end) {
        float own = Ranked.distance(candidate);
        for (int i = begin; i < end; i++) {
            float between = toRow(Ranked.row(candidate), Ranked.row(chosen[i]));
            if (between + slack * Math.abs(between) < own) {
                return true;
            }
        }
        return false;
    }

    private float toRow(int from, int to) {
        return distances.toRow(rows.memory(), rows.offset(from), rows.memory(), to);
    }
}
