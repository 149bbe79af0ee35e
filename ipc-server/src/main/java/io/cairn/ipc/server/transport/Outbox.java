package io.cairn.ipc.server.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Holds replies made on other threads until the connection's own thread fetches them. Many that are
 * put in before it comes are fetched in one go. Thread-safe.
 */
final class Outbox {

    /**
     * What a reply counts for at least that somebody was let in to make: what it will take shows
     * only when it is made.
     */
    static final int LARGE_REPLY_BYTES = 128 * 1024;

    private final ByteBufAllocator allocator;
    private final WriteGate gate;

    /** Runs {@link #fetch} on the connection's own thread, soon. */
    private final Runnable wake;

    /** What replies that are being made take, in bytes. */
    private final AtomicLong making = new AtomicLong();

    /** What finished replies take, in bytes. */
    private final AtomicLong finished = new AtomicLong();

    private final Queue<ByteBuf> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean closed;

    Outbox(ByteBufAllocator allocator, WriteGate gate, Runnable wake) {
        this.allocator = allocator;
        this.gate = gate;
        this.wake = wake;
    }

    /** Makes a writer for one reply. */
    ReplyWriter newReply(int capacity) {
        int countedMin = gate.begins() ? LARGE_REPLY_BYTES : 0;
        ReplyWriter reply = new ReplyWriter(allocator, making, countedMin);
        reply.reserve(capacity);
        return reply;
    }

    void put(ReplyWriter reply) {
        // Counted here before it is no longer counted there, so that it never seems to be gone.
        finished.addAndGet(reply.position());
        ByteBuf full = reply.take(0);
        if (full != null) {
            queue.add(full);
            if (closed) {
                drop();
            }
        }
        wake();
    }

    void discard(ReplyWriter reply) {
        reply.release();
        wake();
    }

    /** To be called before fetching: what is put in from then on needs another visit. */
    void beforeFetch() {
        woken.set(false);
    }

    /** Takes out the oldest reply; null when there is none. */
    @Nullable ByteBuf fetch() {
        ByteBuf full = queue.poll();
        if (full != null) {
            finished.addAndGet(-full.readableBytes());
        }
        return full;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Returns what finished replies take, in bytes. */
    long finishedBytes() {
        return finished.get();
    }

    /** Returns what all replies take, and those to be begun will take, in bytes. */
    long bytes() {
        return finished.get() + making.get() + (long) gate.expected() * LARGE_REPLY_BYTES;
    }

    /** Releases what is here and what will come. */
    void close() {
        closed = true;
        drop();
    }

    private void drop() {
        for (ByteBuf full = fetch(); full != null; full = fetch()) {
            full.release();
        }
    }

    private void wake() {
        if (!closed && woken.compareAndSet(false, true)) {
            wake.run();
        }
    }
}
