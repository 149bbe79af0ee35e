package io.cairn.ipc.client;

import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Why a connection can no longer be used, from which each caller gets an exception of its own.
 * Immutable.
 *
 * @param text what happened, constant; null when the connection was closed on this side
 * @param cause the failure below it, or null
 * @param context alternating names and values of what varies
 */
record Loss(@Nullable String text, @Nullable Throwable cause, @Nullable Object... context) {

    /**
     * The name in an exception's context under which stands whether the request can have reached
     * the server: {@link #NO} or {@link #MAYBE}.
     */
    static final String SENT = "sent";

    /** The server has not seen the request, so that it may be sent again. */
    static final String NO = "no";

    /**
     * The whole request was handed to the operating system; whether it had an effect is unknown.
     */
    static final String MAYBE = "maybe";

    /** The text when the server has closed the connection. */
    static final String CLOSED_BY_SERVER = "the server closed the connection";

    /** The text when the operating system reports that the connection is broken. */
    static final String BROKEN = "the connection to the server broke";

    /** The text when a reply has the form of a frame, but not of its kind. */
    static final String MALFORMED = "the server sent a reply that could not be decoded";

    /** Returns why calls end that find the database closed on this side. */
    static Loss closedHere() {
        return new Loss(null, null);
    }

    /**
     * Makes the exception for a request that was under way, or for one that comes afterwards.
     *
     * @param request what the request asked for
     * @param sent whether the whole request was handed to the operating system
     * @return the exception, not yet thrown
     */
    CairnException toException(String request, boolean sent) {
        if (text == null) {
            return ClosedException.closed("database");
        }
        @Nullable Object[] all = Arrays.copyOf(context, context.length + 4);
        all[context.length] = "request";
        all[context.length + 1] = request;
        all[context.length + 2] = SENT;
        all[context.length + 3] = sent ? MAYBE : NO;
        return new UnavailableException(ErrorCode.DISCONNECTED, text, cause, all);
    }
}
