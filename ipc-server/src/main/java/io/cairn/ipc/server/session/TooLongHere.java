package io.cairn.ipc.server.session;

import java.io.Serial;

/**
 * Says that a reply is too long to be made on the connection's own thread; the request then runs
 * again on another one. Has no stack, since it says nothing about where it was thrown.
 */
final class TooLongHere extends RuntimeException {

    static final TooLongHere INSTANCE = new TooLongHere();

    @Serial private static final long serialVersionUID = 1L;

    private TooLongHere() {
        super("the reply is too long for the connection's own thread", null, false, false);
    }
}
