package io.cairn.ipc.client;

import io.cairn.api.IsolationLevel;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.api.TransactionOptions;
import io.cairn.api.TransactionState;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.RetryableException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.Step;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WaitRequest;
import io.cairn.ipc.protocol.WriteRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in progress at the server. Used by one thread at a time, which its turn sees to;
 * closing it from another thread waits.
 *
 * <p>Length: everything that needs the turn.
 */
final class OpenRemoteTransaction extends RemoteWriteAccess {

    private final long id;
    private final TransactionOptions options;
    private final boolean managed;
    private final RemoteTurn turn;
    private final RemoteChannel channel;
    private final RemoteCursors cursors = new RemoteCursors();
    private final List<OpenRemoteWatch> watches = new ArrayList<>(0);
    private final Release release = new Release();
    private volatile @Nullable CairnException failure;
    private int bodies;
    private volatile TransactionState status = TransactionState.ACTIVE;
    private volatile boolean closed;

    private OpenRemoteTransaction(
            OpenRemote database, TransactionOptions options, boolean managed) {
        super(database);
        this.id = database.nextTransactionId();
        this.options = options;
        this.managed = managed;
        this.turn = new RemoteTurn("transaction", database::patience);
        this.channel = new RemoteChannel(database, options, release);
    }

    /** Begins a transaction that a user ends. */
    static OpenRemoteTransaction begin(OpenRemote database, TransactionOptions options) {
        return RemoteAutoCommit.again(() -> {
            OpenRemoteTransaction begun = new OpenRemoteTransaction(database, options, false);
            begun.channel.begin();
            return begun;
        });
    }

    /** Makes a transaction that a loop ends; it begins at the server with its first request. */
    static OpenRemoteTransaction managed(OpenRemote database, TransactionOptions options) {
        database.gate().check();
        return new OpenRemoteTransaction(database, options, true);
    }

    long id() {
        return id;
    }

    TransactionState status() {
        return status == TransactionState.ACTIVE && (failure != null || channel.isBroken())
                ? TransactionState.ABORTED
                : status;
    }

    RemoteTurn turn() {
        return turn;
    }

    /** Returns what releases it when its handle is collected. */
    RemoteLeakable release() {
        return release;
    }

    /** Tells whether its connection was lost before its commit was sent. */
    boolean isLost() {
        CairnException why = failure;
        return why != null && Replies.isLoss(why);
    }

    @Override
    Reply read(RemoteKeyspace keyspace, Ask ask) {
        return ask(keyspace, View.Kind.TRANSACTION, ask);
    }

    /** Sends a request about this transaction's state and waits for its reply. */
    Reply ask(RemoteKeyspace keyspace, View.Kind kind, Ask ask) {
        enter();
        try {
            Request request = ask.of(channel.view(kind, keyspace));
            Reply reply = channel.exchange(request);
            channel.steps().touched(keyspace);
            return reply;
        } catch (CairnException e) {
            failed(e);
            throw e;
        } finally {
            turn.leave();
        }
    }

    /** Asks a cursor for an entry, behind what was held back; called inside. */
    Reply next(Request request, boolean consumes) {
        if (consumes) {
            channel.steps().grew(database().keyBytesMax());
        }
        return channel.exchange(request);
    }

    @Override
    <R extends @Nullable Object> @Nullable R lend(
            RemoteKeyspace keyspace, Ask ask, SegmentReader<R> reader) {
        enter();
        try {
            return super.lend(keyspace, ask, reader);
        } finally {
            turn.leave();
        }
    }

    @Override
    Reply write(RemoteKeyspace keyspace, long bytes, Ask ask) {
        enter();
        try {
            return ask(keyspace, View.Kind.TRANSACTION, ask);
        } finally {
            channel.steps().grew(bytes);
            turn.leave();
        }
    }

    @Override
    void put(RemoteKeyspace keyspace, byte[] key, byte[] value) {
        enter();
        try {
            long bytes = (long) key.length + value.length;
            if (mayHoldBack(keyspace, bytes)) {
                int number = channel.number(keyspace);
                hold(new Step.Put(number, key.clone(), value.clone()), bytes);
            } else {
                write(
                        keyspace,
                        bytes,
                        view -> new WriteRequest.Put(view, Modes.none(), key, value));
            }
        } finally {
            turn.leave();
        }
    }

