package io.cairn.vectors.grpc.live;

import io.cairn.error.CairnException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that somebody wants to insert, and what became of them. Used by the thread that wants it
 * and by the one that does it, under the lock of the index.
 */
final class Insertion {

    private final long[] ids;
    private final float[][] rows;
    private final boolean whole;
    private List<Long> taken = List.of();
    private int inserted;
    private boolean judged;
    private boolean done;
    private @Nullable CairnException failure;

    /**
     * Describes one.
     *
     * @param rows prepared; not copied
     * @param whole whether a taken id keeps all of them out, or only its own
     */
    Insertion(long[] ids, float[][] rows, boolean whole) {
        this.ids = ids;
        this.rows = rows;
        this.whole = whole;
    }

    int count() {
        return ids.length;
    }

    long id(int at) {
        return ids[at];
    }

    float[] row(int at) {
        return rows[at];
    }

    boolean isWhole() {
        return whole;
    }

    void judged(int willBeInserted, List<Long> takenIds) {
        judged = true;
        inserted = willBeInserted;
        taken = takenIds;
    }

    void finish(@Nullable CairnException why) {
        // Where nothing was to be written, no write has failed.
        failure = judged && inserted == 0 ? null : why;
        done = true;
    }

    boolean isDone(ReentrantLock held) {
        assert held.isHeldByCurrentThread();
        return done;
    }

    /** Returns what became of it, or throws why nothing did. */
    InsertOutcome outcome() {
        if (failure != null) {
            throw failure;
        }
        return new InsertOutcome(inserted, taken);
    }
}
