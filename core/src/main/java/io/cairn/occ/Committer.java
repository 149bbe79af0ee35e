package io.cairn.occ;

import io.cairn.config.Components;
import io.cairn.config.Limits;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.ErrorCode;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.TransactionTooOldException;
import io.cairn.error.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The commit pipeline: groups committers, validates them in order, applies each group as one batch,
 * syncs once. Thread-safe.
 *
 * <p>There are two queues, because commits that need no sync must not wait for one. The leader of a
 * sync group holds the sync lock from before it takes its group until the sync has returned, so
 * that everybody who arrives meanwhile is merged into the next group. The commit order is the order
 * in which leaders hold the apply lock; a sync makes durable everything applied before it, whoever
 * applied it.
 */
final class Committer {

    private static final long GROUP_BYTES_MAX = 64L << 20;

    /** How long a leader looks for the apply lock before it parks: a wake-up takes as long. */
    private static final long SPIN_NANOS = 50_000;

    /**
     * Where commits conflict, who waits keeps the processor for so long: others would only read
     * what is about to change.
     */
    private static final long KEEP_NANOS = 20_000;

    /** So many groups after a conflict that still counts. */
    private static final int GROUPS_AFTER_CONFLICT = 64;

    private static final int GROUPS_SERVED_MAX = 4;

    private static final int SPINS_BETWEEN_LOOKS = 16;
    private static final int LOOKS_MAX = 1_000;

    private final StorageEngine storage;
    private final Versions versions;
    private final VersionReserve reserve;
    private final ConflictIndex index;
    private final ActiveReaders readers;
    private final SnapshotCache snapshots;
    private final WatchRegistry watches;
    private final Poison poison;
    private final Components components;
    private final long waitNanosMax;
    private final GroupQueue bufferedQueue = new GroupQueue();
    private final GroupQueue syncQueue = new GroupQueue();
    private final ReentrantLock applyLock = new ReentrantLock();
    private final ReentrantLock syncLock = new ReentrantLock();

    /** Above 0 where there was a conflict lately; changed under the apply lock. */
    private volatile int conflictsFor;

    Committer(
            StorageEngine storage,
            Versions versions,
            VersionReserve reserve,
            ActiveReaders readers,
            SnapshotCache snapshots,
            WatchRegistry watches,
            Poison poison,
            Limits limits,
            Components components) {
        this.storage = storage;
        this.versions = versions;
        this.reserve = reserve;
        this.readers = readers;
        this.snapshots = snapshots;
        this.watches = watches;
        this.poison = poison;
        this.components = components;
        waitNanosMax = limits.waitMax().toNanos();
        index = new ConflictIndex(versions.visible(), limits.historyBytesMax());
    }

    /** Commits and returns the version, or throws what the transaction's caller must see. */
    long commit(CommitRequest request) {
        poison.check();
        if (request.sync || !applyLock.tryLock()) {
            request.batch.own();
            GroupQueue queue = request.sync ? syncQueue : bufferedQueue;
            if (queue.add(request)) {
                lead(queue, request);
            }
        } else {
            serve(bufferedQueue, List.of(request));
        }
        return switch (request.await(2 * waitNanosMax, keepNanos(), components.nanoTicker())) {
            case COMMITTED -> request.version();
            case CONFLICT ->
                    throw new ConflictException(
                            "another commit wrote what this transaction depends on; run the whole transaction again",
                            "readVersion",
                            request.readVersion);
            case TOO_OLD ->
                    throw new TransactionTooOldException(
                            "the kept history of commits no longer reaches back to this transaction's view; run it again",
                            "readVersion",
                            request.readVersion);
            case REFUSED -> throw ClosedException.poisoned(request.failure());
            case UNKNOWN ->
                    throw new OutcomeUnknownException(
                            "the engine failed while the commit was in flight; reopen the database to see whether it happened",
                            request.failure());
            case WAITING ->
                    throw new OutcomeUnknownException(
                            "the commit got no answer in time; it may still happen",
                            null,
                            "waitNanosMax",
                            2 * waitNanosMax);
        };
    }

    private long keepNanos() {
        return conflictsFor > 0 ? KEEP_NANOS : 0;
    }

    /** Runs a question against the history of commits while no commit can change it. */
    long lastWrite(int keyspace, byte[] key, long hash) {
        lock(applyLock);
        try {
            return index.lastWrite(keyspace, key, hash);
        } finally {
            applyLock.unlock();
        }
    }

    /** Has the exact version remembered before a clean close. */
    void settle() {
        lock(applyLock);
        try {
            reserve.settle(versions.visible());
        } finally {
            applyLock.unlock();
        }
    }

