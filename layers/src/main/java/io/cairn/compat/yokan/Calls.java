package io.cairn.compat.yokan;

import io.cairn.api.Database;
import io.cairn.api.WriteView;
import io.cairn.config.Components;
import io.cairn.error.CairnException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs a handle's calls: gives errors their numbers, and waits where WAIT asks for it. Immutable
 * and thread-safe.
 *
 * @param source finds the database
 * @param timeout the longest wait
 * @param nanoTicker the clock that bounds waits, in nanoseconds
 */
record Calls(Source source, Duration timeout, LongSupplier nanoTicker) {

    /** As good as for ever, which is Yokan's default; nanoseconds still fit into 64 bits. */
    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

    static Calls to(Source source) {
        return new Calls(source, NO_TIMEOUT, Components.system().nanoTicker());
    }

    Calls with(Duration timeout) {
        boolean unlimited = timeout.isZero() || timeout.compareTo(NO_TIMEOUT) > 0;
        return new Calls(source, unlimited ? NO_TIMEOUT : timeout, nanoTicker);
    }

    /** Does something that does not wait. */
    <R> R run(Function<Database, R> work) {
        try {
            return work.apply(source.database());
        } catch (CairnException e) {
            throw YokanException.of(e);
        }
    }

    /**
     * Does something with keys; with WAIT, in a transaction in which all of them exist.
     *
     * @param work may then run more than once
     */
    <R> R run(List<byte[]> keys, ModeBits modes, Function<WriteView, R> work) {
        if (!modes.has(Mode.YOKAN_MODE_WAIT) || keys.isEmpty()) {
            return run(work::apply);
        }
        return run(db -> waited(db, keys, work));
    }

    private <R> R waited(Database db, List<byte[]> keys, Function<WriteView, R> work) {
        long start = nanoTicker.getAsLong();
        while (true) {
            Optional<R> done =
                    db.transact(tx ->
                            allPresent(tx, keys) ? Optional.of(work.apply(tx)) : Optional.empty());
            if (done.isPresent()) {
                return done.get();
            }
            // Another taker may be faster than this one, which then waits for the rest of its time.
            await(db, keys, timeout.minusNanos(nanoTicker.getAsLong() - start));
        }
    }

    private static void await(Database db, List<byte[]> keys, Duration left) {
        try {
            if (!left.isPositive()
                    || db.waiting().awaitExists(keys, left).cardinality() < keys.size()) {
                throw new YokanException(
                        ReturnCode.YOKAN_ERR_TIMEOUT,
                        "not all keys appeared in time; nothing was changed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_CANCELED,
                    "the thread was interrupted while it waited; nothing was changed",
                    e);
        }
    }

    private static boolean allPresent(WriteView view, List<byte[]> keys) {
        return view.existsAll(keys).cardinality() == keys.size();
    }
}