    @Override
    void delete(RemoteKeyspace keyspace, byte[] key) {
        enter();
        try {
            if (mayHoldBack(keyspace, key.length)) {
                hold(new Step.Delete(channel.number(keyspace), key.clone()), key.length);
            } else {
                write(keyspace, key.length, view -> new WriteRequest.Delete(view, key));
            }
        } finally {
            turn.leave();
        }
    }

    @Override
    void deleteSubtree(RemoteKeyspace keyspace, KeyPath path) {
        enter();
        try {
            delete(keyspace, path.toKey());
            KeyRange below = path.descendants();
            write(keyspace, 0, view -> new WriteRequest.DeleteRange(view, below));
        } finally {
            turn.leave();
        }
    }

    /** Counts a range as read. */
    void track(RemoteKeyspace keyspace, KeyRange range) {
        enter();
        try {
            Step track = new Step.Track(channel.number(keyspace), range);
            channel.exchange(new TransactionRequest.Record(channel.handle(), List.of(track)));
            channel.steps().touched(keyspace);
        } catch (CairnException e) {
            failed(e);
            throw e;
        } finally {
            turn.leave();
        }
    }

    /** Notes what a cursor has delivered of pages that were fetched without counting. */
    void hasRead(RemoteKeyspace keyspace, @Nullable KeyRange range) {
        if (range != null) {
            channel.steps().add(new Step.Track(channel.number(keyspace), range));
        }
    }

    @Override
    OpenRemoteWatch watch(RemoteKeyspace keyspace, byte[] key) {
        enter();
        try {
            int handle = channel.line().newHandle();
            read(keyspace, view -> new WaitRequest.OpenWatch(handle, view, key));
            OpenRemoteWatch watch = new OpenRemoteWatch(database(), channel.line(), handle, false);
            watches.add(watch);
            return watch;
        } finally {
            turn.leave();
        }
    }

    @Override
    OpenRemoteCursor openCursor(RemoteKeyspace keyspace, KeyRange range, ScanOptions options) {
        boolean tracking =
                !this.options.readOnly() && this.options.isolation() == IsolationLevel.SERIALIZABLE;
        return openCursor(keyspace, range, options, View.Kind.TRANSACTION, tracking);
    }

    /** Opens a cursor over this transaction's state as seen through a kind of view. */
    OpenRemoteCursor openCursor(
            RemoteKeyspace keyspace,
            KeyRange range,
            ScanOptions options,
            View.Kind kind,
            boolean tracking) {
        enter();
        try {
            RemoteScan scan = RemoteScan.of(range, options, tracking);
            int handle = channel.line().newHandle();
            // Pages are fetched ahead without counting; what is used of them is told afterwards.
            View.Kind through = scan.tracked() ? View.Kind.UNTRACKED : kind;
            Reply first = ask(keyspace, through, view -> scan.open(handle, view));
            return new OpenRemoteCursor(
                            database(), channel.line(), handle, scan, keyspace, cursors, this)
                    .start(first);
        } finally {
            turn.leave();
        }
    }

    @Override
    void checkOpen() {
        enter();
        turn.leave();
    }

    /** Notes that a body runs inside, which must not end the transaction. */
    void bodyBegins() {
        enter();
        bodies++;
        turn.leave();
    }

    void bodyEnds() {
        bodies--;
    }

    /** Remembers why the transaction cannot go on, unless the failure was of one call only. */
    void failed(CairnException e) {
        if (failure == null && (e instanceof RetryableException || Replies.isLoss(e))) {
            failure = e;
        }
    }

    /** Commits for a user. */
    long commit() {
        turn.enter();
        try {
            if (bodies > 0 || managed || turn.isNested()) {
                throw mustNotEnd("commit");
            }
            checkUsable();
            return end();
        } finally {
            turn.leave();
        }
    }

