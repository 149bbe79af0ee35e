package io.cairn.ipc.client;

import io.cairn.config.Components;
import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Requests and replies of many threads over one socket. Thread-safe.
 *
 * <p>A thread writes its requests itself, and reads when it waits and nobody else reads, see {@link
 * Turns}. What the socket does not take at once is in {@link Output}, what has arrived in {@link
 * Inbox}, requests without reply in {@link Outstanding}. {@link Pump} reads for futures.
 *
 * <p>Once lost it stays lost: every request under way and every later one ends with the same {@link
 * Loss}. The socket is closed by whoever can exclude that another thread is still using it.
 */
final class Exchange {

    private final Transport transport;
    private final Path socket;
    private final Duration callTimeout;
    private final Output output;
    private final Inbox inbox;
    private final Outstanding outstanding = new Outstanding();
    private final Turns turns;
    private final Pump pump;
    private final BusyPoll busyPoll;
    private volatile @Nullable Loss loss;

    /** When a request was last sent, by the components' clock. */
    private volatile long usedAt;

    /**
     * Takes over a connected socket.
     *
     * @param transport the socket
     * @param options where it leads and how long calls may take
     * @param components clock and threads
     */
    Exchange(Transport transport, ClientOptions options, Components components) {
        this.transport = transport;
        this.socket = options.socket();
        this.callTimeout = options.callTimeout();
        this.output = new Output(transport);
        this.inbox = new Inbox(transport, this::accept);
        this.turns = new Turns(components.nanoTicker(), new Reading());
        this.pump = new Pump(new Pumping(), components.threads());
        this.busyPoll = new BusyPoll(options.busyPoll(), components.nanoTicker());
        this.usedAt = turns.deadline(0);
    }

    /** Returns the deadline that is so far away, in nanoseconds. */
    long deadline(long nanos) {
        return turns.deadline(nanos);
    }

    /** Makes what waits for a reply: the present thread, or a future. */
    Pending pending(Request request, long deadline, @Nullable CompletableFuture<Reply> future) {
        boolean pumped = future != null || !mayRead();
        return new Pending(CallBounds.opcode(request), deadline, future, pumped);
    }

    /**
     * Sends requests in one write. Waits only while more than {@link Output#BACKLOG_BYTES_MAX}
     * bytes of earlier requests have not been taken by the socket.
     *
     * @param requests the requests
     * @param pendings what waits for their replies, in the same order
     * @param urgent whether they pass the limits on what may be under way
     * @throws CairnException when one does not fit into a frame, when too many are under way or
     *     when the connection is lost; then none is sent
     */
    void submit(List<Request> requests, List<Pending> pendings, boolean urgent) {
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

    /**
     * Waits for a reply; when its time is over, the connection is lost.
     *
     * @param pending what waits for it
     * @return the same
     */
    Pending await(Pending pending) {
        if (!pending.met()
                && turns.await(pending, pending.deadline, false) == Turns.Result.TIMED_OUT) {
            timeOut(pending);
        }
        return pending;
    }

    /**
     * Waits for a reply or an interrupt; when its time is over, the connection is lost.
     *
     * @param pending what waits for it
     * @return false when an interrupt ended the wait; the thread's flag is cleared
     */
    boolean awaitInterruptibly(Pending pending) {
        return switch (turns.await(pending, pending.deadline, true)) {
            case MET -> true;
            case TIMED_OUT -> {
                timeOut(pending);
                yield true;
            }
            case INTERRUPTED -> false;
        };
    }

    /** Waits so long for a reply, in nanoseconds; when its time is over, the connection is lost. */
    void await(Pending pending, long nanos) {
        if (turns.await(pending, turns.deadline(nanos), false) == Turns.Result.TIMED_OUT) {
            timeOut(pending);
        }
    }

    /**
     * Waits so long for a reply, in nanoseconds, that may have been asked for by another thread;
     * when its time is over, the connection is lost.
     */
    Pending awaitHere(Pending pending, long nanos) {
        if (pending.met()) {
            return pending;
        }
        pending.waitHere();
        boolean pumped = !pending.pumped && !mayRead();
        if (pumped) {
            pump.want(1);
        }
        try {
            await(pending, nanos);
        } finally {
            if (pumped) {
                pump.want(-1);
            }
        }
        return pending;
    }

    /** Tells whether the connection can be used. */
    boolean isOpen() {
        return loss == null;
    }

    /** Returns how many requests are under way. */
    int busy() {
        return outstanding.count();
    }

    /** Returns how long nothing has been sent, in nanoseconds. */
    long silentNanos() {
        return turns.deadline(0) - usedAt;
    }

    /** Finds out whether the server has closed the connection, without waiting. */
    void probe() {
        if (turns.tryTake()) {
            try {
                receive();
            } finally {
                turns.give();
            }
        }
    }

    /** Returns the exception for a request that comes after the connection was lost. */
    CairnException refusal(String request) {
        Loss known = loss;
        return (known == null ? Loss.closedHere() : known).toException(request, false);
    }

    private boolean mayRead() {
        return !(transport.holdsCarrier() && Thread.currentThread().isVirtual());
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
        if (pending.met()) {
            return;
        }
        lose(
                lossOf(
                        "a request had no reply in time, so the connection was closed",
                        null,
                        "late",
                        pending.opcode,
                        "timeout",
                        callTimeout));
        Loss known = loss;
        if (!pending.met() && known != null) {
            // Another thread loses the connection, or has taken the reply, and is not yet here.
            pending.lose(known, true);
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
            lose(lossOf(Loss.MALFORMED, e));
        }
    }

    /** Describes a loss of this connection. */
    Loss lossOf(String text, @Nullable Throwable cause, Object... context) {
        List<Object> all = new ArrayList<>(List.of("socket", socket));
        all.addAll(List.of(context));
        return new Loss(text, cause, all.toArray());
    }

    /** Loses the connection; what is under way ends. Only the first call does anything. */
    void lose(Loss reason) {
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

    private boolean wantsRoom() {
        return output.backlog() > 0;
    }

    /** The role of the reader. */
    private final class Reading implements Turns.Reader {

        @Override
        public void turn(long nanos) {
            try {
                if (!inbox.more() && !busyPoll.poll(() -> transport.await(wantsRoom(), 0))) {
                    transport.await(wantsRoom(), nanos);
                }
            } catch (IOException e) {
                lose(lossOf("waiting for the server failed", e));
            }
            if (wantsRoom()) {
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
            return Exchange.this.mayRead();
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
            long latest = turns.deadline(callTimeout.toNanos());
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
