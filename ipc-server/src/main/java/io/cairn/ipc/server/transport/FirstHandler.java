package io.cairn.ipc.server.transport;

import io.cairn.ipc.server.connection.ConnectionContext;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;

/** Makes the first handler of connections to one socket. Thread-safe. */
interface FirstHandler {

    FrameHandler of(Peer peer, ConnectionContext context);
}
