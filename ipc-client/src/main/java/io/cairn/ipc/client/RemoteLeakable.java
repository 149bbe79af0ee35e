package io.cairn.ipc.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * What must be released at the server for something a user opened. Users hold a handle; when a
 * handle is collected before it was closed, what stands behind it is closed and the loss is logged.
 * Subclasses must not refer to the handle.
 */
abstract class RemoteLeakable {

    /** The system property that makes each warning show where the lost object was opened. */
    static final String TRACE_PROPERTY = "io.cairn.trace";

    private static final Logger LOG = System.getLogger(RemoteLeakable.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();

    private final String what;
    private final @Nullable Throwable opened;

    RemoteLeakable(String what, boolean traced) {
        this.what = what;
        this.opened = traced ? new Throwable(what + " opened here") : null;
    }

    /**
     * Closes what is open, without waiting for the server: all leaks of the process are closed by
     * one thread.
     *
     * @return false when it was closed before
     */
    abstract boolean closeLeaked();

    /** Ends the object on this side, as the database's connections are about to be closed. */
    abstract void databaseClosed();

    /**
     * Watches over a handle; cleaning the result after an orderly close ends that without a
     * warning.
     */
    final Cleaner.Cleanable watchOver(Object handle) {
        return CLEANER.register(handle, this::collected);
    }

    private void collected() {
        try {
            if (closeLeaked()) {
                String hint =
                        opened == null
                                ? " (run with -D"
                                        + TRACE_PROPERTY
                                        + "=true to see where it was opened)"
                                : "";
                LOG.log(
                        Level.WARNING,
                        "a "
                                + what
                                + " was never closed and has now been collected; use try-with-resources"
                                + hint,
                        opened);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a " + what + " was never closed, and closing it now failed", e);
        }
    }
}