    private void lead(GroupQueue queue, CommitRequest first) {
        if (!first.sync) {
            leadBuffered(queue, first);
            return;
        }
        if (!tryLock(syncLock)) {
            refuse(queue);
            return;
        }
        try {
            if (!spin(applyLock, first) && !tryLock(applyLock)) {
                refuse(queue);
                return;
            }
            List<CommitRequest> group;
            try {
                group = applyAll(queue.takeAll());
            } finally {
                applyLock.unlock();
            }
            finish(group);
        } finally {
            syncLock.unlock();
        }
    }

    private void leadBuffered(GroupQueue queue, CommitRequest first) {
        boolean held = spin(applyLock, first);
        if (!held && first.isAnswered()) {
            return;
        }
        if (!held && !tryLock(applyLock)) {
            refuse(queue);
            return;
        }
        serve(queue, queue.takeAll());
    }

    /**
     * Commits a group that needs no sync, and releases the apply lock. Where several wait
     * meanwhile, most are not running: they are served along with it before one of them is woken
     * (flat combining; Hendler, Incze, Shavit and Tzafrir, 2010). One alone leads its own group
     * while this thread goes on.
     */
    private void serve(GroupQueue queue, List<CommitRequest> first) {
        List<CommitRequest> group;
        try {
            group = applyAll(first);
            for (int more = 0; more < GROUPS_SERVED_MAX && queue.isCrowded(); more++) {
                finish(group);
                group = applyAll(queue.takeAll());
            }
        } finally {
            applyLock.unlock();
        }
        finish(group);
    }

    private List<CommitRequest> applyAll(List<CommitRequest> waiting) {
        try {
            return waiting.size() == 1 ? apply(waiting) : applyInChunks(waiting);
        } catch (Throwable failure) {
            stop(failure, waiting);
            return List.of();
        }
    }

    private List<CommitRequest> applyInChunks(List<CommitRequest> waiting) {
        List<CommitRequest> group = new ArrayList<>(waiting.size());
        int from = 0;
        while (from < waiting.size()) {
            int to = chunkEnd(waiting, from);
            group.addAll(apply(waiting.subList(from, to)));
            from = to;
        }
        return group;
    }

    /**
     * Validates, numbers and applies; answers those that fail and returns those that are applied.
     * Under the apply lock.
     */
    private List<CommitRequest> apply(List<CommitRequest> group) {
        if (poison.isSet()) {
            group.forEach(request -> request.answer(CommitRequest.Outcome.REFUSED, null));
            return List.of();
        }
        index.forget(readers.oldest(versions::visible));
        boolean remembersLater = group.size() == 1 || group.stream().noneMatch(Committer::reads);
        List<CommitRequest> accepted = accept(group, remembersLater);
        int after = conflictsFor;
        if (accepted.size() < group.size()) {
            conflictsFor = GROUPS_AFTER_CONFLICT;
        } else if (after > 0) {
            conflictsFor = after - 1;
        }
        if (accepted.isEmpty()) {
            return accepted;
        }
        long last = accepted.getLast().version();
        WriteBatch merged = merge(accepted);
        try {
            reserve.cover(last);
            watches.begin(accepted.getFirst().version(), last, accepted.getFirst().sync);
            versions.apply(last);
            storage.apply(merged);
        } catch (Throwable failure) {
            stop(failure, accepted);
            return List.of();
        }
        versions.publish(last);
        if (remembersLater) {
            remember(accepted, last);
        }
        snapshots.dropStale();
        return accepted;
    }

    /** Numbers those that conflict with nothing, and answers the others. */
    private List<CommitRequest> accept(List<CommitRequest> group, boolean remembersLater) {
        List<CommitRequest> accepted = group;
        long last = versions.visible();
        for (int i = 0; i < group.size(); i++) {
            CommitRequest request = group.get(i);
            CommitRequest.Outcome verdict = validate(request);
            if (verdict != CommitRequest.Outcome.COMMITTED) {
                if (accepted == group) {
                    accepted = new ArrayList<>(group.subList(0, i));
                }
                request.answer(verdict, null);
                continue;
            }
            request.assign(++last);
            if (!remembersLater) {
                index.add(last, request.writes());
            }
            if (accepted != group) {
                accepted.add(request);
            }
        }
        return accepted;
    }

