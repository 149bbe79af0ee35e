package io.cairn.ipc.server.session;

import io.cairn.error.ConfigException;

/**
 * What one connection may have open and under way. Immutable.
 *
 * @param transactionsMax the transactions open at once
 * @param cursorsMax the cursors open at once
 * @param snapshotsMax the snapshots open at once
 * @param watchesMax the watches open at once
 * @param requestsMax the requests that wait or run outside the connection's own thread; further
 *     frames are not read until there is room
 * @param requestBytesMax the bytes of such requests; further frames are not read until there is
 *     room
 * @param largeRepliesMax the replies of more than a few bytes that are made at once outside the
 *     connection's own thread
 */
public record SessionLimits(
        int transactionsMax,
        int cursorsMax,
        int snapshotsMax,
        int watchesMax,
        int requestsMax,
        long requestBytesMax,
        int largeRepliesMax) {

    private static final SessionLimits DEFAULTS =
            new SessionLimits(10_000, 65_536, 4_096, 65_536, 16_384, 64L << 20, 8);

    /** Checks that everything is positive. */
    public SessionLimits {
        positive("transactionsMax", transactionsMax);
        positive("cursorsMax", cursorsMax);
        positive("snapshotsMax", snapshotsMax);
        positive("watchesMax", watchesMax);
        positive("requestsMax", requestsMax);
        positive("requestBytesMax", requestBytesMax);
        positive("largeRepliesMax", largeRepliesMax);
    }

    /**
     * Returns limits that suit most servers.
     *
     * @return the defaults
     */
    public static SessionLimits defaults() {
        return DEFAULTS;
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new ConfigException(
                    "a limit of a connection must be positive", "limit", name, "value", value);
        }
    }
}
