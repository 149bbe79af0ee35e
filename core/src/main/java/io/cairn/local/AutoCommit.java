package io.cairn.local;

import io.cairn.api.Entry;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.WriteBatch;
import io.cairn.mode.ScanCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest state, where each write is a transaction of its own. Calls hold the database open
 * until they return; no user code but hooks and readers runs inside. Thread-safe.
 */
final class AutoCommit extends WriteAccess {

    /** Work on one transaction of its own. */
    @FunctionalInterface
    interface Step<R extends @Nullable Object> {
        R on(OpenTransaction tx);
    }

    /** Whoever waits for a sync gives up before others are done with what it has queued. */
    private final boolean copiesValues;

    AutoCommit(OpenDatabase database) {
        super(database);
        copiesValues =
                database.engine().info().copiesValues()
                        && database.durability() == Durability.BUFFERED;
    }

    @Override
    void enter(LocalKeyspace keyspace) {
        database().enter();
        try {
            keyspace.enter();
        } catch (RuntimeException | Error e) {
            database().exit();
            throw e;
        }
    }

    @Override
    void leave(LocalKeyspace keyspace) {
        keyspace.exit();
        database().exit();
    }

    @Override
    EngineSnapshot view() {
        return database().engine().latest();
    }

    @Override
    EngineSnapshot pin() {
        return database().engine().snapshot();
    }

    @Override
    void unpin(EngineSnapshot pinned) {
        pinned.close();
    }

    @Override
    CursorState openCursor(LocalKeyspace keyspace, KeyRange range, ScanOptions options) {
        enter(keyspace);
        try {
            EngineSnapshot snapshot = pin();
            int ticket = LocalKeyspace.NOT_COUNTED;
            try {
                ticket = keyspace.hold();
                int held = ticket;
                return database()
                        .openCursor(
                                () ->
                                        ScanCursor.open(
                                                snapshot, keyspace.id(), range, options, null),
                                scan ->
                                        new CursorState(
                                                this,
                                                null,
                                                database().cursors(),
                                                scan,
                                                snapshot,
                                                keyspace,
                                                held));
            } catch (RuntimeException | Error e) {
                snapshot.close();
                keyspace.release(ticket);
                throw e;
            }
        } finally {
            leave(keyspace);
        }
    }

    @Override
    boolean copiesValues() {
        return copiesValues;
    }

    private WriteBatch batch(int size) {
        WriteBatch batch = new WriteBatch(size);
        if (copiesValues) {
            batch.lendValues();
        }
        return batch;
    }

    private static List<Entry> copies(List<Entry> entries) {
        return entries.stream()
                .map(entry -> new Entry(entry.key(), entry.value().clone()))
                .toList();
    }

    @Override
    <R extends @Nullable Object> R write(LocalKeyspace keyspace, long bytes, Work<R> work) {
        return single(keyspace, tx -> tx.write(keyspace, bytes, work));
    }

    @Override
    void put(LocalKeyspace keyspace, byte[] key, byte[] value) {
        if (!database().hooks().isEmpty()) {
            single(
                    keyspace,
                    tx -> {
                        tx.put(keyspace, key, copiesValues ? value.clone() : value);
                        return true;
                    });
            return;
        }
        WriteBatch batch = batch(1);
        batch.put(keyspace.id(), key, value);
        commit(keyspace, batch);
    }

    @Override
    void putAll(LocalKeyspace keyspace, List<Entry> entries, long bytes) {
        if (!database().hooks().isEmpty() || entries.isEmpty()) {
            single(
                    keyspace,
                    tx -> {
                        tx.putAll(keyspace, copiesValues ? copies(entries) : entries, bytes);
                        return true;
                    });
            return;
        }
        new TransactionBounds(database(), TransactionOptions.defaults()).checkSize(bytes);
        WriteBatch batch = batch(entries.size());
        for (Entry entry : entries) {
            batch.put(keyspace.id(), entry.key(), entry.value());
        }
        commit(keyspace, batch);
    }

    @Override
    void delete(LocalKeyspace keyspace, byte[] key) {
        if (!database().hooks().isEmpty()) {
            single(
                    keyspace,
                    tx -> {
                        tx.delete(keyspace, key);
                        return true;
                    });
            return;
        }
        WriteBatch batch = new WriteBatch(1);
        batch.delete(keyspace.id(), key);
        commit(keyspace, batch);
    }

    @Override
    WatchState watch(LocalKeyspace keyspace, byte[] key) {
        return single(keyspace, tx -> tx.watch(keyspace, key));
    }

    /** Runs a step in a transaction of its own, again after a conflict, and commits it. */
    <R extends @Nullable Object> R single(LocalKeyspace keyspace, Step<R> step) {
        enter(keyspace);
        try {
            return database()
                    .retries()
                    .run(() -> {
                        try (OpenTransaction tx =
                                new OpenTransaction(
                                        database(),
                                        TransactionOptions.defaults(),
                                        OpenTransaction.Origin.SINGLE_CALL)) {
                            R result = step.on(tx);
                            tx.commit(false);
                            return result;
                        }
                    });
        } finally {
            leave(keyspace);
        }
    }

    /** Commits a batch that depends on nothing read. */
    private void commit(LocalKeyspace keyspace, WriteBatch batch) {
        // The engine may add rows of its own to the batch.
        long bytes = batch.bytes();
        enter(keyspace);
        try {
            database().engine().commit(batch, database().durability());
            database().counters().bytesWritten.add(bytes);
            database().counters().committed.increment();
        } finally {
            leave(keyspace);
        }
    }
}