    /**
     * Keeps what a visible group wrote, unless nobody is there who could have read before it. The
     * leader itself, who has not left meanwhile, does not count where it is alone.
     */
    private void remember(List<CommitRequest> group, long last) {
        CommitRequest first = group.getFirst();
        boolean alone = group.size() == 1 && first.member && first.isOfThisThread();
        if (readers.isEmptyBut(alone ? 1 : 0)) {
            index.skip(last);
            return;
        }
        for (CommitRequest request : group) {
            index.add(request.version(), request.writes());
        }
    }

    private static boolean reads(CommitRequest request) {
        return request.readVersion != CommitRequest.NO_READS;
    }

    private CommitRequest.Outcome validate(CommitRequest request) {
        if (!reads(request)) {
            return CommitRequest.Outcome.COMMITTED;
        }
        if (!index.covers(request.readVersion)) {
            return CommitRequest.Outcome.TOO_OLD;
        }
        boolean conflict =
                request.reads != null
                        ? index.conflicts(request.reads, request.readVersion)
                        : index.overlaps(request.writes(), request.readVersion);
        return conflict ? CommitRequest.Outcome.CONFLICT : CommitRequest.Outcome.COMMITTED;
    }

    /** Makes the group durable if any member asked for it, then tells watchers and members. */
    private void finish(List<CommitRequest> group) {
        if (group.isEmpty()) {
            return;
        }
        try {
            if (group.getFirst().sync) {
                poison.check();
                storage.sync();
            }
        } catch (Throwable failure) {
            stop(failure, group);
            return;
        }
        watches.fire(group);
        group.forEach(request -> request.answer(CommitRequest.Outcome.COMMITTED, null));
    }

    private void stop(Throwable failure, List<CommitRequest> inFlight) {
        poison.set(failure);
        watches.closeAll();
        for (CommitRequest request : inFlight) {
            if (!request.isAnswered()) {
                request.answer(CommitRequest.Outcome.UNKNOWN, failure);
            }
        }
    }

    /** Returns one batch for the group: the only member's own, or a new one. */
    private static WriteBatch merge(List<CommitRequest> group) {
        if (group.size() == 1) {
            return group.getFirst().batch;
        }
        int size = 0;
        for (CommitRequest request : group) {
            size += request.batch.size();
        }
        WriteBatch merged = new WriteBatch(size);
        for (CommitRequest request : group) {
            merged.addAll(request.batch);
        }
        return merged;
    }

    private static int chunkEnd(List<CommitRequest> waiting, int from) {
        long bytes = waiting.get(from).batch.bytes();
        int to = from + 1;
        while (to < waiting.size() && bytes + waiting.get(to).batch.bytes() <= GROUP_BYTES_MAX) {
            bytes += waiting.get(to++).batch.bytes();
        }
        return to;
    }

    /**
     * The group before this one has not finished within the longest wait: the engine hangs, so
     * nothing more is accepted.
     */
    private void refuse(GroupQueue queue) {
        UnavailableException cause =
                new UnavailableException(
                        ErrorCode.IO,
                        "a write or sync did not return within the longest wait",
                        null,
                        "waitNanosMax",
                        waitNanosMax);
        poison.set(cause);
        queue.takeAll().forEach(request -> request.answer(CommitRequest.Outcome.REFUSED, cause));
    }

    /**
     * Takes a lock that is held for some microseconds at a time. Only one leader of each queue is
     * ever here, so at most two threads spin; between looks they let others run.
     */
    private boolean spin(ReentrantLock lock, CommitRequest first) {
        if (lock.tryLock()) {
            return true;
        }
        long start = components.nanoTicker().getAsLong();
        for (int looks = 0; looks < LOOKS_MAX; looks++) {
            for (int i = 0; i < SPINS_BETWEEN_LOOKS; i++) {
                Thread.onSpinWait();
            }
            if (first.isAnswered()) {
                return false;
            }
            if (lock.tryLock()) {
                return true;
            }
            long spent = components.nanoTicker().getAsLong() - start;
            if (spent > SPIN_NANOS) {
                return false;
            }
            if (conflictsFor == 0 || spent > KEEP_NANOS) {
                Thread.yield();
            }
        }
        return false;
    }

    private void lock(ReentrantLock lock) {
        if (!tryLock(lock)) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "a write or sync did not return within the longest wait",
                    null,
                    "waitNanosMax",
                    waitNanosMax);
        }
    }

    private boolean tryLock(ReentrantLock lock) {
        if (lock.tryLock()) {
            return true;
        }
        boolean interrupted = false;
        long start = components.nanoTicker().getAsLong();
        try {
            while (true) {
                long left = waitNanosMax - (components.nanoTicker().getAsLong() - start);
                try {
                    return lock.tryLock(Math.max(0, left), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
