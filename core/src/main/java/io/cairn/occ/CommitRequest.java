package io.cairn.occ;

import io.cairn.engine.WriteBatch;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction waiting in the commit queue. Made and awaited by the committing thread, answered
 * once by a leader.
 */
final class CommitRequest {

    enum Outcome {
        WAITING,
        COMMITTED,
        CONFLICT,
        TOO_OLD,
        /** Never reached the engine: the database had stopped. */
        REFUSED,
        /** Was being written when the engine failed. */
        UNKNOWN
    }

    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME =
                    MethodHandles.lookup()
                            .findVarHandle(CommitRequest.class, "outcome", Outcome.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The read version of a transaction that read nothing. */
    static final long NO_READS = Long.MAX_VALUE;

    private static final int SPINS = 64;

    /** To park and be woken costs both sides more than a group without a sync takes. */
    private static final long YIELD_NANOS = 100_000;

    private static final int YIELDS_MAX = 1_000;

    final WriteBatch batch;
    final @Nullable ReadSet reads;
    final long readVersion;
    final Object owner;
    final boolean sync;
    final boolean member;
    private final Thread thread = Thread.currentThread();

    @Nullable CommitRequest next;
    private @Nullable WriteSet writes;
    private long version;
    private @Nullable Throwable failure;
    private volatile Outcome outcome = Outcome.WAITING;
    private volatile boolean parked;

    /**
     * Makes a request.
     *
     * @param batch what to write
     * @param reads what must not have been written since; null checks the writes instead (snapshot
     *     isolation)
     * @param readVersion the version of the view, or NO_READS
     * @param owner the transaction, whose own watches the commit does not fire
     * @param member whether the owner is among the active readers until this is answered
     * @param sync whether the commit must survive a power cut
     */
    CommitRequest(
            WriteBatch batch,
            @Nullable ReadSet reads,
            long readVersion,
            Object owner,
            boolean member,
            boolean sync) {
        this.batch = batch;
        this.reads = reads;
        this.readVersion = readVersion;
        this.owner = owner;
        this.member = member;
        this.sync = sync;
        if (readVersion != NO_READS) {
            // Where others read and write, this is better done before anybody waits for it.
            writes = WriteSet.of(batch);
        }
    }

    /** Returns the keys and ranges written; called by one leader at a time. */
    WriteSet writes() {
        WriteSet made = writes;
        if (made == null) {
            made = WriteSet.of(batch);
            writes = made;
        }
        return made;
    }

    /** Sets the version before the outcome is known; the leader's. */
    void assign(long version) {
        this.version = version;
        WriteSet made = writes;
        if (batch.stamp(version) && made != null) {
            made.rehash(batch.stamped());
        }
    }

    long version() {
        return version;
    }

    /** Tells whether the caller made it, so that it cannot have given up waiting. */
    boolean isOfThisThread() {
        return thread == Thread.currentThread();
    }

    @Nullable Throwable failure() {
        return failure;
    }

    boolean isAnswered() {
        return outcome != Outcome.WAITING;
    }

    void answer(Outcome answer, @Nullable Throwable cause) {
        failure = cause;
        if (isOfThisThread()) {
            // Nobody else waits for it, so nothing need be ordered behind this.
            OUTCOME.setRelease(this, answer);
            return;
        }
        outcome = answer;
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Waits for the answer: spins briefly, lets others run for a while, then parks. Interrupts are
     * kept for the caller. Returns WAITING when the time is up.
     *
     * @param keepNanos how long to keep the processor before letting others run
     */
    Outcome await(long nanosMax, long keepNanos, LongSupplier nanoTicker) {
        if (outcome != Outcome.WAITING) {
            return outcome;
        }
        for (int i = 0; i < SPINS && outcome == Outcome.WAITING && !sync; i++) {
            Thread.onSpinWait();
        }
        if (!sync) {
            yieldUntilAnswered(keepNanos, nanoTicker);
        }
        if (outcome != Outcome.WAITING) {
            return outcome;
        }
        long start = nanoTicker.getAsLong();
        boolean interrupted = false;
        parked = true;
        while (outcome == Outcome.WAITING) {
            long left = nanosMax - (nanoTicker.getAsLong() - start);
            if (left <= 0) {
                break;
            }
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    private void yieldUntilAnswered(long keepNanos, LongSupplier nanoTicker) {
        long start = nanoTicker.getAsLong();
        for (int i = 0; i < YIELDS_MAX && outcome == Outcome.WAITING; i++) {
            long spent = nanoTicker.getAsLong() - start;
            if (spent > YIELD_NANOS) {
                return;
            }
            if (spent >= keepNanos) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
