package io.cairn.local;

import io.cairn.api.TransactionOptions;
import io.cairn.error.LimitException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.TransactionTooOldException;
import java.time.Duration;

/** How long one transaction may stay open and how much it may hold back. Immutable. */
final class TransactionBounds {

    private final Patience time;
    private final long startNanos;
    private final Duration ageMax;
    private final long ageMaxNanos;
    private final long bytesMax;
    private final boolean readOnly;

    /** Starts the clock. */
    TransactionBounds(OpenDatabase database, TransactionOptions options) {
        time = database.patience();
        startNanos = time.now();
        Duration longest = database.limits().transactionAgeMax();
        Duration asked = options.ageMax();
        ageMax = asked == null || asked.compareTo(longest) > 0 ? longest : asked;
        ageMaxNanos = Patience.nanos(ageMax);
        bytesMax = database.limits().transactionBytesMax();
        readOnly = options.readOnly();
    }

    Duration ageMax() {
        return ageMax;
    }

    boolean isTooOld() {
        return time.now() - startNanos > ageMaxNanos;
    }

    TransactionTooOldException tooOld() {
        return new TransactionTooOldException(
                "the transaction has been open for too long; run it again, in smaller pieces",
                "limit",
                "transactionAgeMax",
                "max",
                ageMax);
    }

    /** Refuses to write where that is not allowed, or more than is allowed. */
    void checkWrite(long pendingBytes, long moreBytes) {
        if (readOnly) {
            throw new TransactionStateException(
                    "the transaction is read-only; begin one with options that allow writes");
        }
        checkSize(pendingBytes + moreBytes);
    }

    void checkSize(long bytes) {
        if (bytes > bytesMax) {
            throw new LimitException(
                    "the transaction would hold back too many bytes; split it into several",
                    "limit",
                    "transactionBytesMax",
                    "max",
                    bytesMax,
                    "actual",
                    bytes);
        }
    }
}
