package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;

/**
 * Chooses neighbours among candidates: a candidate that is nearer to one already chosen than to the
 * vector itself is reached through that one (Malkov, Yashunin 2018, algorithm 4). Vectors that are
 * equal get at most half of the places, since a vector linked to nothing else would be a dead end.
 * Used by one thread at a time.
 */
final class NeighborSelection {

    private final Distances distances;
    private final VectorRows rows;
    private final long[] chosen;

    /**
     * Makes one.
     *
     * @param most the most that will ever be chosen
     */
    NeighborSelection(Distances distances, VectorRows rows, int most) {
        this.distances = distances;
        this.rows = rows;
        this.chosen = new long[most];
    }

    /** Returns what was chosen last, nearest first. */
    long[] chosen() {
        return chosen;
    }

    /**
     * Chooses.
     *
     * @param candidates sorted, without the vector itself
     * @param count how many
     * @param max how many to choose at most
     * @return how many were chosen
     */
    int choose(long[] candidates, int count, int max) {
        int many = 0;
        int equal = 0;
        for (int i = 0; i < count && many < max; i++) {
            long candidate = candidates[i];
            if (isReachedThrough(candidate, many)) {
                continue;
            }
            if (isEqual(candidate, many)) {
                if (equal >= max / 2) {
                    continue;
                }
                equal++;
            }
            chosen[many++] = candidate;
        }
        return many;
    }

    private boolean isReachedThrough(long candidate, int many) {
        float own = Ranked.distance(candidate);
        long at = rows.offset(Ranked.row(candidate));
        for (int i = 0; i < many; i++) {
            if (distances.toRow(rows.memory(), at, rows.memory(), Ranked.row(chosen[i])) < own) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether it is exactly as far as the first one and no farther from that. */
    private boolean isEqual(long candidate, int many) {
        return many > 0
                && Ranked.distance(candidate) == Ranked.distance(chosen[0])
                && distances.toRow(
                                rows.memory(),
                                rows.offset(Ranked.row(candidate)),
                                rows.memory(),
                                Ranked.row(chosen[0]))
                        <= Ranked.distance(candidate);
    }
}
