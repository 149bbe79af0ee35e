package io.cairn.ipc.server.session;

import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.Peer;
import io.cairn.ipc.server.connection.ServerCounters;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests of one connection: at once on the connection's own thread, or on a virtual
 * thread, in the order of their lanes. Thread-safe but for {@link #here} and {@link #away}, which
 * are for the connection's own thread.
 *
 * <p>What waits or runs elsewhere is counted; {@link #isBusy} says when there is too much of it.
 */
final class Runner {

    /** The first size of a reply that is made elsewhere, in bytes. */
    private static final int REPLY_BYTES = 256;

    private final Peer peer;
    private final ThreadFactory threads;
    private final SessionLimits limits;
    private final Regions regions;
    private final Failures failures;
    private final ServerCounters counters;
    private final Semaphore longReplies;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong bytesUnderWay = new AtomicLong();
    private final AtomicBoolean stalled = new AtomicBoolean();
    private volatile boolean closed;

    /** The length of the frame being served; for the connection's own thread. */
    private long frameBytes;

    Runner(
            Peer peer,
            ThreadFactory threads,
            SessionLimits limits,
            Regions regions,
            Failures failures,
            ServerCounters counters) {
        this.counters = counters;
        this.peer = peer;
        this.threads = threads;
        this.limits = limits;
        this.regions = regions;
        this.failures = failures;
        this.longReplies = new Semaphore(limits.largeRepliesMax());
    }

    /** Notes the length of the frame that is served from here on. */
    void beginFrame(long bytes) {
        frameBytes = bytes;
    }

    /** Runs quick work on this thread, unless its lane is busy. */
    void here(int number, @Nullable Lane lane, Work work) {
        if (lane != null && !lane.isIdle()) {
            away(number, lane, true, work);
            return;
        }
        Answer answer = new Answer(peer.replies(), number, regions, null);
        try {
            work.run(answer);
            counters.succeeded(1);
        } catch (TooLongHere _) {
            answer.rewind();
            away(number, lane, true, work);
        } catch (Throwable failure) {
            answer.rewind();
            failures.write(peer.replies(), number, failure);
        }
    }

    /**
     * Runs work on a virtual thread, after what its lane holds.
     *
     * @param bulky whether the reply may be long
     */
    void away(int number, @Nullable Lane lane, boolean bulky, Work work) {
        Task task = new Task(number, frameBytes, bulky, work);
        begin(task.bytes());
        if (lane == null) {
            start(() -> run(task));
        } else if (lane.add(task)) {
            start(() -> runLane(lane, task));
        }
    }

    /**
     * Starts a virtual thread. What ends it early, such as want of memory for a reply, ends the
     * connection: its client is told at once instead of waiting for a reply that nobody makes.
     */
    void start(Runnable body) {
        threads.newThread(
                        () -> {
                            try {
                                body.run();
                            } catch (RuntimeException | Error e) {
                                peer.close();
                                throw e;
                            }
                        })
                .start();
    }

    /** Counts something of the present frame as under way, and returns its bytes. */
    long begin() {
        begin(frameBytes);
        return frameBytes;
    }

    private void begin(long bytes) {
        underWay.incrementAndGet();
        bytesUnderWay.addAndGet(bytes);
    }

    /** Ends what was begun. */
    void end(int count, long bytes) {
        underWay.addAndGet(-count);
        bytesUnderWay.addAndGet(-bytes);
        if (stalled.get() && !isFull() && stalled.compareAndSet(true, false)) {
            peer.onOwnThread(peer::resume);
        }
    }

    /** Tells whether there is no room for a further request; then the peer is resumed later. */
    boolean isBusy() {
        if (!isFull()) {
            return false;
        }
        stalled.set(true);
        // It may have become free in between, when nobody saw the mark.
        return isFull() || !stalled.compareAndSet(true, false);
    }

    boolean isWorking() {
        return underWay.get() > 0;
    }

    boolean isClosed() {
        return closed;
    }

    /** Drops what has not begun and lets go what waits for room. */
    void close() {
        closed = true;
        longReplies.release(1 << 20);
    }

    /** Counts requests as ended that a lane dropped. */
    void dropped(List<Task> tasks) {
        for (Task task : tasks) {
            end(1, task.bytes());
        }
    }

    private boolean isFull() {
        return underWay.get() >= limits.requestsMax()
                || bytesUnderWay.get() >= limits.requestBytesMax();
    }

    private void runLane(Lane lane, Task first) {
        for (Task task = first; task != null; task = lane.next()) {
            run(task);
        }
    }

    private void run(Task task) {
        Turn turn = new Turn();
        try {
            if (task.bulky()) {
                turn.await();
            }
            if (!closed) {
                answer(task, turn);
            }
        } catch (InterruptedException | ClosedException _) {
            // The connection is closed: there is nobody to answer.
        } finally {
            turn.end();
            // An interrupt is meant for one request; the lane's next one must not see it.
            Thread.interrupted();
            end(1, task.bytes());
        }
    }

    private void answer(Task task, Turn turn) {
        WireWriter out = peer.newReply(REPLY_BYTES);
        boolean answered = false;
        try {
            Answer answer = new Answer(out, task.number(), regions, turn);
            try {
                task.work().run(answer);
                counters.succeeded(1);
            } catch (Throwable failure) {
                answer.rewind();
                failures.write(out, task.number(), failure);
            }
            answered = true;
        } finally {
            if (answered) {
                peer.send(out);
            } else {
                peer.discard(out);
            }
        }
    }

    /** The right to make one long reply, taken at most once. Used by one thread. */
    private final class Turn implements Answer.Room {

        private boolean taken;

        @Override
        public void await() throws InterruptedException {
            if (!taken) {
                longReplies.acquire();
                taken = true;
            }
            peer.awaitWritable();
            if (closed) {
                throw ClosedException.closed("connection");
            }
        }

        void end() {
            if (taken) {
                longReplies.release();
            }
        }
    }
}
