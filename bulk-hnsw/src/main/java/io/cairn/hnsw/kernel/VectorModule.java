package io.cairn.hnsw.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;

/** Whether the Vector API can be used in this process. Stateless. */
public final class VectorModule {

    private static final String NAME = "jdk.incubator.vector";
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule(NAME).isPresent() && isWide();

    private VectorModule() {}

    /** Tells whether the JVM was started with the module, and the processor has vectors. */
    public static boolean isPresent() {
        return PRESENT;
    }

    /** Tells whether there are registers for as many bytes as floats are preferred at once. */
    static boolean hasShortBytes() {
        return FloatVector.SPECIES_PREFERRED.length() * Byte.SIZE
                >= VectorShape.S_64_BIT.vectorBitSize();
    }

    private static boolean isWide() {
        return FloatVector.SPECIES_PREFERRED.length() >= LaneSum.LANES_MIN;
    }
}
