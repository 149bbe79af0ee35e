package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Request;

/**
 * How long the reply to a request may take. Immutable.
 *
 * @param callNanos the time for a call, in nanoseconds
 * @param waitMaxNanos how long the server may wait inside an operation, in nanoseconds
 */
record CallBounds(long callNanos, long waitMaxNanos) {

    /** Returns the time for a request, in nanoseconds; {@link Long#MAX_VALUE} without end. */
    long nanos(Request request) {
        return switch (opcode(request)) {
            case COMMIT, COUNT, DELETE_RANGE, KEYSPACE_DROP -> plus(callNanos, waitMaxNanos);
            case CHECKPOINT, EXPORT -> Long.MAX_VALUE;
            default -> callNanos;
        };
    }

    /** Returns the time for a request that waits at the server, in nanoseconds. */
    long nanos(long waitNanos) {
        return plus(callNanos, Math.max(0, waitNanos));
    }

    /** Returns what a request asks for, also when its body lies in a region. */
    static Opcode opcode(Request request) {
        Opcode carried =
                request instanceof RegionRequest.Spilled spilled ? Opcode.of(spilled.code()) : null;
        return carried == null ? request.opcode() : carried;
    }

    private static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
