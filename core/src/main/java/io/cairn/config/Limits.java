package io.cairn.config;

import io.cairn.error.ConfigException;
import java.time.Duration;

/**
 * The upper bounds of one open database; every call checks the ones that concern it and names the
 * one it would break. Immutable.
 *
 * @param keyBytesMax the longest key, in bytes
 * @param valueBytesMax the longest value, in bytes
 * @param transactionBytesMax the keys and values one transaction may hold back until commit, in
 *     bytes
 * @param transactionReadsMax the keys and ranges one transaction may have read and still commit
 * @param transactionsMax the transactions open at once
 * @param cursorsMax the cursors open at once
 * @param snapshotsMax the snapshots open at once
 * @param watchesMax the watches and waiting calls armed at once
 * @param historyBytesMax the memory for the keys of recent commits, against which open transactions
 *     are checked, in bytes
 * @param transactionAgeMax how long a transaction may stay open
 * @param retriesMax how often {@code transact} runs a body again after a conflict
 * @param retryTimeMax how long {@code transact} keeps trying
 * @param waitMax the longest any internal wait lasts: for the commit queue, for calls in flight at
 *     close
 */
public record Limits(
        @Option(
                        doc = "the longest key",
                        defaultValue = "64KiB",
                        min = "1",
                        unit = Option.Unit.BYTES)
                int keyBytesMax,
        @Option(
                        doc = "the longest value",
                        defaultValue = "256MiB",
                        min = "1",
                        unit = Option.Unit.BYTES)
                int valueBytesMax,
        @Option(
                        doc = "the keys and values one transaction may hold back until commit",
                        defaultValue = "1GiB",
                        min = "1",
                        unit = Option.Unit.BYTES)
                long transactionBytesMax,
        @Option(
                        doc = "the keys and ranges one transaction may have read and still commit",
                        defaultValue = "10000000",
                        min = "1")
                int transactionReadsMax,
        @Option(doc = "the transactions open at once", defaultValue = "100000", min = "1")
                int transactionsMax,
        @Option(doc = "the cursors open at once", defaultValue = "100000", min = "1")
                int cursorsMax,
        @Option(doc = "the snapshots open at once", defaultValue = "10000", min = "1")
                int snapshotsMax,
        @Option(
                        doc = "the watches and waiting calls armed at once",
                        defaultValue = "100000",
                        min = "1")
                int watchesMax,
        @Option(
                        doc =
                                "the memory for the keys of recent commits, against which open transactions are checked",
                        defaultValue = "256MiB",
                        min = "1",
                        unit = Option.Unit.BYTES)
                long historyBytesMax,
        @Option(
                        doc = "how long a transaction may stay open",
                        defaultValue = "10m",
                        min = "1ns",
                        max = Limits.DURATION_MAX)
                Duration transactionAgeMax,
        @Option(
                        doc = "how often transact runs a body again after a conflict",
                        defaultValue = "1000",
                        min = "1")
                int retriesMax,
        @Option(
                        doc = "how long transact keeps trying",
                        defaultValue = "1m",
                        min = "1ns",
                        max = Limits.DURATION_MAX)
                Duration retryTimeMax,
        @Option(
                        doc =
                                "the longest any internal wait lasts: for the commit queue, for calls in flight at close",
                        defaultValue = "1m",
                        min = "1ns",
                        max = Limits.DURATION_MAX)
                Duration waitMax) {

    /** The longest duration allowed anywhere; nanoseconds still fit into 64 bits. */
    static final String DURATION_MAX = "36500d";

    private static final Limits DEFAULTS =
            new Limits(
                    64 * 1024,
                    256 * 1024 * 1024,
                    1L << 30,
                    10_000_000,
                    100_000,
                    100_000,
                    10_000,
                    100_000,
                    256L << 20,
                    Duration.ofMinutes(10),
                    1_000,
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1));

    /** Checks that every bound is positive. */
    public Limits {
        positive("keyBytesMax", keyBytesMax);
        positive("valueBytesMax", valueBytesMax);
        positive("transactionBytesMax", transactionBytesMax);
        positive("transactionReadsMax", transactionReadsMax);
        positive("transactionsMax", transactionsMax);
        positive("cursorsMax", cursorsMax);
        positive("snapshotsMax", snapshotsMax);
        positive("watchesMax", watchesMax);
        positive("historyBytesMax", historyBytesMax);
        positive("transactionAgeMax", transactionAgeMax);
        positive("retriesMax", retriesMax);
        positive("retryTimeMax", retryTimeMax);
        positive("waitMax", waitMax);
    }

    /**
     * Returns the bounds that apply when none are configured: keys to 64 KiB, values to 256 MiB,
     * transactions to 1 GiB and ten minutes.
     *
     * @return the defaults
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    private static void positive(String name, Duration value) {
        if (value.compareTo(Duration.ZERO) <= 0 || value.toDays() > 36_500) {
            throw new ConfigException(
                    "/limits/" + name + ": must be between 1ns and " + DURATION_MAX,
                    "value",
                    value);
        }
    }

    private static void positive(String name, long value) {
        if (value <= 0) {
            throw new ConfigException("/limits/" + name + ": must be positive", "value", value);
        }
    }
}
