package io.cairn.ipc.server.dialect;

import io.cairn.api.Entry;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Serves one request at a time. One that may wait runs on a virtual thread, and the next frame is
 * taken when its reply has been queued; the others are answered at once.
 *
 * <p>A request that cannot be served is answered by an error, and the connection stays. Called on
 * the connection's own thread; the transport ends it by {@link #closed}.
 */
abstract class OrderedDialect implements FrameHandler {

    private static final Logger LOG = System.getLogger("io.cairn.ipc.server.dialect");

    private static final int REPLY_BYTES_FIRST = 1024;

    private final Peer peer;
    private final DialectSetup setup;
    private final Answers answers;
    private final Requests requests;

    /** The reply of the request on the virtual thread, until it is sent or given back. */
    private final AtomicReference<@Nullable WireWriter> finished = new AtomicReference<>();

    /** Whether a request is on a virtual thread; for the own thread only. */
    private boolean busy;

    private volatile boolean closed;

    OrderedDialect(Peer peer, DialectSetup setup, Answers answers) {
        this.peer = peer;
        this.setup = setup;
        this.answers = answers;
        this.requests = new Requests(setup, answers, this, () -> closed);
    }

    /** Reads the payload of PUT. */
    abstract Entry readPut(WireReader in);

    /** Reads the payload of GET and DELETE. */
    abstract byte[] readKey(WireReader in);

    /** Reads the payload of QUERY. */
    abstract QueryRequest readQuery(WireReader in);

    @Override
    public FrameHandler frame(int opcode, ByteBuffer payload) {
        WireWriter out = peer.replies();
        int start = out.position();
        try {
            Task task = requests.read(opcode, new WireReader(payload));
            if (task.waits()) {
                busy = true;
                Thread.ofVirtual().name("cairn-dialect").start(() -> runElsewhere(task.body()));
            } else {
                task.body().run(out);
                setup.succeeded().accept(1);
            }
        } catch (Throwable failure) {
            busy = false;
            refuse(out, start, failure);
        }
        return this;
    }

    @Override
    public void tooLong(int opcode, long length) {
        setup.failed().accept(1);
        answers.error(
                peer.replies(),
                "the frame is longer than the limit; the connection is closed [opcode=0x%02x, max=%d, actual=%d]"
                        .formatted(opcode, Frame.PAYLOAD_BYTES_MAX, length));
    }

    @Override
    public void batchEnd() {}

    @Override
    public boolean isBusy() {
        return busy;
    }

    @Override
    public boolean isWorking() {
        return busy;
    }

    @Override
    public void closed() {
        closed = true;
        requests.abortTransactions();
        giveBack();
    }

    /** Ends what this dialect holds because another one takes over. */
    final void handedOver() {
        requests.abortTransactions();
    }

    private void runElsewhere(Task.Body body) {
        WireWriter out;
        try {
            out = peer.newReply(REPLY_BYTES_FIRST);
        } catch (Throwable failure) {
            LOG.log(Level.WARNING, "there is no room for a reply to " + peer.describe(), failure);
            peer.close();
            return;
        }
        int start = out.position();
        try {
            body.run(out);
            setup.succeeded().accept(1);
        } catch (Throwable failure) {
            refuse(out, start, failure);
        }
        finished.set(out);
        peer.onOwnThread(this::finish);
        if (closed) {
            giveBack();
        }
    }

    /**
     * Sends the reply. On the own thread, so that the replies which were made there before are
     * ahead of it.
     */
    private void finish() {
        WireWriter out = finished.getAndSet(null);
        if (out != null) {
            peer.send(out);
        }
        busy = false;
        peer.resume();
    }

    private void giveBack() {
        WireWriter out = finished.getAndSet(null);
        if (out != null) {
            peer.discard(out);
        }
    }

    private void refuse(WireWriter out, int start, Throwable failure) {
        out.rewind(start);
        setup.failed().accept(1);
        answers.error(out, told(failure));
    }

    private String told(Throwable failure) {
        if (failure instanceof CairnException expected) {
            return String.valueOf(expected.getMessage());
        }
        LOG.log(Level.WARNING, "a request of " + peer.describe() + " failed unexpectedly", failure);
        return failure instanceof OutOfMemoryError
                ? "the request needs more memory than the server has left; ask for less at once"
                : "the server failed; see its log";
    }
}
