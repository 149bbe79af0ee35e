package io.cairn.ipc.client;

import io.cairn.error.TransactionStateException;
import io.cairn.error.WaitTimeoutException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time use an object and tells a second one so. Who wants to close the object
 * waits until it is idle, and users wait for the closer. A thread that is inside may enter again,
 * as user code does that runs inside.
 */
final class RemoteTurn {

    private static final VarHandle USER;

    static {
        try {
            USER = MethodHandles.lookup().findVarHandle(RemoteTurn.class, "user", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String what;
    private final Supplier<RemotePatience> patience;

    /** The thread inside; equal to the reader's own thread only if that one is inside. */
    private volatile @Nullable Thread user;

    /** How often the thread inside has entered; touched by that thread only. */
    private int depth;

    /** Whether somebody closes or waits to close, so that others wait instead of being refused. */
    private volatile boolean closing;

    RemoteTurn(String what, Supplier<RemotePatience> patience) {
        this.what = what;
        this.patience = patience;
    }

    /** Enters, or throws when another thread is inside. */
    void enter() {
        Thread me = Thread.currentThread();
        if (USER.compareAndSet(this, null, me)) {
            depth = 1;
        } else if (user == me) {
            depth++;
        } else {
            enterAfterCloser(me);
        }
    }

    /** Leaves. */
    void leave() {
        if (--depth == 0) {
            USER.setRelease(this, null);
        }
    }

    /** Tells the thread inside whether it entered more than once. */
    boolean isNested() {
        return depth > 1;
    }

    /**
     * Runs something that ends the object's use: waits until other threads are out, and makes users
     * that come meanwhile wait. Refused from inside the object's own use.
     */
    void close(Runnable end) {
        if (user == Thread.currentThread()) {
            throw new TransactionStateException(
                    "it cannot be ended from inside its own reader; return from there first",
                    "object",
                    what);
        }
        closeInside(end);
    }

    /** Does what {@link #close} does, but allows it from inside the object's own use. */
    void closeInside(Runnable end) {
        Thread me = Thread.currentThread();
        if (user == me) {
            end.run();
            return;
        }
        closing = true;
        try {
            if (!patience.get().until(() -> USER.compareAndSet(this, null, me))) {
                throw new WaitTimeoutException(
                        "it is still in use by another thread and was not closed; let that call return, then close again",
                        "object",
                        what);
            }
            depth = 1;
            try {
                end.run();
            } finally {
                leave();
            }
        } finally {
            closing = false;
        }
    }

    private void enterAfterCloser(Thread me) {
        boolean[] entered = new boolean[1];
        boolean decided =
                patience.get()
                        .until(() -> {
                            entered[0] = USER.compareAndSet(this, null, me);
                            return entered[0] || !closing;
                        });
        // The closer may have just left.
        if (entered[0] || decided && USER.compareAndSet(this, null, me)) {
            depth = 1;
            return;
        }
        throw new TransactionStateException(
                "it is used by two threads at once; give each thread its own", "object", what);
    }
}
