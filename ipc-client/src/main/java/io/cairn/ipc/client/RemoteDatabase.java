package io.cairn.ipc.client;

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
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.AdminRequest;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.TransactionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A database that a server holds, as seen by a client. Thread-safe: calls of several threads are
 * under way at once. Whoever opened it closes it; that closes the connections, not the server's
 * database.
 *
 * <p>It does what {@link Database} promises, and throws the same exceptions with the same text and
 * context as a database of this process. Three things are different.
 *
 * <p>Commit hooks are refused, since a server cannot call back.
 *
 * <p>A connection can be lost. What lived on it (transactions, snapshots, cursors, watches) is gone
 * and fails with {@link io.cairn.error.UnavailableException} (DISCONNECTED); closing it is fine.
 * Later calls connect again. A read of the database itself is sent again by itself. A write of the
 * database itself is sent again when the server cannot have seen it; otherwise it fails with {@link
 * io.cairn.error.OutcomeUnknownException}. {@link #transact} runs its body again when the
 * connection was lost before the commit was sent.
 *
 * <p>A commit whose reply was lost fails with {@link io.cairn.error.OutcomeUnknownException}, in
 * whose context {@code token} is a name by which {@link #outcome} tells what became of it.
 */
public final class RemoteDatabase extends RemoteWriteView implements Database {

    private final OpenRemote open;
    private final RemoteAutoCommit access;
    private final RemoteShutdown shutdown;

    private RemoteDatabase(OpenRemote open, RemoteAutoCommit access) {
        super(access, open.keyspaces().standard(), null);
        this.open = open;
        this.access = access;
        this.shutdown = new RemoteShutdown(open);
    }

    /**
     * Makes a database of connections.
     *
     * @param lines the connections, at least one of which has been made; closed with the database
     * @param components clock and randomness
     * @return the open database; the caller closes it
     */
    static RemoteDatabase over(Lines lines, Components components) {
        OpenRemote open = new OpenRemote(lines, components);
        return new RemoteDatabase(open, new RemoteAutoCommit(open));
    }

    @Override
    public Transaction begin() {
        return begin(TransactionOptions.defaults());
    }

    @Override
    public Transaction begin(TransactionOptions options) {
        Objects.requireNonNull(options, "options");
        return new RemoteTransaction(OpenRemoteTransaction.begin(open, options), true);
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
        return new RemoteRetries(open)
                .transact(options, tx -> body.run(new RemoteTransaction(tx, false)));
    }

    @Override
    public <R extends @Nullable Object, X extends Exception> R read(ReadBody<R, X> body) throws X {
        Objects.requireNonNull(body, "body");
        try (RemoteSnapshot snapshot = new RemoteSnapshot(OpenRemoteSnapshot.open(open), false)) {
            return body.run(snapshot);
        }
    }

    @Override
    public Snapshot snapshot() {
        return new RemoteSnapshot(OpenRemoteSnapshot.open(open), true);
    }

    @Override
    public Keyspace keyspace(String name) {
        return open.keyspaces().open(Objects.requireNonNull(name, "name"));
    }

    @Override
    public Set<String> keyspaceNames() {
        return open.keyspaces().names();
    }

    @Override
    public void dropKeyspace(Keyspace keyspace) {
        RemoteKeyspace remote = open.keyspaces().resolve(keyspace);
        access.checkOpen();
        open.settle();
        open.keyspaces().drop(remote);
    }

    @Override
    public Optional<byte[]> await(byte[] key, Modes modes, Duration timeout)
            throws InterruptedException {
        return awaitAll(List.of(checks().key(key)), modes, timeout).map(List::getFirst);
    }

    @Override
    public Waiting waiting() {
        access.checkOpen();
        return new RemoteWaiting(open, keyspace());
    }

    @Override
    public Waiting waiting(Keyspace keyspace) {
        RemoteKeyspace remote = open.keyspaces().resolve(keyspace);
        access.checkOpen();
        return new RemoteWaiting(open, remote);
    }

    /**
     * Refuses: hooks run in the process that holds the database.
     *
     * @param hook the code
     * @return never
     * @throws UnsupportedRequestException always, unless the database is closed
     */
    @Override
    public Registration addCommitHook(CommitHook hook) {
        Objects.requireNonNull(hook, "hook");
        access.checkOpen();
        throw new UnsupportedRequestException(
                "a commit hook runs in the process that holds the database, which cannot call back; add it there");
    }

    @Override
    public long checkpoint() {
        return Replies.number(
                RemoteAutoCommit.again(
                        () -> open.call(open.line(), new AdminRequest.Checkpoint())));
    }

    @Override
    public Stats stats() {
        open.settle();
        Reply reply =
                RemoteAutoCommit.again(() -> open.call(open.line(), new AdminRequest.Counters()));
        return new Stats(Replies.as(Reply.Counters.class, reply).counters());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The server makes the directory, with its rights and on its file system; a relative path is
     * this process's.
     */
    @Override
    public void exportTo(Path directory) {
        String path = Objects.requireNonNull(directory, "directory").toAbsolutePath().toString();
        RemoteAutoCommit.write(open, line -> new AdminRequest.Export(path));
    }

    /**
     * Asks the server what became of a commit whose reply was lost.
     *
     * @param token what the exception's context has under {@code token}
     * @return what the server knows; UNKNOWN when it has started anew since
     * @throws io.cairn.error.InvalidArgumentException when it is no token
     * @throws io.cairn.error.UnavailableException when the server cannot be reached
     */
    public CommitOutcome outcome(String token) {
        CommitToken asked = CommitToken.parse(Objects.requireNonNull(token, "token"));
        Reply reply =
                RemoteAutoCommit.again(
                        () -> open.call(open.line(), new TransactionRequest.Outcome(asked)));
        Reply.CommitOutcome outcome = Replies.as(Reply.CommitOutcome.class, reply);
        CommitOutcome.State state =
                switch (outcome.state()) {
                    case COMMITTED -> CommitOutcome.State.COMMITTED;
                    case ABORTED -> CommitOutcome.State.ABORTED;
                    case UNKNOWN -> CommitOutcome.State.UNKNOWN;
                };
        return new CommitOutcome(state, outcome.version());
    }

    /**
     * Returns the forms of calls that do not wait for their reply, for the default keyspace.
     *
     * @return a thread-safe object that lives as long as this database
     * @throws io.cairn.error.ClosedException when the database is closed
     */
    public AsyncView async() {
        access.checkOpen();
        return new RemoteAsyncView(open, keyspace());
    }

    /**
     * Collects operations, sends them together and waits for all of them: one way to the server
     * instead of one for each.
     *
     * <p>Each operation is a transaction of its own; some may succeed and others fail. Puts and
     * deletes are applied in the order in which they were added. A read may not see writes of the
     * same batch, unless the durability of the server's database is BUFFERED.
     *
     * <p>For operations that belong together use {@link #transact}.
     *
     * @param filler adds operations; results are there when this method has returned
     * @throws io.cairn.error.CairnException the first failure in the order in which operations were
     *     added, after all have been answered; what the others gave can still be asked for
     */
    public void batch(Consumer<Pipeline> filler) {
        Objects.requireNonNull(filler, "filler");
        access.checkOpen();
        RemotePipeline pipeline = new RemotePipeline(open, keyspace());
        filler.accept(pipeline);
        pipeline.run();
    }

    /**
     * Asks the server for memory that both processes share, so that values are put from it and got
     * into it without travelling over the socket.
     *
     * @param bytes its size, in bytes
     * @return the buffer, zeros at first; the caller closes it
     * @throws io.cairn.error.InvalidArgumentException when the size is not positive
     * @throws io.cairn.error.LimitException when it is more than the server lends
     * @throws UnsupportedRequestException when the server has no shared memory, or this process
     *     cannot open it
     */
    public RegisteredBuffer register(long bytes) {
        access.checkOpen();
        return RegisteredBuffer.register(
                open.lines(),
                bytes,
                keyspace -> open.keyspaces().resolve(keyspace).numberOn(open.line()));
    }

    /**
     * Ends cursors, snapshots, transactions and watches that are open, then closes the connections.
     * Waits, within the limits, for calls in flight but for those that wait for keys or watches,
     * which end with {@link io.cairn.error.ClosedException}. Calling it again does nothing.
     */
    @Override
    public void close() {
        shutdown.run();
    }
}
