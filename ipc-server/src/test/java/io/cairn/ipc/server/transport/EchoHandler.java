package io.cairn.ipc.server.transport;

import io.cairn.error.ClosedException;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers frames in ways that depend on the opcode only, and records what the transport calls. Its
 * replies have the request's opcode with the highest bit set.
 */
final class EchoHandler implements FrameHandler {

    /** Answered by its payload, at once. */
    static final int ECHO = 1;

    /** Answered by as many bytes as the payload says, at once. */
    static final int MAKE = 2;

    /** Answered by as many bytes as the payload says, on another thread when there is room. */
    static final int MAKE_AWAY = 3;

    /** Not answered; no frame is taken until {@link #free} is called. */
    static final int BLOCK = 4;

    /** Answered by the end of the connection. */
    static final int QUIT = 5;

    /** Not answered before {@link #finish} is called. */
    static final int WORK = 6;

    /** Fails, which a handler must not. */
    static final int FAIL = 7;

    static final int TOO_LONG = 0xFE;

    /** So many are answered by other threads at a time; no frame is taken meanwhile. */
    private static final int AWAY_MAX = 64;

    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch blocked = new CountDownLatch(1);
    final CountDownLatch worked = new CountDownLatch(1);
    final CountDownLatch drained = new CountDownLatch(1);
    final AtomicInteger frames = new AtomicInteger();
    final AtomicInteger batches = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    final AtomicInteger stillWaiting = new AtomicInteger();
    final Peer peer;
    private volatile boolean busy;
    private volatile boolean working;

    EchoHandler(Peer peer) {
        this.peer = peer;
    }

    @Override
    public FrameHandler frame(int opcode, ByteBuffer payload) {
        frames.incrementAndGet();
        switch (opcode) {
            case ECHO -> {
                WireWriter out = peer.replies();
                int mark = out.begin(ECHO | 0x80);
                byte[] bytes = new byte[payload.remaining()];
                payload.get(bytes);
                out.raw(bytes);
                out.end(mark);
            }
            case MAKE -> make(peer.replies(), MAKE, payload.getInt());
            case MAKE_AWAY -> {
                int length = payload.getInt();
                stillWaiting.incrementAndGet();
                Thread.startVirtualThread(() -> makeAway(length));
            }
            case BLOCK -> {
                busy = true;
                blocked.countDown();
            }
            case QUIT -> peer.close();
            case WORK -> {
                working = true;
                worked.countDown();
            }
            default -> throw new IllegalStateException("a handler that fails");
        }
        return this;
    }

    @Override
    public void tooLong(int opcode, long length) {
        WireWriter out = peer.replies();
        int mark = out.begin(TOO_LONG);
        out.u8(opcode);
        out.u64(length);
        out.end(mark);
    }

    @Override
    public void batchEnd() {
        batches.incrementAndGet();
    }

    @Override
    public boolean isBusy() {
        return busy || stillWaiting.get() >= AWAY_MAX;
    }

    @Override
    public boolean isWorking() {
        return working || busy;
    }

    @Override
    public void draining() {
        drained.countDown();
    }

    @Override
    public void closed() {
        closings.incrementAndGet();
        closed.countDown();
    }

    /** Lets go what {@link #BLOCK} held back. */
    void free() {
        peer.onOwnThread(() -> {
            busy = false;
            peer.resume();
        });
    }

    /** Answers {@link #WORK}. */
    void finish() {
        WireWriter reply = peer.newReply(16);
        make(reply, WORK, 3);
        peer.send(reply);
        working = false;
    }

    private void makeAway(int length) {
        try {
            peer.awaitWritable();
            WireWriter reply = peer.newReply(16);
            make(reply, MAKE_AWAY, length);
            peer.send(reply);
        } catch (ClosedException | InterruptedException e) {
            // There is nobody to answer.
        } finally {
            if (stillWaiting.getAndDecrement() == AWAY_MAX) {
                peer.resume();
            }
        }
    }

    private static void make(WireWriter out, int opcode, int length) {
        int mark = out.begin(opcode | 0x80);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i += 4096) {
            bytes[i] = (byte) (i >> 12);
        }
        out.raw(bytes);
        out.end(mark);
    }
}
