package io.cairn.ipc.client;

import io.cairn.config.Components;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.Welcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection that many threads use at once. Thread-safe; the pool closes it.
 *
 * <p>A thread writes its requests itself, and reads when it waits and nobody else reads, see {@link
 * Turns}. What the socket does not take at once is in {@link Output}, what has arrived in {@link
 * Inbox}, requests without reply in {@link Outstanding}. {@link Pump} reads for futures.
 *
 * <p>Once lost it stays lost: every request under way and every later one ends with the same {@link
 * Loss}. The socket is closed by whoever can exclude that another thread is still using it.
 */
final class Connection implements Line {

    /** With more handles given out it takes no new objects, long before numbers come again. */
    static final int HANDLES_MAX = Integer.MAX_VALUE;

    private final ClientOptions options;
    private final Transport transport;
    private final Output output;
    private final Inbox inbox;
    private final Outstanding outstanding = new Outstanding();
    private final Turns turns;
    private final Pump pump;
    private final AtomicInteger handles = new AtomicInteger();
    private final AtomicInteger holds = new AtomicInteger();

    private volatile CallBounds bounds;
    private volatile @Nullable Welcome welcome;
    private volatile @Nullable Loss loss;

    /** When a request was last sent, by the components' clock. */
    private volatile long usedAt;

