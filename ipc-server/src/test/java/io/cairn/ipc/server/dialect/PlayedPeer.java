package io.cairn.ipc.server.dialect;

import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A connection whose client is a test and whose own thread is the test's. Bytes are hex, in which
 * underscores mean nothing.
 */
final class PlayedPeer implements Peer {

    private static final long SECONDS_MAX = 30;

    private final WireWriter replies = new WireWriter(64);
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger writersOut = new AtomicInteger();
    private int resumed;
    private boolean closed;

    /** Sends one frame and returns the reply. */
    String ask(FrameHandler handler, String frame) throws InterruptedException {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(ask(handler, hex.parseHex(frame.replace("_", ""))));
    }

    /** Sends one frame and returns the reply. */
    byte[] ask(FrameHandler handler, byte[] frame) throws InterruptedException {
        hand(handler, frame);
        await(handler);
        return take();
    }

    /** Hands one frame over and does not wait for the reply. */
    FrameHandler hand(FrameHandler handler, byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN).position(5);
        FrameHandler next = handler.frame(Byte.toUnsignedInt(frame[0]), in);
        handler.batchEnd();
        return next;
    }

    /** Waits until no request is on another thread. */
    void await(FrameHandler handler) throws InterruptedException {
        flush();
        while (handler.isBusy()) {
            nextTask().run();
        }
    }

    Runnable nextTask() throws InterruptedException {
        Runnable task = tasks.poll(SECONDS_MAX, TimeUnit.SECONDS);
        if (task == null) {
            throw new AssertionError("nothing was given to the own thread");
        }
        return task;
    }

    /** Returns everything sent so far. */
    byte[] take() {
        flush();
        byte[] all = wire.toByteArray();
        wire.reset();
        return all;
    }

    int writersOut() {
        return writersOut.get();
    }

    int resumed() {
        return resumed;
    }

    private void flush() {
        wire.writeBytes(bytes(replies));
        replies.clear();
    }

    private static byte[] bytes(WireWriter writer) {
        byte[] bytes = new byte[writer.position()];
        writer.buffer().get(0, bytes);
        return bytes;
    }

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
        writersOut.incrementAndGet();
        return new WireWriter(capacity);
    }

    @Override
    public void send(WireWriter reply) {
        writersOut.decrementAndGet();
        if (!closed) {
            wire.writeBytes(bytes(reply));
        }
    }

    @Override
    public void discard(WireWriter reply) {
        writersOut.decrementAndGet();
    }

    @Override
    public void awaitWritable() {}

    @Override
    public void onOwnThread(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void resume() {
        resumed++;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String describe() {
        return "a test";
    }
}