    /** Commits after a body has returned; what it aborted stays aborted. */
    void commitManaged() {
        turn.enter();
        try {
            if (status != TransactionState.ABORTED || closed) {
                checkUsable();
                end();
            }
        } finally {
            turn.leave();
        }
    }

    void abort() {
        turn.enter();
        try {
            if (turn.isNested()) {
                throw mustNotEnd("abort");
            }
            if (closed || status == TransactionState.COMMITTED) {
                throw ended();
            }
            if (status == TransactionState.ACTIVE) {
                release(TransactionState.ABORTED);
                channel.abort();
            }
        } finally {
            turn.leave();
        }
    }

    /** Closes on behalf of a user. */
    void closeByUser() {
        if (!closed) {
            if (bodies > 0 || managed) {
                throw mustNotEnd("close");
            }
            close();
        }
    }

    /** Aborts unless ended; waits for another thread's call to end. */
    void close() {
        if (closed) {
            return;
        }
        turn.close(() -> {
            boolean open = status == TransactionState.ACTIVE;
            closed = true;
            if (open) {
                release(TransactionState.ABORTED);
                channel.abort();
            }
        });
    }

    private void enter() {
        turn.enter();
        try {
            checkUsable();
            cursors.closeLostInside();
        } catch (RuntimeException | Error e) {
            turn.leave();
            throw e;
        }
    }

    private boolean mayHoldBack(RemoteKeyspace keyspace, long bytes) {
        return !options.readOnly()
                && channel.steps()
                        .accepts(keyspace, bytes, database().limits().transactionBytesMax());
    }

    private void hold(Step step, long bytes) {
        channel.steps().add(step, bytes);
        if (channel.steps().isFull()) {
            try {
                channel.flush();
            } catch (CairnException e) {
                failed(e);
                throw e;
            }
        }
    }

    /** Commits; called inside. */
    private long end() {
        cursors.forEach(cursor -> hasRead(cursor.keyspace(), cursor.consumed()));
        CommitToken token = database().newToken();
        TransactionState result = TransactionState.ABORTED;
        try {
            long version = channel.commit(token);
            result = TransactionState.COMMITTED;
            return version;
        } catch (OutcomeUnknownException e) {
            result = TransactionState.UNKNOWN;
            throw e;
        } catch (ClosedException e) {
            result = database().gate().isClosed() ? TransactionState.UNKNOWN : result;
            throw e;
        } catch (CairnException e) {
            failed(e);
            throw e;
        } finally {
            release(result);
        }
    }

    /** Ends what depends on the transaction; called inside. */
    private void release(TransactionState result) {
        status = result;
        cursors.endAll();
        for (OpenRemoteWatch watch : watches) {
            watch.transactionEnded(result == TransactionState.COMMITTED);
        }
        watches.clear();
        channel.steps().clear();
        channel.leave();
    }

    private void checkUsable() {
        if (status != TransactionState.ACTIVE || closed) {
            throw ended();
        }
        CairnException refused = failure;
        if (refused != null) {
            throw refused;
        }
        if (channel.isBroken()) {
            throw new TransactionStateException(
                    "a request of the transaction could not be sent, so it is incomplete; begin another one");
        }
    }

    private static TransactionStateException mustNotEnd(String call) {
        return new TransactionStateException(
                "a transaction is ended by whoever began it, not by a body or reader that runs inside it; return instead",
                "call",
                call);
    }

    private RuntimeException ended() {
        return closed
                ? ClosedException.closed("transaction")
                : new TransactionStateException(
                        "the transaction has ended; begin another one", "state", status);
    }

    /** What the database and the collector know of it. */
    private final class Release extends RemoteLeakable {

        Release() {
            super("transaction", database().traced());
        }

        @Override
        boolean closeLeaked() {
            if (closed) {
                return false;
            }
            closed = true;
            boolean open = status == TransactionState.ACTIVE;
            if (open) {
                release(TransactionState.ABORTED);
                channel.abortLater();
            }
            return open;
        }

        @Override
        void databaseClosed() {
            closed = true;
            if (status == TransactionState.ACTIVE) {
                status = TransactionState.ABORTED;
            }
            cursors.forEach(OpenRemoteCursor::databaseClosed);
        }
    }
}
