package io.cairn.ipc.client;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.Welcome;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection of {@link DirectLines}. What it answers is in {@link DirectSession}. */
final class DirectLine implements Line {

    private static final int NUMBER = 7;
    private static final int HEAD_BYTES = 9;

    private final DirectLines lines;
    private final Welcome welcome;
    private final DirectSession session;
    private final AtomicInteger lastHandle = new AtomicInteger();
    private final Set<Thread> waiting = new HashSet<>();
    private volatile boolean lost;
    private volatile boolean closedHere;

    DirectLine(DirectLines lines, Welcome welcome) {
        this.lines = lines;
        this.welcome = welcome;
        this.session = new DirectSession(lines, welcome.instance());
    }

    @Override
    public Reply call(List<Request> earlier, Request request) {
        List<Reply> replies = new ArrayList<>();
        for (Request one : earlier) {
            replies.add(exchange(one));
        }
        replies.add(exchange(request));
        replies.forEach(DirectLine::check);
        return replies.getLast();
    }

    @Override
    public Reply callInterruptibly(Request request, long waitNanos) throws InterruptedException {
        synchronized (waiting) {
            waiting.add(Thread.currentThread());
        }
        try {
            Reply reply = passed(request);
            if (reply == null) {
                reply = received(session.serveWait((WaitRequest) sent(request)));
            }
            return check(reply);
        } catch (InterruptedException e) {
            if (closedHere) {
                throw ClosedException.closed("database");
            }
            throw e;
        } finally {
            synchronized (waiting) {
                waiting.remove(Thread.currentThread());
            }
        }
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        try {
            return CompletableFuture.completedFuture(check(exchange(request)));
        } catch (CairnException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public List<Supplier<Reply>> ask(List<Request> requests) {
        List<Supplier<Reply>> replies = new ArrayList<>();
        for (Request request : requests) {
            CompletableFuture<Reply> reply = send(request);
            replies.add(() -> Replies.join(reply));
        }
        return replies;
    }

    @Override
    public Welcome welcome() {
        return welcome;
    }

    @Override
    public int newHandle() {
        return lastHandle.incrementAndGet();
    }

    @Override
    public boolean isOpen() {
        return !lost && !closedHere;
    }

    /** Loses the connection: what lives on it ends at the server. */
    void lose() {
        if (!lost) {
            lost = true;
            session.end();
        }
    }

    /** Closes the connection on this side. */
    void closeHere() {
        synchronized (waiting) {
            closedHere = true;
            waiting.forEach(Thread::interrupt);
        }
        if (!lost) {
            session.end();
        }
    }

    /** Serves a request unless the connection is lost before or with it. */
    private Reply exchange(Request request) {
        Reply lostReply = passed(request);
        return lostReply == null ? received(session.serve(sent(request))) : lostReply;
    }

    /** Returns why a request does not pass; null when it does. */
    private @Nullable Reply passed(Request request) {
        if (closedHere) {
            throw ClosedException.closed("database");
        }
        if (lost) {
            return lost("no");
        }
        DirectLines.Cut cut = lines.scissors.get().at(request);
        if (cut == null) {
            lines.seen.add(request);
            return null;
        }
        if (cut == DirectLines.Cut.UNANSWERED) {
            lines.seen.add(request);
            serve(request);
        }
        lose();
        return lost(cut == DirectLines.Cut.UNSENT ? "no" : "maybe");
    }

    private void serve(Request request) {
        if (request instanceof WaitRequest.Await) {
            try {
                session.serveWait((WaitRequest) sent(request));
            } catch (InterruptedException e) {
                throw new AssertionError("a test interrupts a wait and loses its connection", e);
            }
        } else {
            session.serve(sent(request));
        }
    }

    private static Reply lost(String sent) {
        return new Reply.Failed(
                ErrorBody.of(
                        new UnavailableException(
                                ErrorCode.DISCONNECTED,
                                "the connection was lost",
                                null,
                                "sent",
                                sent)));
    }

    private static Reply check(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            throw failed.error().toException();
        }
        return reply;
    }

    /** Returns the request as the server reads it. */
    private static Request sent(Request request) {
        WireWriter out = new WireWriter(64);
        request.encodeFrame(out, NUMBER);
        ByteBuffer frame = out.buffer().flip();
        Opcode opcode = Objects.requireNonNull(Opcode.of(frame.get(0)));
        return opcode.decode(new WireReader(frame.position(HEAD_BYTES)));
    }

    /** Returns the reply as the client reads it. */
    private static Reply received(Reply reply) {
        WireWriter out = new WireWriter(64);
        reply.encodeFrame(out, NUMBER);
        ByteBuffer frame = out.buffer().flip();
        ReplyCode code = Objects.requireNonNull(ReplyCode.of(frame.get(0)));
        return code.decode(new WireReader(frame.position(HEAD_BYTES)));
    }
}
