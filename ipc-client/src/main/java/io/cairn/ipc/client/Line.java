package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.Welcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One connection as the objects that live on it see it. Thread-safe: requests of several threads
 * are under way at once.
 *
 * <p>Every call throws the exception that the server answered with, rebuilt; {@code
 * UnavailableException} (DISCONNECTED) when the connection is or gets lost, which it also does when
 * no answer comes within the time for a call; {@code ClosedException} once the database was closed
 * here.
 */
interface Line {

    /**
     * Sends requests in one write and waits for all replies. When several failed, the first failure
     * is thrown.
     *
     * @param earlier requests whose replies tell nothing but success
     * @param request the last request
     * @return the reply to the last request; never {@code Reply.Failed}
     */
    Reply call(List<Request> earlier, Request request);

    /**
     * Sends one request and waits for its reply.
     *
     * @param request the request
     * @return its reply; never {@code Reply.Failed}
     */
    default Reply call(Request request) {
        return call(List.of(), request);
    }

    /**
     * Sends a request that may wait at the server, and waits for its reply; an interrupt cancels it
     * there.
     *
     * @param request the request
     * @param waitNanos how long the server may wait, in nanoseconds, in addition to the time for a
     *     call
     * @return its reply; never {@code Reply.Failed}
     * @throws InterruptedException when the thread is interrupted, after the server has ended the
     *     request
     */
    Reply callInterruptibly(Request request, long waitNanos) throws InterruptedException;

    /**
     * Sends a request without waiting.
     *
     * @param request the request
     * @return completes with its reply, or exceptionally with what {@link #call} would throw
     */
    CompletableFuture<Reply> send(Request request);

    /**
     * Sends requests in one write, whose replies a thread will wait for later: all of them, or none
     * when one is refused. Until then nobody reads for them, so that replies may wait at the
     * server; it costs no hand-over from one thread to another.
     *
     * @param requests the requests
     * @return for each, in the same order, what waits for the reply when it is called, once, and
     *     gives what {@link #call} gives
     */
    List<Supplier<Reply>> ask(List<Request> requests);

    /**
     * Returns what the server said at the beginning.
     *
     * @return the welcome
     */
    Welcome welcome();

    /**
     * Returns a number for a transaction, snapshot, cursor or watch on this connection.
     *
     * @return a number that is not in use
     */
    int newHandle();

    /**
     * Tells whether the connection can be used.
     *
     * @return false once it was lost or closed
     */
    boolean isOpen();
}
