package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Welcome;

/** The connections to one server. Thread-safe; the database closes it. */
interface Lines extends AutoCloseable {

    /**
     * Returns a connection that is open, the least busy one; connects when there is none or when
     * all are busy and there may be more.
     *
     * @return the connection
     * @throws io.cairn.error.UnavailableException when the server cannot be reached
     * @throws io.cairn.error.ClosedException when closed
     */
    Line line();

    /**
     * Returns what the server said at the newest connection.
     *
     * @return the newest welcome
     */
    Welcome welcome();

    /** Notes that an object lives on a connection, which is then kept from going silent. */
    void hold(Line line);

    /** Undoes one {@link #hold}. */
    void release(Line line);

    /** Closes all connections; calls under way end with {@code ClosedException}. */
    @Override
    void close();
}
