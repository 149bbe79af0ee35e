package io.cairn.ipc.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What has been encoded but not yet been taken by the socket. Its methods are for the holder of
 * {@link #lock}, but for those that say otherwise. Nobody waits while holding the lock: what a full
 * socket does not take stays here, and the connection's reader writes it when there is room. So a
 * connection whose both directions are full goes on being read.
 */
final class Output {

    /** With more bytes than this left over, further requests wait before they are encoded. */
    static final int BACKLOG_BYTES_MAX = 1024 * 1024;

    /** Guards everything here. */
    final ReentrantLock lock = new ReentrantLock();

    private final Transport transport;

    /** Threads that wait for the backlog to shrink. */
    private final Queue<Thread> blocked = new ConcurrentLinkedQueue<>();

    private FrameWriter writer = new FrameWriter();

    /** Where in the writer's buffer the bytes begin that are not yet written. */
    private int begin;

    /** The bytes that the socket has taken, ever. */
    private long written;

    /** Why nothing can be written any more. */
    private @Nullable IOException broken;

    private volatile int backlog;

    Output(Transport transport) {
        this.transport = transport;
    }

    /** Returns where to write frames, which {@link #flush} sends. */
    FrameWriter writer() {
        if (begin > 0 && begin >= writer.position() - begin) {
            ByteBuffer buffer = writer.buffer();
            buffer.limit(buffer.position()).position(begin).compact();
            begin = 0;
        }
        return writer;
    }

    /** Returns how many bytes will have been written once everything here is. */
    long end() {
        return written + (writer.position() - begin);
    }

    /** Returns how many bytes the socket has taken. */
    long written() {
        return written;
    }

    /** Returns how many bytes wait for the socket; for any thread. */
    int backlog() {
        return backlog;
    }

    /**
     * Writes what the socket takes. A failure is not reported: the reader gets to see that the
     * connection is broken, after the replies that arrived before.
     */
    void flush() {
        ByteBuffer buffer = writer.buffer();
        int end = buffer.position();
        if (broken == null && begin < end) {
            buffer.limit(end).position(begin);
            try {
                transport.write(buffer);
            } catch (IOException e) {
                broken = e;
            } finally {
                written += buffer.position() - begin;
                begin = buffer.position();
                buffer.limit(buffer.capacity()).position(end);
            }
        }
        if (begin == end || broken != null) {
            begin = 0;
            writer = writer.emptied();
        }
        int before = backlog;
        backlog = writer.position() - begin;
        if (before > BACKLOG_BYTES_MAX && mayEncode()) {
            wakeBlocked();
        }
    }

    /** Returns why writing failed; null when it has not. */
    @Nullable IOException broken() {
        return broken;
    }

    /** Tells whether there is room for further requests; for any thread. */
    boolean mayEncode() {
        return backlog <= BACKLOG_BYTES_MAX;
    }

    /** Notes that the present thread waits for {@link #mayEncode}; for any thread. */
    void block() {
        blocked.add(Thread.currentThread());
    }

    /** Undoes {@link #block}; for any thread. */
    void unblock() {
        blocked.remove(Thread.currentThread());
    }

    /** Wakes those who wait for room; for any thread. */
    void wakeBlocked() {
        blocked.forEach(LockSupport::unpark);
    }
}
