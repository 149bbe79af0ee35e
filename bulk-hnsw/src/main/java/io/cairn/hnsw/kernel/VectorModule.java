package io.cairn.hnsw.kernel;

/** Whether the Vector API can be used in this process. Stateless. */
public final class VectorModule {

    private static final String NAME = "jdk.incubator.vector";
    private static final boolean PRESENT = ModuleLayer.boot().findModule(NAME).isPresent();

    private VectorModule() {}

    /** Tells whether the JVM was started with the module. */
    public static boolean isPresent() {
        return PRESENT;
    }
}
