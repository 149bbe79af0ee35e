package io.cairn.local;

import io.cairn.api.Entry;
import io.cairn.api.IsolationLevel;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.api.TransactionState;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.ClosedException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.RetryableException;
import io.cairn.error.TransactionStateException;
import io.cairn.mode.Operation;
import io.cairn.mode.ScanCursor;
import io.cairn.mode.WriteOperations;
import io.cairn.txn.BufferedTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in progress: its state, its pending writes, and what must be released with it. Used
 * by one thread at a time, which its guard sees to; closing it from another thread waits.
 */
final class OpenTransaction extends WriteAccess implements AutoCloseable {

    /** Who began a transaction, which decides who may end it and whether it is counted. */
    enum Origin {
        /** A user, who ends it. */
        BEGUN,
        /** A loop that runs a user's body and ends it. */
        MANAGED,
        /** One call on the database. */
        SINGLE_CALL
    }

    private final long id;
    private final TransactionOptions options;
    private final Origin origin;
    private final UseGuard guard;
    private final BufferedTransaction buffered;
    private final TransactionBounds bounds;
    private final CursorSet cursors = new CursorSet();
    private final HeldKeyspaces keyspaces = new HeldKeyspaces();
    private final List<WatchState> watches = new ArrayList<>(0);
    private @Nullable EngineSnapshot untracked;
    private UseGuard.@Nullable Bias entered;
    private volatile @Nullable RetryableException failure;
    private int bodies;
    private volatile TransactionState status = TransactionState.ACTIVE;
    private volatile boolean closed;
    private volatile boolean released;

    /** Begins; the caller has entered the database. */
    OpenTransaction(OpenDatabase database, TransactionOptions options, Origin origin) {
        super(database);
        this.id = database.nextTransactionId();
        this.options = options;
        this.origin = origin;
        this.guard = database.newGuard("transaction");
        this.bounds = new TransactionBounds(database, options);
        if (origin != Origin.SINGLE_CALL) {
            database.counters().transactions.take();
        }
        try {
            this.buffered =
                    new BufferedTransaction(
                            database.engine()
                                    .begin(
                                            new BeginOptions(
                                                    options.readOnly(),
                                                    options.isolation()
                                                            == IsolationLevel.SERIALIZABLE,
                                                    origin != Origin.BEGUN,
                                                    bounds.ageMax())));
        } catch (RuntimeException | Error e) {
            if (origin != Origin.SINGLE_CALL) {
                database.counters().transactions.giveBack();
            }
            throw e;
        }
        if (origin != Origin.SINGLE_CALL) {
            database.transactions().add(this);
        }
    }

    long id() {
        return id;
    }

    TransactionState status() {
        return status == TransactionState.ACTIVE && failure != null
                ? TransactionState.ABORTED
                : status;
    }

    @Override
    void enter(LocalKeyspace keyspace) {
        UseGuard.Bias entry = guard.enter();
        try {
            checkUsable();
            cursors.closeLostInside();
            keyspaces.hold(keyspace);
        } catch (RuntimeException | Error e) {
            entry.leave();
            throw e;
        }
        entered = entry;
    }

    @Override
    void leave(LocalKeyspace keyspace) {
        Objects.requireNonNull(entered).leave();
    }

    @Override
    EngineSnapshot view() {
        return buffered;
    }

    /** Returns the same state without tracking; called inside. */
    EngineSnapshot untrackedView() {
        EngineSnapshot view = untracked;
        if (view == null) {
            view = buffered.untracked();
            untracked = view;
        }
        return view;
    }

    @Override
    void failed(RetryableException failure) {
        this.failure = failure;
    }

    @Override
    CursorState openCursor(LocalKeyspace keyspace, KeyRange range, ScanOptions options) {
        return openCursor(this, keyspace, range, options, remover(keyspace, options));
    }

