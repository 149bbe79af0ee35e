package io.cairn.occ;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The versions of the newest visible commit and of the newest one handed to the engine. Written
 * under the commit lock, read by all.
 */
final class Versions {

    private static final VarHandle APPLYING;

    static {
        try {
            APPLYING = MethodHandles.lookup().findVarHandle(Versions.class, "applying", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long visible;
    private volatile long applying;

    Versions(long version) {
        visible = version;
        applying = version;
    }

    /** Returns the newest commit that readers are certain to see. */
    long visible() {
        return visible;
    }

    /**
     * Tells whether this version is the visible one and nothing newer is on its way into the
     * engine.
     */
    boolean isNewest(long version) {
        return version == visible && version == applying;
    }

    /**
     * Announces versions up to this one before the engine gets them. Whoever sees what the engine
     * got sees this too; nothing else is ordered by it.
     */
    void apply(long version) {
        APPLYING.setRelease(this, version);
    }

    /** Publishes versions up to this one after the engine has them. */
    void publish(long version) {
        visible = version;
    }
}
