package io.cairn.ipc.server.session;

import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.Peer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection whose other end is a test; the test's thread is the connection's own. */
final class FakePeer implements Peer {

    static final long SECONDS_MAX = 30;

    private final WireWriter replies = new WireWriter(256);
    private final BlockingQueue<byte[]> sent = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger writers = new AtomicInteger();
    private final AtomicInteger awaited = new AtomicInteger();
    private final AtomicInteger resumed = new AtomicInteger();
    private volatile CountDownLatch writable = new CountDownLatch(0);
    private volatile boolean closed;

    @Override
    public WireWriter replies() {
        return replies;
    }

    @Override
    public boolean takesLoans() {
        return false;
    }

    @Override
    public void lend(MemorySegment bytes, Runnable whenSent) {
        throw new IllegalStateException("this peer takes no loans");
    }

    @Override
    public WireWriter newReply(int capacity) {
        writers.incrementAndGet();
        return new WireWriter(capacity);
    }

    @Override
    public void send(WireWriter reply) {
        writers.decrementAndGet();
        if (!closed) {
            sent.add(bytes(reply));
        }
    }

    @Override
    public void discard(WireWriter reply) {
        writers.decrementAndGet();
    }

    @Override
    public void awaitWritable() throws InterruptedException {
        awaited.incrementAndGet();
        writable.await();
        if (closed) {
            throw ClosedException.closed("connection");
        }
    }

    @Override
    public void onOwnThread(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void resume() {
        resumed.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        writable.countDown();
    }

    @Override
    public String describe() {
        return "a test";
    }

    /** Makes the client stop reading. */
    void stopReading() {
        writable = new CountDownLatch(1);
    }

    void readOn() {
        writable.countDown();
    }

    /** Returns how many writers were taken and not given back. */
    int writersOut() {
        return writers.get();
    }

    /** Returns how often somebody asked whether more may be sent. */
    int awaited() {
        return awaited.get();
    }

    int resumed() {
        return resumed.get();
    }

    /** Takes what was answered on the own thread. */
    byte[] takeOwn() {
        byte[] bytes = bytes(replies);
        replies.clear();
        return bytes;
    }

    /** Runs what was given to the own thread. */
    void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Waits for a task for the own thread and runs it. */
    void awaitTask() throws InterruptedException {
        Runnable task = tasks.poll(SECONDS_MAX, TimeUnit.SECONDS);
        if (task == null) {
            throw new AssertionError("nothing was given to the own thread");
        }
        task.run();
    }

    /** Returns what was sent from other threads; null when nothing comes for a moment. */
    byte[] takeSent(long millis) throws InterruptedException {
        byte[] bytes = sent.poll(millis, TimeUnit.MILLISECONDS);
        return bytes == null ? new byte[0] : bytes;
    }

    private static byte[] bytes(WireWriter writer) {
        byte[] bytes = new byte[writer.position()];
        ByteBuffer all = writer.buffer();
        all.get(0, bytes);
        return bytes;
    }
}
