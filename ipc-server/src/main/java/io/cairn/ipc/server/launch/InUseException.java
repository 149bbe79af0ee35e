package io.cairn.ipc.server.launch;

import java.io.IOException;
import java.io.Serial;

/** Another process has what this one needs; the message names it. */
final class InUseException extends IOException {

    @Serial private static final long serialVersionUID = 1L;

    InUseException(String message) {
        super(message);
    }
}
