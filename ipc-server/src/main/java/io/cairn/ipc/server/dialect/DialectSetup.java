package io.cairn.ipc.server.dialect;

import io.cairn.error.ConfigException;
import io.cairn.ipc.server.Served;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * What the connections of one socket have in common. Immutable; its functions are thread-safe.
 *
 * @param served the database
 * @param transactionsMax the transactions that one connection may have open
 * @param serverCounters reads the server's counters, which STATS adds to those of the database
 * @param succeeded told how many requests were answered by a result
 * @param failed told how many requests were answered by an error
 */
public record DialectSetup(
        Served served,
        int transactionsMax,
        Supplier<Map<String, Long>> serverCounters,
        LongConsumer succeeded,
        LongConsumer failed) {

    /** Checks that nothing is missing. */
    public DialectSetup {
        Objects.requireNonNull(served, "served");
        Objects.requireNonNull(serverCounters, "serverCounters");
        Objects.requireNonNull(succeeded, "succeeded");
        Objects.requireNonNull(failed, "failed");
        if (transactionsMax <= 0) {
            throw new ConfigException(
                    "a limit of a connection must be positive",
                    "limit",
                    "transactionsMax",
                    "value",
                    transactionsMax);
        }
    }
}
