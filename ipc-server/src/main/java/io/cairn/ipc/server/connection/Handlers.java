package io.cairn.ipc.server.connection;

/**
 * Makes the first handler of a connection, according to the socket that it came in by. Called on
 * the connection's own thread. Thread-safe.
 */
public interface Handlers {

    /**
     * Makes the handler of a connection to the main socket.
     *
     * @param peer the connection
     * @return the handler
     */
    FrameHandler documented(Peer peer);

    /**
     * Makes the handler of a connection to the socket for SochDB's published client libraries.
     *
     * @param peer the connection
     * @return the handler
     */
    FrameHandler sdk(Peer peer);
}