    /** Opens a cursor over this transaction's state as seen by an access. */
    CursorState openCursor(
            Access access,
            LocalKeyspace keyspace,
            KeyRange range,
            ScanOptions options,
            @Nullable Consumer<byte[]> remover) {
        access.enter(keyspace);
        try {
            return database()
                    .openCursor(
                            () ->
                                    ScanCursor.open(
                                            access.view(), keyspace.id(), range, options, remover),
                            scan ->
                                    new CursorState(
                                            access,
                                            guard,
                                            cursors,
                                            scan,
                                            null,
                                            keyspace,
                                            LocalKeyspace.NOT_COUNTED));
        } catch (RetryableException e) {
            failed(e);
            throw e;
        } finally {
            access.leave(keyspace);
        }
    }

    @Override
    <R extends @Nullable Object> R write(LocalKeyspace keyspace, long bytes, Work<R> work) {
        enter(keyspace);
        try {
            bounds.checkWrite(buffered.pendingBytes(), bytes);
            return work.on(buffered);
        } catch (RetryableException e) {
            failed(e);
            throw e;
        } finally {
            leave(keyspace);
        }
    }

    @Override
    void put(LocalKeyspace keyspace, byte[] key, byte[] value) {
        enter(keyspace);
        try {
            bounds.checkWrite(buffered.pendingBytes(), key.length + value.length);
            buffered.put(keyspace.id(), key, value);
        } finally {
            leave(keyspace);
        }
    }

    @Override
    void putAll(LocalKeyspace keyspace, List<Entry> entries, long bytes) {
        write(
                keyspace,
                bytes,
                tx -> {
                    entries.forEach(entry -> tx.put(keyspace.id(), entry.key(), entry.value()));
                    return true;
                });
    }

    @Override
    void delete(LocalKeyspace keyspace, byte[] key) {
        enter(keyspace);
        try {
            bounds.checkWrite(buffered.pendingBytes(), key.length);
            buffered.delete(keyspace.id(), key);
        } finally {
            leave(keyspace);
        }
    }

    /** Counts a range as read. */
    void track(LocalKeyspace keyspace, KeyRange range) {
        enter(keyspace);
        try {
            buffered.track(keyspace.id(), range);
        } catch (RetryableException e) {
            failed(e);
            throw e;
        } finally {
            leave(keyspace);
        }
    }

    @Override
    WatchState watch(LocalKeyspace keyspace, byte[] key) {
        enter(keyspace);
        try {
            WatchState watch = new WatchState(database(), () -> buffered.watch(keyspace.id(), key));
            watches.add(watch);
            return watch;
        } catch (RetryableException e) {
            failed(e);
            throw e;
        } finally {
            leave(keyspace);
        }
    }

    /** Notes that a body runs inside, which must not end the transaction. */
    void bodyBegins() {
        enter(database().keyspaces().standard());
        bodies++;
        leave(database().keyspaces().standard());
    }

    void bodyEnds() {
        bodies--;
    }

    /**
     * Commits.
     *
     * @param byUser whether the user asks; otherwise a body has returned, and what it aborted stays
     *     aborted
     * @return the version of the commit; 0 when the body had aborted
     */
    long commit(boolean byUser) {
        Ending ending;
        UseGuard.Bias entry = guard.enter();
        try {
            if (byUser) {
                checkMayEnd("commit", entry);
            } else if (status == TransactionState.ABORTED && !closed) {
                return 0;
            }
            checkUsable();
            ending = new Ending();
            ending.run();
        } finally {
            entry.leave();
        }
        ending.tellHooks();
        return ending.version;
    }

    void abort() {
        UseGuard.Bias entry = guard.enter();
        try {
            if (entry.isNested()) {
                throw mustNotEnd("abort");
            }
            if (closed || status == TransactionState.COMMITTED) {
                throw ended();
            }
            release(TransactionState.ABORTED);
        } finally {
            entry.leave();
        }
    }

