package io.cairn.hnsw.build;

/**
 * The minimum spanning tree of vectors of which all distances are known (Prim 1957). Used by one
 * thread at a time.
 */
final class SpanningTree {

    private final int[] outside;
    private final float[] nearest;
    private final int[] parents;

    SpanningTree(int most) {
        this.outside = new int[most];
        this.nearest = new float[most];
        this.parents = new int[most];
    }

    /**
     * Finds the tree.
     *
     * @param distances {@code float32[count][stride]}
     * @return for each vector the one that it is joined to; the first one has none
     */
    int[] of(float[] distances, int count, int stride) {
        for (int i = 1; i < count; i++) {
            outside[i - 1] = i;
            nearest[i - 1] = Float.POSITIVE_INFINITY;
        }
        int left = count - 1;
        int last = 0;
        while (left > 0) {
            int best = 0;
            int row = last * stride;
            for (int k = 0; k < left; k++) {
                float distance = distances[row + outside[k]];
                if (distance < nearest[k]) {
                    nearest[k] = distance;
                    parents[outside[k]] = last;
                }
                if (nearest[k] < nearest[best]) {
                    best = k;
                }
            }
            last = outside[best];
            left--;
            outside[best] = outside[left];
            nearest[best] = nearest[left];
        }
        return parents;
    }
}
