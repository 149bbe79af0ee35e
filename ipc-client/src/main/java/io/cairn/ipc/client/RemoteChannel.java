package io.cairn.ipc.client;

import io.cairn.api.TransactionOptions;
import io.cairn.error.CairnException;
import io.cairn.error.LimitException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.TransactionRequest;
import io.cairn.ipc.protocol.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way of one transaction to the server: chooses its connection, begins it there with its first
 * request, and sends what was held back in front of the next request. Used by one thread at a time.
 */
final class RemoteChannel {

    /**
     * The limits that a server refuses by. A request that another limit stopped was not sent, nor
     * was what stood in front of it.
     */
    private static final Set<String> LIMITS_THERE =
            Set.of(
                    "keyBytesMax",
                    "valueBytesMax",
                    "transactionBytesMax",
                    "transactionReadsMax",
                    "transactionsMax",
                    "cursorsMax",
                    "snapshotsMax",
                    "watchesMax");

    private final OpenRemote database;
    private final TransactionOptions options;
    private final RemoteLeakable owner;
    private final RemoteSteps steps = new RemoteSteps();
    private @Nullable Line line;
    private int handle;
    private boolean begun;
    private volatile boolean broken;

    /**
     * Starts without a connection.
     *
     * @param owner what keeps the connection from going silent
     */
    RemoteChannel(OpenRemote database, TransactionOptions options, RemoteLeakable owner) {
        this.database = database;
        this.options = options;
        this.owner = owner;
    }

    /** Begins the transaction now. */
    void begin() {
        Line on = line();
        begun = true;
        try {
            database.call(on, new TransactionRequest.Begin(handle, options));
        } catch (RuntimeException | Error e) {
            leave();
            throw e;
        }
    }

    /** Returns the connection, chosen now unless there is one. */
    Line line() {
        Line on = line;
        if (on == null) {
            on = database.line();
            handle = on.newHandle();
            line = on;
            database.opened(owner, on);
        }
        return on;
    }

    /** Returns the transaction's number on its connection. */
    int handle() {
        line();
        return handle;
    }

    RemoteSteps steps() {
        return steps;
    }

    View view(View.Kind kind, RemoteKeyspace keyspace) {
        return new View(kind, handle(), number(keyspace));
    }

    /** Returns a keyspace's number on the connection. */
    int number(RemoteKeyspace keyspace) {
        return keyspace.isDefault() ? 0 : keyspace.numberOn(line());
    }

    /**
     * Tells whether something of the transaction was lost on the way, so that it must not commit.
     */
    boolean isBroken() {
        return broken;
    }

    /** Sends a request behind everything that was held back, and waits for its reply. */
    Reply exchange(Request request) {
        Line on = line();
        CompletableFuture<Reply> sent = steps.takeSent();
        if (sent != null && sent.isCompletedExceptionally()) {
            database.join(on, sent);
        }
        List<Request> earlier = new ArrayList<>(2);
        if (!begun) {
            begun = true;
            earlier.add(new TransactionRequest.Begin(handle, options));
        }
        if (!steps.isEmpty()) {
            earlier.add(new TransactionRequest.Record(handle, steps.drain()));
        }
        boolean arrived = earlier.isEmpty();
        try {
            if (!arrived && LongBodies.isTooLong(request)) {
                // It has its own way, on which it may be refused before anything is sent.
                Request last = earlier.removeLast();
                database.call(on, earlier, last);
                arrived = true;
                earlier = List.of();
            }
            Reply reply = database.call(on, earlier, request);
            arrived = true;
            return reply;
        } catch (CairnException e) {
            arrived |= !(e instanceof LimitException) || isFromServer(e);
            throw e;
        } finally {
            broken |= !arrived;
        }
    }

    /** Sends what was held back, without waiting for more than what was sent so before. */
    void flush() {
        Line on = line();
        CompletableFuture<Reply> before = steps.takeSent();
        if (before != null) {
            database.join(on, before);
        }
        if (!begun) {
            begun = true;
            database.call(on, new TransactionRequest.Begin(handle, options));
        }
        boolean arrived = false;
        try {
            steps.sent(on.send(new TransactionRequest.Record(handle, steps.drain())));
            arrived = true;
        } finally {
            broken |= !arrived;
        }
    }

    /**
     * Commits.
     *
     * @return the version of the commit
     */
    long commit(CommitToken token) {
        TransactionRequest.Commit commit = new TransactionRequest.Commit(handle(), token);
        try {
            return Replies.number(exchange(commit));
        } catch (UnavailableException e) {
            if (!Replies.isLoss(e) || Replies.isUnsent(e)) {
                throw e;
            }
            throw new OutcomeUnknownException(
                    "the connection was lost before the reply to a commit came, so it happened entirely or not at all; ask for its outcome by the token, or read what it would have changed",
                    e,
                    "operation",
                    commit.opcode(),
                    "token",
                    token);
        }
    }

    /** Aborts the transaction if the server may have it. */
    void abort() {
        Line on = line;
        if (on != null && begun) {
            database.release(on, new TransactionRequest.Abort(handle));
        }
    }

    /** Asks for the abort without waiting for it. */
    void abortLater() {
        Line on = line;
        if (on != null && begun) {
            database.releaseLater(on, new TransactionRequest.Abort(handle));
        }
    }

    /** Gives the connection up. */
    void leave() {
        Line on = line;
        if (on != null) {
            database.ended(owner, on);
        }
    }

    private static boolean isFromServer(CairnException refusal) {
        String limit = refusal.context().get("limit");
        return limit != null && LIMITS_THERE.contains(limit);
    }
}
