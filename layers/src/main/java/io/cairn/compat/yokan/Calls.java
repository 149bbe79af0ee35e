package io.cairn.compat.yokan;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.api.WriteView;
import io.cairn.config.Components;
import io.cairn.error.CairnException;
import io.cairn.layer.collection.CollectionException;
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
        } catch (CollectionException e) {
            throw YokanException.of(e);
        }
    }

    /**
     * Does something with keys; with WAIT, in a transaction in which all of them exist.
     *
     * @param work may then run more than once
     */
    <R> R run(List<byte[]> keys, ModeBits modes, Function<WriteView, R> work) {
        return run(db -> perform(db, new Awaited.Keys(keys), modes, work::apply, work::apply));
    }

    /**
     * Does something inside {@link #run(Function)}; with WAIT, in a transaction in which everything
     * awaited exists.
     *
     * @param work what is done without WAIT
     * @param inside the same in a transaction, which may be run more than once
     */
    <R> R perform(
            Database db,
            Awaited awaited,
            ModeBits modes,
            Function<Database, R> work,
            Function<Transaction, R> inside) {
        boolean waits = modes.has(Mode.YOKAN_MODE_WAIT) && !awaited.isEmpty();
        return waits ? waited(db, awaited, inside) : work.apply(db);
    }

    private <R> R waited(Database db, Awaited awaited, Function<Transaction, R> inside) {
        long start = nanoTicker.getAsLong();
        while (true) {
            Optional<R> done =
                    db.transact(tx ->
                            awaited.present(tx) ? Optional.of(inside.apply(tx)) : Optional.empty());
            if (done.isPresent()) {
                return done.get();
            }
            // Another taker may be faster than this one, which then waits for the rest of its time.
            await(db, awaited, timeout.minusNanos(nanoTicker.getAsLong() - start));
        }
    }

    private static void await(Database db, Awaited awaited, Duration left) {
        try {
            if (!left.isPositive() || !awaited.await(db, left)) {
                throw new YokanException(
                        ReturnCode.YOKAN_ERR_TIMEOUT,
                        "not all that was waited for appeared in time; nothing was changed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new YokanException(
                    ReturnCode.YOKAN_ERR_CANCELED,
                    "the thread was interrupted while it waited; nothing was changed",
                    e);
        }
    }
}