    /**
     * Takes over a connected socket, without saying anything on it.
     *
     * @param transport the socket
     * @param options where it leads and how long calls may take
     * @param components clock and threads
     */
    Connection(Transport transport, ClientOptions options, Components components) {
        this.transport = transport;
        this.options = options;
        this.bounds = new CallBounds(options.callTimeout().toNanos(), 0);
        this.output = new Output(transport);
        this.inbox = new Inbox(transport, this::accept);
        this.turns = new Turns(components.nanoTicker(), new Reading());
        this.pump = new Pump(new Pumping(), components.threads());
        this.usedAt = turns.deadline(0);
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
        Pending pending = pending(hello, deadline, null);
        enqueue(List.of(hello), List.of(pending), false);
        if (!(waitFor(pending).success() instanceof Reply.Welcomed welcomed)
                || welcomed.welcome().version() != AdminRequest.VERSION
                || welcomed.welcome().idleNanos() < 0) {
            lose(lossOf("the server's welcome is not understood", null));
            throw refusal("HELLO");
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
        long now = turns.deadline(0);
        if (earlier.isEmpty()) {
            Pending only = pending(request, after(now, bounds.nanos(request)), null);
            enqueue(List.of(request), List.of(only), false);
            return waitFor(only).success();
        }
        List<Request> requests = new ArrayList<>(earlier);
        requests.add(request);
        List<Pending> pendings = new ArrayList<>(requests.size());
        for (Request each : requests) {
            pendings.add(pending(each, after(now, bounds.nanos(each)), null));
        }
        enqueue(requests, pendings, false);
        pendings.forEach(this::waitFor);
        pendings.subList(0, earlier.size()).forEach(Pending::success);
        return pendings.getLast().success();
    }

    @Override
    public Reply callInterruptibly(Request request, long waitNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Pending pending = pending(request, turns.deadline(bounds.nanos(waitNanos)), null);
        enqueue(List.of(request), List.of(pending), false);
        switch (turns.await(pending, pending.deadline, true)) {
            case MET -> {
                return pending.success();
            }
            case TIMED_OUT -> {
                timeOut(pending);
                return pending.success();
            }
            case INTERRUPTED -> {
                return cancel(pending);
            }
        }
        throw new IllegalStateException("a wait ended for no reason");
    }

    /** Ends a wait at the server after an interrupt, and finds out how it ended. */
    private Reply cancel(Pending pending) throws InterruptedException {
        try {
            send(new WaitRequest.Cancel(pending.number), true);
            if (turns.await(pending, turns.deadline(bounds.callNanos()), false)
                    == Turns.Result.TIMED_OUT) {
                timeOut(pending);
            }
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
        try {
            Pending pending = pending(request, turns.deadline(bounds.nanos(request)), future);
            enqueue(List.of(request), List.of(pending), urgent);
        } catch (CairnException e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    @Override
    public List<CompletableFuture<Reply>> sendAll(List<Request> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        long now = turns.deadline(0);
        List<CompletableFuture<Reply>> futures = new ArrayList<>(requests.size());
        List<Pending> pendings = new ArrayList<>(requests.size());
        for (Request request : requests) {
            CompletableFuture<Reply> future = new CompletableFuture<>();
            futures.add(future);
            pendings.add(pending(request, after(now, bounds.nanos(request)), future));
        }
        try {
            enqueue(requests, pendings, false);
        } catch (CairnException e) {
            futures.forEach(future -> future.completeExceptionally(e));
        }
        return futures;
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
        return loss == null;
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
        return outstanding.count();
    }

    /** Returns the number of objects that live here, which may change at any time. */
    AtomicInteger holds() {
        return holds;
    }

    /** Returns how long nothing has been sent, in nanoseconds. */
    long silentNanos() {
        return turns.deadline(0) - usedAt;
    }

    /** Finds out whether the server has closed the connection, without waiting. */
    boolean probe() {
        if (turns.tryTake()) {
            try {
                receive();
            } finally {
                turns.give();
            }
        }
        return isOpen();
    }

    /** Loses the connection, for a reason on this side; calls under way end with it. */
    void close() {
        lose(Loss.closedHere());
    }

    /** Returns the exception for a request that comes after the connection was lost. */
    CairnException refusal(String request) {
        Loss known = loss;
        return (known == null ? Loss.closedHere() : known).toException(request, false);
    }

    private Pending pending(
            Request request, long deadline, @Nullable CompletableFuture<Reply> future) {
        boolean pumped = future != null || !mayRead();
        return new Pending(CallBounds.opcode(request), deadline, future, pumped);
    }

    private boolean mayRead() {
        return !(transport.holdsCarrier() && Thread.currentThread().isVirtual());
    }

    private static long after(long now, long nanos) {
        return nanos >= Long.MAX_VALUE / 4 ? Turns.NEVER : now + nanos;
    }

    private Pending waitFor(Pending pending) {
        if (!pending.met()
                && turns.await(pending, pending.deadline, false) == Turns.Result.TIMED_OUT) {
            timeOut(pending);
        }
        return pending;
    }

    private void enqueue(List<Request> requests, List<Pending> pendings, boolean urgent) {
        if (!urgent && !output.mayEncode()) {
            awaitRoom(pendings.getFirst());
        }
        boolean left;
        output.lock.lock();
        try {
            new Batch(output, outstanding, pump).encode(requests, pendings, urgent);
            usedAt = turns.deadline(0);
            output.flush();
            left = output.backlog() > 0;
        } finally {
            output.lock.unlock();
        }
        if (left && turns.taken()) {
            transport.wakeup();
        }
    }

    private void awaitRoom(Pending first) {
        Goal room = () -> output.mayEncode() || loss != null;
        if (first.pumped) {
            pump.want(1);
        }
        output.block();
        try {
            if (turns.await(room, first.deadline, false) == Turns.Result.TIMED_OUT) {
                timeOut(first);
            }
        } finally {
            output.unblock();
            if (first.pumped) {
                pump.want(-1);
            }
        }
    }

    private void timeOut(Pending pending) {
        if (!pending.met()) {
            lose(
                    lossOf(
                            "a request had no reply in time, so the connection was closed",
                            null,
                            "late",
                            pending.opcode,
                            "timeout",
                            options.callTimeout()));
        }
    }

    private void accept(int number, Reply reply) throws IOException {
        Pending pending = outstanding.take(number);
        if (pending == null) {
            throw new BrokenProtocolException(
                    "the server answered a request that is not under way",
                    "number",
                    Integer.toUnsignedString(number),
                    "reply",
                    reply.code());
        }
        pending.complete(reply);
        if (pending.pumped) {
            pump.done(pending);
        }
    }

    /** Reads once, in the role of the reader. */
    private void receive() {
        try {
            if (!inbox.read()) {
                lose(lossOf(Loss.CLOSED_BY_SERVER, null, "halfReplyBytes", inbox.halfReplyBytes()));
            }
        } catch (BrokenProtocolException e) {
            lose(lossOf(String.valueOf(e.getMessage()), null, e.context()));
        } catch (IOException e) {
            lose(lossOf(Loss.BROKEN, e));
        } catch (RuntimeException | Error e) {
            lose(lossOf("the server sent a reply that could not be decoded", e));
        }
    }

    private Loss lossOf(String text, @Nullable Throwable cause, Object... context) {
        List<Object> all = new ArrayList<>(List.of("socket", options.socket()));
        all.addAll(List.of(context));
        return new Loss(text, cause, all.toArray());
    }

    private void lose(Loss reason) {
        List<Pending> ended;
        long written;
        output.lock.lock();
        try {
            if (loss != null) {
                return;
            }
            loss = reason;
            ended = outstanding.end(reason);
            written = output.written();
        } finally {
            output.lock.unlock();
        }
        for (Pending pending : ended) {
            pending.lose(reason, pending.end <= written);
            if (pending.pumped) {
                pump.done(pending);
            }
        }
        output.wakeBlocked();
        pump.wake();
        transport.wakeup();
        closeUnlessUsed();
    }

    /** Closes the socket of a lost connection if no thread reads from it; the last reader does. */
    private void closeUnlessUsed() {
        if (loss != null && turns.tryTake()) {
            output.lock.lock();
            try {
                transport.close();
            } finally {
                output.lock.unlock();
            }
        }
    }

    /** The role of the reader. */
    private final class Reading implements Turns.Reader {

        @Override
        public void turn(long nanos) {
            try {
                if (!inbox.more()) {
                    transport.await(output.backlog() > 0, nanos);
                }
            } catch (IOException e) {
                lose(lossOf("waiting for the server failed", e));
            }
            if (output.backlog() > 0) {
                output.lock.lock();
                try {
                    output.flush();
                } finally {
                    output.lock.unlock();
                }
            }
            if (loss == null) {
                receive();
            }
            if (pump.hasCompleted()) {
                pump.wake();
            }
        }

        @Override
        public void left() {
            closeUnlessUsed();
        }

        @Override
        public boolean mayRead() {
            return Connection.this.mayRead();
        }
    }

    /** The connection as its own thread sees it. */
    private final class Pumping implements Pump.Owner {

        @Override
        public Turns.Result await(Goal goal, long deadline) {
            return turns.await(goal, deadline, false);
        }

        @Override
        public long expire() {
            Pending earliest = outstanding.earliestFuture();
            long latest = turns.deadline(bounds.callNanos());
            if (earliest == null || earliest.deadline - latest >= 0) {
                return latest;
            }
            if (earliest.deadline - turns.deadline(0) <= 0) {
                timeOut(earliest);
            }
            return earliest.deadline;
        }

        @Override
        public boolean lost() {
            return loss != null;
        }
    }
}
