package io.cairn.ipc.client;

import io.cairn.config.Components;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.Welcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection that many threads use at once: what a call means, over the {@link Exchange} of
 * requests and replies. Thread-safe; the pool closes it.
 *
 * <p>A request too long for a frame is refused with the limit {@code frameBytesMax}, and nothing is
 * sent; {@link RemoteMessages} takes another way for it.
 */
final class Connection implements Line {

    /** With more handles given out it takes no new objects, long before numbers come again. */
    static final int HANDLES_MAX = Integer.MAX_VALUE;

    private final ClientOptions options;
    private final Exchange exchange;
    private final AtomicInteger handles = new AtomicInteger();
    private final AtomicInteger holds = new AtomicInteger();
    private volatile CallBounds bounds;
    private volatile @Nullable Welcome welcome;

    /**
     * Takes over a connected socket, without saying anything on it.
     *
     * @param transport the socket
     * @param options where it leads and how long calls may take
     * @param components clock and threads
     */
    Connection(Transport transport, ClientOptions options, Components components) {
        this.options = options;
        this.bounds = new CallBounds(options.callTimeout().toNanos(), 0);
        this.exchange = new Exchange(transport, options, components);
    }

    /**
     * Agrees with the server on the protocol.
     *
     * @param deadline when to give up
     * @return what the server says of itself
     */
    Welcome greet(long deadline) {
        Request hello =
                new AdminRequest.Hello(
                        AdminRequest.MAGIC,
                        AdminRequest.VERSION,
                        AdminRequest.VERSION,
                        options.database(),
                        ProcessHandle.current().pid(),
                        options.clientName());
        Pending pending = exchange.pending(hello, deadline, null);
        exchange.submit(List.of(hello), List.of(pending), false);
        if (!(exchange.await(pending).success() instanceof Reply.Welcomed welcomed)
                || welcomed.welcome().version() != AdminRequest.VERSION
                || welcomed.welcome().idleNanos() < 0) {
            exchange.lose(exchange.lossOf("the server's welcome is not understood", null));
            throw exchange.refusal("HELLO");
        }
        welcome = welcomed.welcome();
        bounds =
                new CallBounds(
                        options.callTimeout().toNanos(),
                        Nanos.of(welcomed.welcome().limits().waitMax()));
        return welcomed.welcome();
    }

    @Override
    public Reply call(List<Request> earlier, Request request) {
        if (earlier.isEmpty()) {
            return exchange.await(submit(request, bounds.nanos(request))).success();
        }
        List<Request> requests = new ArrayList<>(earlier);
        requests.add(request);
        List<Pending> pendings = pendings(requests);
        exchange.submit(requests, pendings, false);
        pendings.forEach(exchange::await);
        pendings.subList(0, earlier.size()).forEach(Pending::success);
        return pendings.getLast().success();
    }

    @Override
    public Reply callInterruptibly(Request request, long waitNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Pending pending = submit(request, bounds.nanos(waitNanos));
        return exchange.awaitInterruptibly(pending) ? pending.success() : cancel(pending);
    }

    /** Ends a wait at the server after an interrupt, and finds out how it ended. */
    private Reply cancel(Pending pending) throws InterruptedException {
        try {
            send(new WaitRequest.Cancel(pending.number), true);
            exchange.await(pending, bounds.callNanos());
            Reply reply = pending.reply();
            if (reply instanceof Reply.Failed) {
                throw new InterruptedException();
            }
            // What it did cannot be taken back, so the caller has to learn of it.
            Thread.currentThread().interrupt();
            return reply;
        } catch (CairnException e) {
            Thread.currentThread().interrupt();
            throw e;
        }
    }

    /**
     * Sends a request without waiting for its reply. Waits only while more than {@link
     * Output#BACKLOG_BYTES_MAX} bytes of earlier requests have not been taken by the socket.
     *
     * <p>What depends on the future runs on the connection's own thread. It may use the connection,
     * but must not wait for another future of the same connection, which would wait for itself.
     */
    @Override
    public CompletableFuture<Reply> send(Request request) {
        return send(request, false);
    }

    /**
     * Sends a request without waiting for its reply.
     *
     * @param request the request
     * @param urgent whether it passes the limits on what may be under way
     * @return completes with the reply
     */
    CompletableFuture<Reply> send(Request request, boolean urgent) {
        CompletableFuture<Reply> future = new CompletableFuture<>();
        Pending pending =
                exchange.pending(request, exchange.deadline(bounds.nanos(request)), future);
        try {
            exchange.submit(List.of(request), List.of(pending), urgent);
        } catch (CairnException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    @Override
    public List<Supplier<Reply>> ask(List<Request> requests) {
        List<Pending> pendings = pendings(requests);
        exchange.submit(requests, pendings, false);
        List<Supplier<Reply>> replies = new ArrayList<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            Pending pending = pendings.get(i);
            long nanos = bounds.nanos(requests.get(i));
            replies.add(() -> exchange.awaitHere(pending, nanos).success());
        }
        return replies;
    }

    private List<Pending> pendings(List<Request> requests) {
        List<Pending> pendings = new ArrayList<>(requests.size());
        for (Request request : requests) {
            long deadline = exchange.deadline(bounds.nanos(request));
            pendings.add(exchange.pending(request, deadline, null));
        }
        return pendings;
    }

    @Override
    public Welcome welcome() {
        Welcome known = welcome;
        if (known == null) {
            throw new IllegalStateException("the server has not been greeted");
        }
        return known;
    }

    @Override
    public int newHandle() {
        return handles.incrementAndGet();
    }

    @Override
    public boolean isOpen() {
        return exchange.isOpen();
    }

    /** Tells whether so many handles were given out that objects should live elsewhere. */
    boolean wornOut() {
        return handles.get() < 0 || handles.get() == HANDLES_MAX;
    }

    /** Sets how many handles have been given out. */
    void skipHandles(int given) {
        handles.set(given);
    }

    /** Returns how many requests are under way. */
    int busy() {
        return exchange.busy();
    }

    /** Returns the number of objects that live here, which may change at any time. */
    AtomicInteger holds() {
        return holds;
    }

    /** Returns how long nothing has been sent, in nanoseconds. */
    long silentNanos() {
        return exchange.silentNanos();
    }

    /** Finds out whether the server has closed the connection, without waiting. */
    boolean probe() {
        exchange.probe();
        return isOpen();
    }

    /** Loses the connection, for a reason on this side; calls under way end with it. */
    void close() {
        exchange.lose(Loss.closedHere());
    }

    /** Sends one request for the present thread, which has so long for it, in nanoseconds. */
    private Pending submit(Request request, long nanos) {
        Pending pending = exchange.pending(request, exchange.deadline(nanos), null);
        exchange.submit(List.of(request), List.of(pending), false);
        return pending;
    }
}
