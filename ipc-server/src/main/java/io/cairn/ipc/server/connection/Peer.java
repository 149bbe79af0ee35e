package io.cairn.ipc.server.connection;

import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;

/**
 * A connection as a dialect sees it. Thread-safe but for {@link #replies}. The transport owns it.
 */
public interface Peer {

    /**
     * Returns where replies are written that are made on the connection's own thread; the transport
     * sends them at the end of the batch.
     *
     * @return the live writer; only for the connection's own thread, and only during a call of the
     *     handler or of a task given to {@link #onOwnThread}
     */
    WireWriter replies();

    /**
     * Tells whether {@link #lend} sends memory from where it lies.
     *
     * @return false when memory has to be copied into a reply
     */
    boolean takesLoans();

    /**
     * Sends memory behind what is in {@link #replies}, from where it lies. Until that is done, no
     * further frame is served. Only for the connection's own thread, during a call of the handler,
     * and only where {@link #takesLoans}.
     *
     * @param bytes what to send, which must stay valid until it is released
     * @param whenSent releases it; called once on the connection's own thread, also when the
     *     connection is closed before all is sent
     */
    void lend(MemorySegment bytes, Runnable whenSent);

    /**
     * Makes a writer for a reply that is made on another thread.
     *
     * @param capacity its first size in bytes
     * @return a writer, to be given to {@link #send} or {@link #discard}
     */
    WireWriter newReply(int capacity);

    /**
     * Sends what a writer holds, after what was sent before. Does nothing when the connection is
     * closed.
     *
     * @param reply what {@link #newReply} returned; not used afterwards
     */
    void send(WireWriter reply);

    /**
     * Gives a writer back unsent.
     *
     * @param reply what {@link #newReply} returned; not used afterwards
     */
    void discard(WireWriter reply);

    /**
     * Waits until the client has taken in so much that more may be queued. Never called on the
     * connection's own thread. The caller then makes one reply, which it sends or discards; until
     * it is made it counts as {@code 128 KiB}, so that not too many are made at once.
     *
     * @throws InterruptedException when the thread is interrupted
     * @throws io.cairn.error.ClosedException when the connection is closed
     */
    void awaitWritable() throws InterruptedException;

    /**
     * Runs a task on the connection's own thread, soon; not at all when the connection is closed.
     *
     * @param task what to run; it must not wait
     */
    void onOwnThread(Runnable task);

    /** Hands over the frames that waited while the handler was busy; on the own thread. */
    void resume();

    /** Closes the connection once what has been sent is out. */
    void close();

    /**
     * Describes the client for the log.
     *
     * @return process and user, as far as they are known
     */
    String describe();
}
