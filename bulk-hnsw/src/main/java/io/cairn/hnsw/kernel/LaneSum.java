package io.cairn.hnsw.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * What it takes to add up the lanes of a register in an order of our own. The order in which {@code
 * reduceLanes} adds depends on whether the JIT compiler has come by, so that the same two vectors
 * would have distances that differ in the last digit, and the same build other files. The kernels
 * write the steps out: as a method they would not be inlined everywhere, and registers that are
 * passed are objects then. Stateless.
 */
final class LaneSum {

    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();

    /** Fewer lanes have no quarters. */
    static final int LANES_MIN = 4;

    /** Lanes change places with those half a register away, a quarter, and so on. */
    static final VectorShuffle<Float> HALF = partner(LANES / 2);

    static final VectorShuffle<Float> QUARTER = partner(LANES / 4);
    static final VectorShuffle<Float> EIGHTH = partner(LANES / 8);
    static final VectorShuffle<Float> SIXTEENTH = partner(LANES / 16);

    /** The upper half of the lanes. */
    static final VectorMask<Float> IN_HALF = lanes(LANES / 2);

    /** The upper half of both halves. */
    static final VectorMask<Float> IN_QUARTER = lanes(LANES / 4);

    /** In a register of fewer than 16 lanes the last steps double the sum. */
    static final float SCALE = LANES / 16f;

    private LaneSum() {}

    private static VectorShuffle<Float> partner(int distance) {
        return VectorShuffle.fromOp(FLOATS, lane -> lane ^ distance);
    }

    private static VectorMask<Float> lanes(int bit) {
        long set = 0;
        for (int lane = 0; lane < LANES; lane++) {
            set |= (lane & bit) != 0 ? 1L << lane : 0;
        }
        return VectorMask.fromLong(FLOATS, set);
    }
}
