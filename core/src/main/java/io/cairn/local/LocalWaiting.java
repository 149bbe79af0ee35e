package io.cairn.local;

import io.cairn.api.Database;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.argument.ArgumentChecks;
import io.cairn.error.ClosedException;
import io.cairn.mode.ModeRules;
import io.cairn.mode.Operation;
import io.cairn.mode.ReadOperations;
import io.cairn.mode.WriteOperations;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Waits for keys: read; when one is missing, watch it, sleep until somebody writes it, read again.
 * Every look is a transaction of its own over one state, and what it takes away commits with it, so
 * that of many takers each value goes to one. Thread-safe.
 */
final class LocalWaiting implements Database.Waiting {

    private final AutoCommit access;
    private final LocalKeyspace keyspace;

    LocalWaiting(AutoCommit access, LocalKeyspace keyspace) {
        this.access = access;
        this.keyspace = keyspace;
    }

    /**
     * What one look found.
     *
     * @param present which keys were there
     * @param result what the work made of them when all were
     * @param missing watches a key that was not there, or null when all were or nobody will wait
     */
    private record Look<R>(BitSet present, @Nullable R result, @Nullable WatchState missing) {}

    @Override
    public Optional<List<byte[]>> awaitAll(List<byte[]> keys, Modes modes, Duration timeout)
            throws InterruptedException {
        List<byte[]> checked = checked(keys);
        ModeRules.check(Operation.AWAIT, Objects.requireNonNull(modes, "modes"));
        Modes matter = modes.has(Mode.CONSUME) ? Modes.of(Mode.CONSUME) : Modes.none();
        Look<List<byte[]>> look =
                await(
                        checked,
                        timeout,
                        ArgumentChecks.keyBytes(checked),
                        tx -> present(WriteOperations.getAll(tx, keyspace.id(), checked, matter)));
        List<byte[]> values = look.result();
        if (values != null) {
            access.database()
                    .counters()
                    .bytesRead
                    .add(ArgumentChecks.keyBytes(checked) + ArgumentChecks.keyBytes(values));
        }
        return Optional.ofNullable(values);
    }

    @Override
    public BitSet awaitExists(List<byte[]> keys, Duration timeout) throws InterruptedException {
        return await(checked(keys), timeout, 0, tx -> true).present();
    }

    @Override
    public OptionalLong awaitLength(byte[] key, Duration timeout) throws InterruptedException {
        byte[] own = access.database().checks().key(key).clone();
        OptionalLong length =
                await(List.of(own), timeout, 0, tx -> ReadOperations.length(tx, keyspace.id(), own))
                        .result();
        return length == null ? OptionalLong.empty() : length;
    }

    @Override
    public boolean awaitDelete(byte[] key, Duration timeout) throws InterruptedException {
        byte[] own = access.database().checks().key(key).clone();
        Boolean deleted =
                await(
                                List.of(own),
                                timeout,
                                own.length,
                                tx -> {
                                    tx.delete(keyspace.id(), own);
                                    return true;
                                })
                        .result();
        return deleted != null;
    }

    private <R> Look<R> await(
            List<byte[]> keys, Duration timeout, long bytes, WriteAccess.Work<R> work)
            throws InterruptedException {
        long nanos = Math.max(0, Patience.nanos(Objects.requireNonNull(timeout, "timeout")));
        Patience time = access.database().patience();
        long start = time.now();
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long left = nanos - (time.now() - start);
            Look<R> look = look(keys, bytes, work, left > 0);
            WatchState missing = look.missing();
            if (missing == null) {
                return look;
            }
            sleep(missing, left);
        }
    }

    /** Sleeps until the watch fires or the time is up. */
    private void sleep(WatchState missing, long nanos) throws InterruptedException {
        try {
            missing.await(Duration.ofNanos(nanos));
        } catch (ClosedException e) {
            access.checkOpen();
            throw e;
        } finally {
            missing.close();
        }
    }

    private <R> Look<R> look(
            List<byte[]> keys, long bytes, WriteAccess.Work<R> work, boolean willWait) {
        return access.single(
                keyspace,
                tx -> {
                    BitSet present =
                            tx.write(
                                    keyspace,
                                    0,
                                    pending ->
                                            ReadOperations.existsAll(pending, keyspace.id(), keys));
                    int missing = present.nextClearBit(0);
                    if (missing == keys.size()) {
                        return new Look<>(present, tx.write(keyspace, bytes, work), null);
                    }
                    return new Look<>(
                            present, null, willWait ? tx.watch(keyspace, keys.get(missing)) : null);
                });
    }

    private List<byte[]> checked(List<byte[]> keys) {
        List<byte[]> checked = access.database().checks().keys(keys);
        checked.replaceAll(byte[]::clone);
        return checked;
    }

    private static List<byte[]> present(List<byte @Nullable []> values) {
        return values.stream().map(Objects::requireNonNull).toList();
    }
}
