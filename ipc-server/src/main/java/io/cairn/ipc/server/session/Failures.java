package io.cairn.ipc.server.session;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.ErrorBody;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.ServerCounters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Turns what a request threw into what its client is told. Thread-safe. What nobody expected is
 * told to the log, with its stack the first time.
 */
final class Failures {

    private static final Logger LOG = System.getLogger("io.cairn.ipc.server.session");

    private final String client;
    private final ServerCounters counters;
    private final AtomicBoolean logged = new AtomicBoolean();

    /**
     * Starts with nothing logged.
     *
     * @param client describes the client for the log
     * @param counters told of each request that failed
     */
    Failures(String client, ServerCounters counters) {
        this.client = client;
        this.counters = counters;
    }

    /** Returns the exception that the client gets. */
    CairnException told(Throwable thrown) {
        return switch (thrown) {
            case CairnException expected -> expected;
            case InterruptedException _ ->
                    new UnavailableException(
                            ErrorCode.DISCONNECTED, "the connection is being closed", null);
            case OutOfMemoryError _ -> {
                log(thrown);
                yield new LimitException(
                        "the request needs more memory than the server has left; ask for less at once",
                        "limit",
                        "serverMemory");
            }
            default -> {
                log(thrown);
                yield new UnavailableException(
                        ErrorCode.IO, "the server failed; see its log", null);
            }
        };
    }

    /** Writes a whole frame that tells of an error; without its context if that is too long. */
    void write(WireWriter out, int number, Throwable thrown) {
        counters.failed(1);
        ErrorBody error = ErrorBody.of(told(thrown));
        int start = out.position();
        if (new Reply.Failed(error).encodeFrame(out, number) > Frame.PAYLOAD_BYTES_MAX) {
            out.rewind(start);
            new Reply.Failed(new ErrorBody(error.code(), error.kind(), error.text(), Map.of()))
                    .encodeFrame(out, number);
        }
    }

    private void log(Throwable thrown) {
        if (logged.compareAndSet(false, true)) {
            LOG.log(Level.WARNING, "a request of " + client + " failed unexpectedly", thrown);
        } else {
            LOG.log(Level.WARNING, "a request of {0} failed unexpectedly: {1}", client, thrown);
        }
    }
}
