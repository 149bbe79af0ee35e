package io.cairn.hnsw.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;

/** Whether the Vector API can be used in this process. Stateless. */
public final class VectorModule {

    private static final String NAME = "jdk.incubator.vector";
    private static final boolean LOADED = ModuleLayer.boot().findModule(NAME).isPresent();
    private static final boolean PRESENT = LOADED && isWide();
    private static final AtomicBoolean MISSED = new AtomicBoolean();

    private VectorModule() {}

    /** Tells whether the JVM was started with the module, and the processor has vectors. */
    public static boolean isPresent() {
        return PRESENT;
    }

    /**
     * Says in the log, once, that the JVM was started without the module, when something begins for
     * which that matters.
     */
    public static void miss() {
        if (!LOADED && MISSED.compareAndSet(false, true)) {
            System.getLogger("io.cairn.hnsw")
                    .log(
                            System.Logger.Level.WARNING,
                            "an index of vectors is being built without vector instructions, which takes"
                                    + " several times as long; start the JVM with --add-modules "
                                    + NAME);
        }
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
