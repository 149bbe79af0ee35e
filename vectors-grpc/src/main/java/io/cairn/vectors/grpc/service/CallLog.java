package io.cairn.vectors.grpc.service;

import io.grpc.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** One call: how long it has taken, and its line in the log. Used by one thread at a time. */
final class CallLog {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc.calls");
    private static final long NANOS_PER_MICRO = 1_000;

    private final String method;
    private final String index;
    private final int k;
    private final int ef;
    private final long start = System.nanoTime();

    CallLog(String method, String index, int k, int ef) {
        this.method = method;
        this.index = index;
        this.k = k;
        this.ef = ef;
    }

    CallLog(String method, String index) {
        this(method, index, 0, 0);
    }

    long micros() {
        return (System.nanoTime() - start) / NANOS_PER_MICRO;
    }

    /** Writes the line, if anybody wants it. */
    void done(Status status) {
        if (LOG.isLoggable(Level.DEBUG)) {
            LOG.log(
                    Level.DEBUG,
                    method
                            + " index="
                            + printable(index)
                            + (k == 0 ? "" : " k=" + k + " ef=" + ef)
                            + " us="
                            + micros()
                            + " "
                            + status.getCode());
        }
    }

    /** Callers must not write lines of their own into the log. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", "?");
    }
}
