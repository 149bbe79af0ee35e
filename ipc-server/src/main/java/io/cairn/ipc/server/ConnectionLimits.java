package io.cairn.ipc.server;

import io.cairn.error.ConfigException;

/**
 * What one connection may hold at once. A request beyond a limit is answered by an error; beyond
 * the marks on output, requests wait. Immutable.
 *
 * @param transactionsMax open transactions
 * @param cursorsMax open cursors
 * @param snapshotsMax open snapshots
 * @param watchesMax open watches
 * @param waitingRequestsMax requests that wait for something, or for their turn
 * @param regionBytesMax shared memory, in bytes
 * @param largeRepliesMax replies of more than a few bytes that are made at once on other threads
 * @param outboundBytesHigh replies queued for the client, in bytes, from which on no further
 *     request is read
 * @param outboundBytesLow replies queued for the client, in bytes, below which reading goes on
 */
public record ConnectionLimits(
        int transactionsMax,
        int cursorsMax,
        int snapshotsMax,
        int watchesMax,
        int waitingRequestsMax,
        long regionBytesMax,
        int largeRepliesMax,
        int outboundBytesHigh,
        int outboundBytesLow) {

    /** Limits that a well-behaved client does not meet. */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(
                    10_000, 65_536, 4_096, 65_536, 16_384, 1L << 30, 8, 2 << 20, 1 << 20);

    /**
     * Checks the limits.
     *
     * @throws ConfigException when a limit is out of range; its text names the limit
     */
    public ConnectionLimits {
        atLeast("transactionsMax", transactionsMax, 1);
        atLeast("cursorsMax", cursorsMax, 1);
        atLeast("snapshotsMax", snapshotsMax, 1);
        atLeast("watchesMax", watchesMax, 1);
        atLeast("waitingRequestsMax", waitingRequestsMax, 1);
        atLeast("regionBytesMax", regionBytesMax, 0);
        atLeast("largeRepliesMax", largeRepliesMax, 1);
        atLeast("outboundBytesLow", outboundBytesLow, 1);
        atLeast("outboundBytesHigh", outboundBytesHigh, outboundBytesLow);
    }

    private static void atLeast(String field, long value, long min) {
        if (value < min) {
            throw new ConfigException(
                    "/limits/" + field + ": too small", "actual", value, "min", min);
        }
    }

    /**
     * Changes the limit on open transactions.
     *
     * @param max 1 or more
     * @return the changed limits
     */
    public ConnectionLimits withTransactionsMax(int max) {
        return new ConnectionLimits(
                max,
                cursorsMax,
                snapshotsMax,
                watchesMax,
                waitingRequestsMax,
                regionBytesMax,
                largeRepliesMax,
                outboundBytesHigh,
                outboundBytesLow);
    }

    /**
     * Changes the limits on what may be open beside transactions.
     *
     * @param cursors open cursors, 1 or more
     * @param snapshots open snapshots, 1 or more
     * @param watches open watches, 1 or more
     * @return the changed limits
     */
    public ConnectionLimits withOpenMax(int cursors, int snapshots, int watches) {
        return new ConnectionLimits(
                transactionsMax,
                cursors,
                snapshots,
                watches,
                waitingRequestsMax,
                regionBytesMax,
                largeRepliesMax,
                outboundBytesHigh,
                outboundBytesLow);
    }

    /**
     * Changes the limits on requests that are not done at once.
     *
     * @param waiting requests that wait, 1 or more
     * @param largeReplies large replies that are made at once on other threads, 1 or more
     * @return the changed limits
     */
    public ConnectionLimits withRequestsMax(int waiting, int largeReplies) {
        return new ConnectionLimits(
                transactionsMax,
                cursorsMax,
                snapshotsMax,
                watchesMax,
                waiting,
                regionBytesMax,
                largeReplies,
                outboundBytesHigh,
                outboundBytesLow);
    }

    /**
     * Changes the limit on shared memory.
     *
     * @param max in bytes; 0 for none
     * @return the changed limits
     */
    public ConnectionLimits withRegionBytesMax(long max) {
        return new ConnectionLimits(
                transactionsMax,
                cursorsMax,
                snapshotsMax,
                watchesMax,
                waitingRequestsMax,
                max,
                largeRepliesMax,
                outboundBytesHigh,
                outboundBytesLow);
    }

    /**
     * Changes the marks on queued replies.
     *
     * @param low in bytes, 1 or more
     * @param high in bytes, not less than {@code low}
     * @return the changed limits
     */
    public ConnectionLimits withOutboundBytes(int low, int high) {
        return new ConnectionLimits(
                transactionsMax,
                cursorsMax,
                snapshotsMax,
                watchesMax,
                waitingRequestsMax,
                regionBytesMax,
                largeRepliesMax,
                high,
                low);
    }
}
