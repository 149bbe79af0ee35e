package io.cairn.ipc.server.dialect;

import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import java.nio.ByteBuffer;

/** Begins the extended dialect on a connection. */
@FunctionalInterface
public interface SessionStart {

    /**
     * Answers a HELLO, whether or not the extended dialect is spoken afterwards. Called on the
     * connection's own thread.
     *
     * @param peer the connection
     * @param payload the frame's payload, valid during the call
     * @param otherwise who goes on serving when no session begins
     * @return who serves the frames after this one
     */
    FrameHandler hello(Peer peer, ByteBuffer payload, FrameHandler otherwise);
}
