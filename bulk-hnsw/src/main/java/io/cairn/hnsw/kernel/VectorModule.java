package io.cairn.hnsw.kernel;

import jdk.incubator.vector.FloatVector;

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

    private static boolean isWide() {
        return FloatVector.SPECIES_PREFERRED.length() >= LaneSum.LANES_MIN;
    }
}
