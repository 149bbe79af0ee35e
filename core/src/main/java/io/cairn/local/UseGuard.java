package io.cairn.local;

import io.cairn.error.TransactionStateException;
import io.cairn.error.WaitTimeoutException;
import java.lang.foreign.Arena;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time use an object and tells a second one so, instead of letting it corrupt
 * memory. Who wants to close the object waits until it is idle, and users wait for the closer.
 *
 * <p>The guard is biased to the thread that uses it, as locks once were (Russell and Detlefs,
 * "Eliminating Synchronization-Related Atomic Operations with Biased Locking and Bulk Rebiasing",
 * OOPSLA 2006): that thread enters with a store and a load and no atomic operation, which cost more
 * than a scan's step. Another thread first replaces the {@link Bias}, then makes every thread pass
 * a barrier, then looks whether the owner is inside. After the barrier either the owner's mark is
 * visible or the owner sees the replacement. The barrier is the closing of a shared arena, for
 * which the Java runtime interrupts all threads. A guard that keeps changing between living threads
 * gives the bias up and uses an atomic operation.
 *
 * <p>While user code runs inside (a reader of borrowed memory, a hook) the same thread may enter
 * again.
 */
final class UseGuard {

    private static final int TAKEOVERS_MAX = 4;
    private static final VarHandle BIAS;
    private static final VarHandle INSIDE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            BIAS = lookup.findVarHandle(UseGuard.class, "bias", Bias.class);
            INSIDE = lookup.findVarHandle(Bias.class, "inside", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Who uses the guard; what {@link #enter} returns and is left through. */
    static final class Bias {

        /** The only user, or null when there have been too many. */
        private final @Nullable Thread thread;

        /** What a closer has replaced, or null when this is not a closer's. */
        private final @Nullable Bias replaced;

        /** How often the thread inside has entered; written by that thread only. */
        private int inside;

        /**
         * The thread inside, when there is not only one user; equal to the reader's own thread only
         * if that one is inside.
         */
        private @Nullable Thread guest;

        private Bias(@Nullable Thread thread, @Nullable Bias replaced) {
            this.thread = thread;
            this.replaced = replaced;
        }

        /** Leaves. */
        void leave() {
            int depth = inside - 1;
            if (depth == 0 && thread == null) {
                guest = null;
            }
            INSIDE.setRelease(this, depth);
        }

        /** Tells the thread inside whether it entered more than once. */
        boolean isNested() {
            return inside > 1;
        }

        private boolean isIdle() {
            return (int) INSIDE.getAcquire(this) == 0;
        }

        private boolean isInside(Thread me) {
            return (thread == me || guest == me) && inside > 0;
        }

        private void enterAgain() {
            INSIDE.setOpaque(this, inside + 1);
        }
    }

    private final String what;
    private final Patience patience;
    private volatile @Nullable Bias bias;

    /** Changed only by who has claimed the bias. */
    private int takeovers;

    UseGuard(String what, Patience patience) {
        this.what = what;
        this.patience = patience;
    }

    /** Enters, or throws when another thread is inside; the caller leaves through the result. */
    Bias enter() {
        Bias seen = bias;
        if (seen == null) {
            return enterSlowly();
        }
        Thread me = Thread.currentThread();
        if (seen.thread == me) {
            seen.enterAgain();
            // Keeps the compiler from looking again before the mark is set; the processor is dealt
            // with by the barrier of whoever replaces the bias.
            VarHandle.acquireFence();
            if (bias == seen) {
                return seen;
            }
            seen.leave();
        } else if (seen.thread == null && seen.replaced == null && enterAsGuest(me, seen)) {
            return seen;
        }
        return enterSlowly();
    }

    /**
     * Runs something that ends the object's use: waits until other threads are out, and makes users
     * that come meanwhile wait.
     */
    void close(Runnable closing) {
        if (isInside(Thread.currentThread())) {
            throw new TransactionStateException(
                    "it cannot be ended from inside its own reader or hook; return from there first",
                    "object",
                    what);
        }
        closeInside(closing);
    }

    /**
     * Does what {@link #close} does, but allows it inside user code that this thread runs for the
     * guarded object.
     */
    void closeInside(Runnable closing) {
        Thread me = Thread.currentThread();
        Bias seen = bias;
        if (seen == null || seen.thread == me || isInside(me)) {
            Bias entered = enter();
            try {
                closing.run();
            } finally {
                entered.leave();
            }
            return;
        }
        Bias claim = claim();
        try {
            awaitIdle(claim);
            closing.run();
        } finally {
            bias = claim.replaced;
        }
    }

    /**
     * Runs something that ends the use of an object that no user can reach any more, so that only
     * other closers are in the way.
     */
    void closeCollected(Runnable closing) {
        Bias claim = claim();
        try {
            closing.run();
        } finally {
            bias = claim.replaced;
        }
    }

    private boolean isInside(Thread me) {
        Bias seen = bias;
        if (seen != null && seen.replaced != null) {
            seen = seen.replaced;
        }
        return seen != null && seen.isInside(me);
    }

    /** Replaces the bias by a closer's, whose users wait until it is put back. */
    private Bias claim() {
        Bias[] claim = new Bias[1];
        boolean claimed =
                patience.until(() -> {
                    Bias seen = bias;
                    if (seen == null) {
                        seen = new Bias(Thread.currentThread(), null);
                        BIAS.compareAndSet(this, null, seen);
                    }
                    claim[0] = new Bias(null, seen);
                    return seen.replaced == null && BIAS.compareAndSet(this, seen, claim[0]);
                });
        if (!claimed) {
            throw stillInUse();
        }
        return claim[0];
    }

    private void awaitIdle(Bias claim) {
        Bias replaced = claim.replaced;
        if (replaced != null) {
            barrier(replaced);
            if (!patience.until(replaced::isIdle)) {
                throw stillInUse();
            }
        }
    }

    private Bias enterSlowly() {
        Thread me = Thread.currentThread();
        Bias[] entered = new Bias[1];
        if (!patience.until(() -> tryEnter(me, entered))) {
            throw new WaitTimeoutException(
                    "another thread has been closing it for too long", "object", what);
        }
        return entered[0];
    }

    /** Enters if it can; false when a closer must be waited for. */
    private boolean tryEnter(Thread me, Bias[] entered) {
        while (true) {
            Bias seen = bias;
            if (seen == null) {
                BIAS.compareAndSet(this, null, new Bias(me, null));
            } else if (seen.replaced != null) {
                entered[0] = seen.replaced;
                if (seen.replaced.isInside(me)) {
                    seen.replaced.enterAgain();
                    return true;
                }
                return false;
            } else if (seen.thread == me) {
                seen.enterAgain();
                VarHandle.fullFence();
                if (bias == seen) {
                    entered[0] = seen;
                    return true;
                }
                seen.leave();
            } else if (seen.thread == null) {
                if (enterAsGuest(me, seen)) {
                    entered[0] = seen;
                    return true;
                }
            } else {
                takeOver(me, seen);
            }
        }
    }

    /** Enters a guard without bias; false when the bias was replaced meanwhile. */
    private boolean enterAsGuest(Thread me, Bias seen) {
        if (seen.isInside(me)) {
            seen.enterAgain();
            return true;
        }
        if (!INSIDE.compareAndSet(seen, 0, 1)) {
            if (bias != seen) {
                return false;
            }
            throw usedByTwo();
        }
        seen.guest = me;
        if (bias == seen) {
            return true;
        }
        seen.leave();
        return false;
    }

    /** Makes the guard this thread's, unless the present owner is inside. */
    private void takeOver(Thread me, Bias seen) {
        Bias claim = new Bias(null, seen);
        if (!BIAS.compareAndSet(this, seen, claim)) {
            return;
        }
        Bias next = seen;
        try {
            barrier(seen);
            if (!seen.isIdle()) {
                throw usedByTwo();
            }
            if (isAlive(seen)) {
                takeovers++;
            }
            next = new Bias(takeovers > TAKEOVERS_MAX ? null : me, null);
        } finally {
            bias = next;
        }
    }

    /** Makes the owner's next look at the bias see its replacement, and its mark visible here. */
    private static void barrier(Bias replaced) {
        if (isAlive(replaced)) {
            Arena.ofShared().close();
        }
    }

    private static boolean isAlive(Bias bias) {
        return bias.thread != null && bias.thread.isAlive();
    }

    private TransactionStateException usedByTwo() {
        return new TransactionStateException(
                "it is used by two threads at once; give each thread its own", "object", what);
    }

    private WaitTimeoutException stillInUse() {
        return new WaitTimeoutException(
                "it is still in use by another thread and was not closed; let that call return, then close again",
                "object",
                what);
    }
}
