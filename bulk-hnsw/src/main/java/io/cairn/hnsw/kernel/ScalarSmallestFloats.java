package io.cairn.hnsw.kernel;

/** In plain Java. Used by one thread at a time. */
final class ScalarSmallestFloats extends SmallestFloats {

    ScalarSmallestFloats(int wanted) {
        super(wanted);
    }

    @Override
    void minima(float[] values, int begin, int end, float[] groups) {
        for (int at = begin; at < end; at += groups.length) {
            int many = Math.min(groups.length, end - at);
            for (int i = 0; i < many; i++) {
                groups[i] = Math.min(groups[i], values[at + i]);
            }
        }
    }

    @Override
    int collect(float[] values, int begin, int end, float bound, long[] target) {
        return collectRest(values, begin, begin, end, bound, target, 0);
    }
}
