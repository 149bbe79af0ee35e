package io.cairn.local;

import io.cairn.api.CommitHook;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Modes;
import io.cairn.api.ReadBody;
import io.cairn.api.Registration;
import io.cairn.api.Snapshot;
import io.cairn.api.Stats;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionBody;
import io.cairn.api.TransactionOptions;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.Engine;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.TransactionEngine;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.occ.OptimisticEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The database that users hold, in this process. Thread-safe; whoever opened it closes it. */
public final class LocalDatabase extends LocalWriteView implements Database {

    private final OpenDatabase open;
    private final AutoCommit access;
    private final Shutdown shutdown;

    private LocalDatabase(OpenDatabase open, AutoCommit access) {
        super(access, open.keyspaces().standard(), null);
        this.open = open;
        this.access = access;
        this.shutdown = new Shutdown(open);
    }

    /**
     * Opens a database on an engine.
     *
     * @param engine the engine, used by nobody else and closed with the database, also when opening
     *     fails
     * @param durability what a commit survives unless its transaction says otherwise
     * @param limits the upper bounds
     * @param components clock, randomness and threads
     * @return the open database; the caller closes it
     */
    public static Database open(
            Engine engine, Durability durability, Limits limits, Components components) {
        try {
            TransactionEngine transactions =
                    switch (engine) {
                        case TransactionEngine complete -> complete;
                        case StorageEngine storage ->
                                new OptimisticEngine(storage, limits, components);
                    };
            OpenDatabase open = new OpenDatabase(transactions, durability, limits, components);
            return new LocalDatabase(open, new AutoCommit(open));
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    @Override
    public Transaction begin() {
        return begin(TransactionOptions.defaults());
    }

    @Override
    public Transaction begin(TransactionOptions options) {
        Objects.requireNonNull(options, "options");
        return new LocalTransaction(open.begin(options, OpenTransaction.Origin.BEGUN), true);
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R transact(TransactionBody<R, X> body)
            throws X {
        return transact(TransactionOptions.defaults(), body);
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R transact(
            TransactionOptions options, TransactionBody<R, X> body) throws X {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        return open.retries()
                .run(() -> {
                    try (OpenTransaction transaction =
                            open.begin(options, OpenTransaction.Origin.MANAGED)) {
                        R result = body.run(new LocalTransaction(transaction, false));
                        transaction.commit(false);
                        return result;
                    }
                });
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        try (LocalSnapshot snapshot = new LocalSnapshot(open.pin(), false)) {
            return body.run(snapshot);
        }
    }

    @Override
    public Snapshot snapshot() {
        return new LocalSnapshot(open.pin(), true);
    }

    @Override
    public Keyspace keyspace(String name) {
        return inside(() -> open.keyspaces().open(name));
    }

    @Override
    public Set<String> keyspaceNames() {
        return inside(() -> open.keyspaces().names());
    }

    @Override
    public void dropKeyspace(Keyspace keyspace) {
        LocalKeyspace local = open.keyspaces().resolve(keyspace);
        access.checkOpen();
        open.keyspaces().retire(local);
        inside(() -> {
            open.keyspaces().remove(local);
            return true;
        });
    }

    @Override
    public Optional<byte[]> await(byte[] key, Modes modes, Duration timeout)
            throws InterruptedException {
        return awaitAll(List.of(checks().key(key)), modes, timeout).map(List::getFirst);
    }

    @Override
    public Waiting waiting() {
        access.checkOpen();
        return new LocalWaiting(access, keyspace());
    }

    @Override
    public Waiting waiting(Keyspace keyspace) {
        LocalKeyspace local = open.keyspaces().resolve(keyspace);
        access.checkOpen();
        return new LocalWaiting(access, local);
    }

    @Override
    public Registration addCommitHook(CommitHook hook) {
        Objects.requireNonNull(hook, "hook");
        return inside(() -> open.hooks().add(hook));
    }

    @Override
    public long checkpoint() {
        return inside(() -> open.engine().checkpoint());
    }

    @Override
    public Stats stats() {
        return inside(() -> open.counters().stats(open.engine()));
    }

    @Override
    public void exportTo(Path directory) {
        Objects.requireNonNull(directory, "directory");
        inside(() -> {
            if (!open.engine().info().exportable()) {
                throw new UnsupportedRequestException(
                        "this engine keeps nothing on disk that could be exported; copy the entries with a scan",
                        "engine",
                        open.engine().info().type());
            }
            open.engine().exportTo(directory);
            return true;
        });
    }

    @Override
    public void close() {
        shutdown.run();
    }

    private <R> R inside(Supplier<R> call) {
        open.enter();
        try {
            return call.get();
        } finally {
            open.exit();
        }
    }
}