    /** Closes on behalf of a user. */
    void closeByUser() {
        if (!closed) {
            if (bodies > 0 || origin == Origin.MANAGED) {
                throw mustNotEnd("close");
            }
            close();
        }
    }

    /** Aborts unless ended, and releases everything; waits for another thread's call to end. */
    @Override
    public void close() {
        closeLeaked();
    }

    /** Closes; false when it was ended before. */
    boolean closeLeaked() {
        if (closed && released) {
            return false;
        }
        boolean[] wasActive = new boolean[1];
        guard.close(() -> {
            wasActive[0] = status == TransactionState.ACTIVE;
            closed = true;
            release(TransactionState.ABORTED);
        });
        return wasActive[0];
    }

    /**
     * What happens between the decision to commit and the end; runs inside the guard but for {@link
     * #tellHooks}.
     */
    private final class Ending {

        private final Hooks.@Nullable Round hooks =
                buffered.hasWrites() ? database().hooks().round(OpenTransaction.this) : null;
        private long version;

        void run() {
            TransactionState result = TransactionState.ABORTED;
            try {
                if (hooks != null) {
                    hooks.before(buffered);
                    checkUsable();
                }
                cursors.closeAllInside();
                long bytes = buffered.pendingBytes();
                bounds.checkSize(bytes);
                boolean wrote = buffered.hasWrites();
                version = buffered.commit(durability());
                result = TransactionState.COMMITTED;
                database().counters().bytesWritten.add(bytes);
                if (wrote || origin != Origin.SINGLE_CALL) {
                    database().counters().committed.increment();
                }
            } catch (OutcomeUnknownException e) {
                result = TransactionState.UNKNOWN;
                throw e;
            } finally {
                release(result);
            }
        }

        void tellHooks() {
            if (hooks != null) {
                hooks.after(version);
            }
        }
    }

    /** Ends the transaction unless it has ended; called inside the guard. */
    private void release(TransactionState result) {
        if (status != TransactionState.ACTIVE) {
            return;
        }
        status = result;
        if (result == TransactionState.ABORTED) {
            database().counters().aborted.increment();
        }
        try {
            cursors.closeAllInside();
            for (WatchState watch : watches) {
                watch.transactionEnded(result == TransactionState.COMMITTED);
            }
        } finally {
            watches.clear();
            try {
                buffered.close();
            } finally {
                forget();
            }
        }
    }

    /**
     * Lets go of what others count; last, so that whoever closes the database waits for the engine
     * to be done with it.
     */
    private void forget() {
        keyspaces.release();
        if (origin != Origin.SINGLE_CALL) {
            database().transactions().remove(this);
            database().counters().transactions.giveBack();
        }
        released = true;
    }

    private Durability durability() {
        Durability asked = options.durability();
        return asked == null ? database().durability() : asked;
    }

    private @Nullable Consumer<byte[]> remover(LocalKeyspace keyspace, ScanOptions options) {
        return this.options.readOnly()
                ? null
                : WriteOperations.remover(buffered, keyspace.id(), Operation.SCAN, options.modes());
    }

    private void checkUsable() {
        if (status != TransactionState.ACTIVE || closed) {
            throw ended();
        }
        RetryableException refused = failure;
        if (refused == null && bounds.isTooOld()) {
            refused = bounds.tooOld();
            failure = refused;
        }
        if (refused != null) {
            throw refused;
        }
    }

    private void checkMayEnd(String call, UseGuard.Bias entry) {
        if (bodies > 0 || origin == Origin.MANAGED || entry.isNested()) {
            throw mustNotEnd(call);
        }
    }

    private static TransactionStateException mustNotEnd(String call) {
        return new TransactionStateException(
                "a transaction is ended by whoever began it, not by a body, reader or hook that runs inside it; return instead",
                "call",
                call);
    }

    private RuntimeException ended() {
        return closed
                ? ClosedException.closed("transaction")
                : new TransactionStateException(
                        "the transaction has ended; begin another one", "state", status);
    }
}
