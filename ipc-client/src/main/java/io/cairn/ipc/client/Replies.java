package io.cairn.ipc.client;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Takes replies and failures of connections apart. Stateless. */
final class Replies {

    /** The name in a failure's context that tells whether the request may have been sent. */
    private static final String SENT = "sent";

    /** The request surely did not reach the server. */
    private static final String NO = "no";

    private Replies() {}

    /** Returns a reply as the kind it must be. */
    static <T extends Reply> T as(Class<T> kind, Reply reply) {
        if (!kind.isInstance(reply)) {
            throw new UnavailableException(
                    ErrorCode.IO,
                    "the server answered with another kind of message than was asked for",
                    null,
                    "expected",
                    kind.getSimpleName(),
                    "actual",
                    reply.code());
        }
        return kind.cast(reply);
    }

    static byte @Nullable [] value(Reply reply) {
        return as(Reply.Value.class, reply).value();
    }

    static long number(Reply reply) {
        return as(Reply.Number.class, reply).number();
    }

    static boolean flag(Reply reply) {
        return as(Reply.Flag.class, reply).flag();
    }

    /** Tells whether a failure says that a connection was lost. */
    static boolean isLoss(Throwable failure) {
        return failure instanceof UnavailableException lost
                && lost.code() == ErrorCode.DISCONNECTED;
    }

    /** Tells whether a failure says that the request surely did not reach the server. */
    static boolean isUnsent(Throwable failure) {
        return isLoss(failure)
                && failure instanceof CairnException lost
                && NO.equals(lost.context().get(SENT));
    }

    /** Makes the failure of a write whose reply was lost. */
    static OutcomeUnknownException unknown(Request request, Throwable cause) {
        return new OutcomeUnknownException(
                "the connection was lost before the reply to a write came, so it may have happened or not; read what it would have changed, then decide whether to repeat it",
                cause,
                "operation",
                request.opcode());
    }

    /** Waits for a reply; throws what went wrong. */
    static Reply join(CompletableFuture<Reply> reply) {
        try {
            return reply.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
