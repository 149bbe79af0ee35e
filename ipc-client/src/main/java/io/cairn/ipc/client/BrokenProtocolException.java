package io.cairn.ipc.client;

import java.io.IOException;
import java.io.Serial;

/** The server sent what the protocol does not allow; nothing after it can be understood. */
final class BrokenProtocolException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    /** What varies. */
    private final transient Object[] context;

    /**
     * Creates the exception.
     *
     * @param text constant text that says what is wrong
     * @param context alternating names and values of what varies
     */
    BrokenProtocolException(String text, Object... context) {
        super(text);
        this.context = context;
    }

    /** Returns alternating names and values of what varies. */
    Object[] context() {
        return context.clone();
    }
}
