package io.cairn.local;

import io.cairn.error.TransactionStateException;
import io.cairn.error.WaitTimeoutException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread at a time use an object and tells a second one so, instead of letting it corrupt memory. One atomic operation to enter, one store to
 * leave. Who wants to close the object waits until it is idle; users wait for the closer.
 *
 * <p>While user code runs inside (a reader of borrowed memory, a hook) the same thread may enter again.
 */
final class UseGuard {

    private static final int IDLE = 0;
    private static final int BUSY = 1;
    private static final int CLOSING = 2;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(UseGuard.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String what;
    private final Patience patience;

    @SuppressWarnings("UnusedVariable") // used through STATE
    private volatile int state;

    /** The thread that runs user code inside; only ever equal to the reader's own thread when that is so. */
    private @Nullable Thread callbackThread;

    /** How often the thread inside has entered again; touched by that thread only. */
    private int nested;

    UseGuard(String what, Patience patience) {
        this.what = what;
        this.patience = patience;
    }

    /** Enters, or throws when another thread is inside. */
    void enter() {
        if (!STATE.compareAndSet(this, IDLE, BUSY)) {
            enterSlowly();
        }
    }

    /** Leaves what {@link #enter}, {@link #enterToClose} or {@link #enterToCloseInside} entered. */
    void leave() {
        if (nested == 0) {
            STATE.setRelease(this, IDLE);
        } else {
            nested--;
        }
    }

    /** Enters in order to close: waits until other threads are out, and makes users that come meanwhile wait. */
    void enterToClose() {
        if (callbackThread == Thread.currentThread()) {
            throw new TransactionStateException(
                    "it cannot be ended from inside its own reader or hook; return from there first", "object", what);
        }
        if (!patience.until(() -> STATE.compareAndSet(this, IDLE, CLOSING))) {
            throw new WaitTimeoutException(
                    "it is still in use by another thread and was not closed; let that call return, then close again",
                    "object",
                    what);
        }
    }

    /** Does what {@link #enterToClose} does, but allows it inside user code that this thread runs for the guarded object. */
    void enterToCloseInside() {
        if (callbackThread == Thread.currentThread()) {
            nested++;
        } else {
            enterToClose();
        }
    }

    /** Tells the thread inside whether it entered again from user code. */
    boolean isNested() {
        return nested > 0;
    }

    /** Marks the beginning of user code on the thread inside; returns what {@link #endCallback} wants back. */
    @Nullable Thread beginCallback() {
        Thread outer = callbackThread;
        callbackThread = Thread.currentThread();
        return outer;
    }

    /** Marks the end of user code. */
    void endCallback(@Nullable Thread outer) {
        callbackThread = outer;
    }

    private void enterSlowly() {
        if (callbackThread == Thread.currentThread()) {
            nested++;
            return;
        }
        boolean entered = patience.until(() -> {
            int seen = (int) STATE.compareAndExchange(this, IDLE, BUSY);
            if (seen == BUSY) {
                throw new TransactionStateException(
                        "it is used by two threads at once; give each thread its own", "object", what);
            }
            return seen == IDLE;
        });
        if (!entered) {
            throw new WaitTimeoutException("another thread has been closing it for too long", "object", what);
        }
    }
}
