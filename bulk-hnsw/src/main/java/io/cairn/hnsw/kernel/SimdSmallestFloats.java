package io.cairn.hnsw.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** With the Vector API. Used by one thread at a time. */
final class SimdSmallestFloats extends SmallestFloats {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    SimdSmallestFloats(int wanted) {
        super(wanted);
    }

    @Override
    void minima(float[] values, int begin, int end, float[] groups) {
        int last = end - groups.length;
        for (int g = 0; g < groups.length; g += LANES) {
            FloatVector least = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
            for (int at = begin; at <= last; at += groups.length) {
                FloatVector some = FloatVector.fromArray(FLOATS, values, at + g);
                least = least.blend(some, some.compare(VectorOperators.LT, least));
            }
            least.intoArray(groups, g);
        }
    }

    @Override
    int collect(float[] values, int begin, int end, float bound, long[] target) {
        int count = 0;
        int at = begin;
        for (; at + LANES <= end; at += LANES) {
            long found =
                    FloatVector.fromArray(FLOATS, values, at)
                            .compare(VectorOperators.LE, bound)
                            .toLong();
            while (found != 0) {
                int i = at + Long.numberOfTrailingZeros(found);
                target[count++] = Ranked.of(values[i], i - begin);
                found &= found - 1;
            }
        }
        return collectRest(values, at, begin, end, bound, target, count);
    }
}
