package io.cairn.occ;

import io.cairn.error.ClosedException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the first failed write or sync, after which nobody knows what the disk holds and all
 * work is refused until reopen. Thread-safe. (Rebello et al., "Can Applications Recover from fsync
 * Failures?", USENIX ATC 2020.)
 */
final class Poison {

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    void set(Throwable cause) {
        failure.compareAndSet(null, cause);
    }

    boolean isSet() {
        return failure.get() != null;
    }

    /** Refuses work after a failure. */
    void check() {
        Throwable cause = failure.get();
        if (cause != null) {
            throw ClosedException.poisoned(cause);
        }
    }
}
