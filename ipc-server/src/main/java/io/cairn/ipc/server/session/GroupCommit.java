package io.cairn.ipc.server.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Applies the blind writes of all connections to one database whose commits wait for the disk:
 * while one commit waits, writes come together for the next (group commit; DeWitt et al.,
 * "Implementation Techniques for Main Memory Database Systems", SIGMOD 1984). Thread-safe.
 *
 * <p>It has a platform thread, since a commit holds its thread in native code. The thread starts
 * with the first write and ends when there was none for a while, so nobody has to close it.
 */
final class GroupCommit {

    /** The most writes and bytes that are applied by one commit. */
    private static final int WRITES_MAX = 1024;

    private static final long BYTES_MAX = 1 << 20;

    private static final long IDLE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    private final BlindCommit commit;
    private final ThreadFactory threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();

    /** What is not yet applied, each connection's in its order; guarded by the lock. */
    private final Queue<BlindWrite> queue = new ArrayDeque<>();

    /** Guarded by the lock. */
    private boolean running;

    /** Whether the thread waits for writes; guarded by the lock. */
    private boolean idle;

    GroupCommit(BlindCommit commit, ThreadFactory threads) {
        this.commit = commit;
        this.threads = threads;
    }

    /** Hands writes over to be applied and answered soon, in their order. */
    void add(List<BlindWrite> writes) {
        lock.lock();
        try {
            queue.addAll(writes);
            if (!running) {
                running = true;
                threads.newThread(this::run).start();
            } else if (idle) {
                arrival.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<BlindWrite> writes = new ArrayList<>();
        while (take(writes)) {
            commit.apply(writes);
            answer(writes);
            writes.clear();
        }
    }

    /** Waits for writes and takes them; false when the thread must end. */
    private boolean take(List<BlindWrite> writes) {
        lock.lock();
        try {
            long left = IDLE_NANOS_MAX;
            idle = true;
            while (queue.isEmpty() && left > 0) {
                try {
                    left = arrival.awaitNanos(left);
                } catch (InterruptedException _) {
                    // Nobody can mean this thread; the flag is cleared, so that it goes on.
                }
            }
            idle = false;
            long bytes = 0;
            while (!queue.isEmpty() && writes.size() < WRITES_MAX && bytes < BYTES_MAX) {
                BlindWrite write = queue.remove();
                writes.add(write);
                bytes += write.frameBytes();
            }
            running = !writes.isEmpty();
            return running;
        } finally {
            lock.unlock();
        }
    }

    private static void answer(List<BlindWrite> writes) {
        Map<BlindWrites, List<BlindWrite>> byConnection = new LinkedHashMap<>();
        for (BlindWrite write : writes) {
            byConnection.computeIfAbsent(write.from(), from -> new ArrayList<>(1)).add(write);
        }
        byConnection.forEach(BlindWrites::answerSoon);
    }
}
