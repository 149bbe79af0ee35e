package io.cairn.local;

import io.cairn.api.TransactionOptions;
import io.cairn.argument.ArgumentChecks;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.TransactionEngine;
import io.cairn.engine.VersionedSnapshot;
import io.cairn.error.ClosedException;
import io.cairn.mode.ScanCursor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an open database consists of: the engine, the limits, and everything that is open on it.
 * Thread-safe; never refers to what users hold.
 */
final class OpenDatabase {

    private final TransactionEngine engine;
    private final Durability durability;
    private final Limits limits;
    private final Patience patience;
    private final boolean traced = Boolean.getBoolean(Leakable.TRACE_PROPERTY);
    private final OperationGate gate = OperationGate.wide();
    private final CallbackDepth callbacks = new CallbackDepth();
    private final Counters counters;
    private final ArgumentChecks checks;
    private final Keyspaces keyspaces;
    private final Hooks hooks;
    private final RetryLoop retries;
    private final CursorSet cursors = new CursorSet();
    private final Set<SnapshotState> snapshots = ConcurrentHashMap.newKeySet();
    private final Set<OpenTransaction> transactions = ConcurrentHashMap.newKeySet();
    private final Set<WatchState> watches = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastTransactionId = new AtomicLong();

    OpenDatabase(
            TransactionEngine engine, Durability durability, Limits limits, Components components) {
        this.engine = engine;
        this.durability = durability;
        this.limits = limits;
        patience = new Patience(components.nanoTicker(), Patience.nanos(limits.waitMax()));
        counters = new Counters(limits);
        checks = new ArgumentChecks(limits, engine.info().keyBytesMax());
        keyspaces = new Keyspaces(engine, patience);
        hooks = new Hooks(keyspaces, callbacks);
        retries = new RetryLoop(gate, limits, components);
    }

    /** Lets a call in, which keeps the engine open until it leaves. */
    void enter() {
        if (gate.enter() == OperationGate.REFUSED) {
            throw ClosedException.closed("database");
        }
    }

    /** Lets a call out on the thread on which it came in. */
    void exit() {
        gate.exit();
    }

    /** Begins a transaction, which the caller closes. */
    OpenTransaction begin(TransactionOptions options, OpenTransaction.Origin origin) {
        enter();
        try {
            return new OpenTransaction(this, options, origin);
        } finally {
            exit();
        }
    }

    /** Pins the newest state; the caller closes it. */
    SnapshotState pin() {
        enter();
        try {
            counters.snapshots.take();
            try {
                VersionedSnapshot snapshot = engine.snapshot();
                return new SnapshotState(this, snapshot);
            } catch (RuntimeException | Error e) {
                counters.snapshots.giveBack();
                throw e;
            }
        } finally {
            exit();
        }
    }

    /**
     * Opens a scan within the limit on cursors; called inside whatever keeps the scanned state
     * open.
     */
    CursorState openCursor(Supplier<ScanCursor> opener, Function<ScanCursor, CursorState> keeper) {
        counters.cursors.take();
        try {
            return keeper.apply(opener.get());
        } catch (RuntimeException | Error e) {
            counters.cursors.giveBack();
            throw e;
        }
    }

    UseGuard newGuard(String what) {
        return new UseGuard(what, patience);
    }

    long nextTransactionId() {
        return lastTransactionId.incrementAndGet();
    }

    TransactionEngine engine() {
        return engine;
    }

    Durability durability() {
        return durability;
    }

    Limits limits() {
        return limits;
    }

    Patience patience() {
        return patience;
    }

    boolean traced() {
        return traced;
    }

    OperationGate gate() {
        return gate;
    }

    CallbackDepth callbacks() {
        return callbacks;
    }

    Counters counters() {
        return counters;
    }

    ArgumentChecks checks() {
        return checks;
    }

    Keyspaces keyspaces() {
        return keyspaces;
    }

    Hooks hooks() {
        return hooks;
    }

    RetryLoop retries() {
        return retries;
    }

    CursorSet cursors() {
        return cursors;
    }

    Set<SnapshotState> snapshots() {
        return snapshots;
    }

    Set<OpenTransaction> transactions() {
        return transactions;
    }

    Set<WatchState> watches() {
        return watches;
    }
}
