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

    private final ByteBufAllocator allocator;

    /** Runs {@link #fetch} on the connection's own thread, soon. */
    private final Runnable wake;

    /** What replies that are being made take, in bytes. */
    private final AtomicLong making = new AtomicLong();

    /** What finished replies take, in bytes. */
    private final AtomicLong finished = new AtomicLong();

    private final Queue<ByteBuf> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean closed;

    Outbox(ByteBufAllocator allocator, Runnable wake) {
        this.allocator = allocator;
        this.wake = wake;
    }

    /** Makes a writer for one reply. */
    ReplyWriter newReply(int capacity) {
        ReplyWriter reply = new ReplyWriter(allocator, making);
        reply.reserve(capacity);
        return reply;
    }

    void put(ReplyWriter reply) {
        ByteBuf full = reply.take(0);
        if (full != null) {
            finished.addAndGet(full.readableBytes());
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

    /** Returns what all replies take, in bytes. */
    long bytes() {
        return finished.get() + making.get();
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
