package io.cairn.ipc.client;

import java.io.IOException;
import java.io.Serial;

/** The server listens, but its queue of connections to be accepted is full. */
final class BusyListenerException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    BusyListenerException() {
        super("the server's queue of connections is full");
    }
}
