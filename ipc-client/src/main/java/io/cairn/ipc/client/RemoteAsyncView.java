package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.bytes.KeyRange;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The forms of calls that do not wait for their reply. Thread-safe. */
final class RemoteAsyncView implements AsyncView {

    private final OpenRemote database;
    private final RemoteOperation.Maker operations;

    RemoteAsyncView(OpenRemote database, RemoteKeyspace keyspace) {
        this.database = database;
        this.operations = new RemoteOperation.Maker(database, keyspace);
    }

    @Override
    public CompletableFuture<byte @Nullable []> get(byte[] key) {
        return start(operations.get(key));
    }

    @Override
    public CompletableFuture<Boolean> exists(byte[] key) {
        return start(operations.exists(key));
    }

    @Override
    public CompletableFuture<Long> length(byte[] key) {
        return start(operations.length(key));
    }

    @Override
    public CompletableFuture<List<byte @Nullable []>> getAll(List<byte[]> keys) {
        return start(operations.getAll(keys));
    }

    @Override
    public CompletableFuture<@Nullable Void> put(byte[] key, byte[] value) {
        return start(operations.put(key, value));
    }

    @Override
    public CompletableFuture<@Nullable Void> putAll(List<Entry> entries) {
        return start(operations.putAll(entries));
    }

    @Override
    public CompletableFuture<@Nullable Void> delete(byte[] key) {
        return start(operations.delete(key));
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteAll(List<byte[]> keys) {
        return start(operations.deleteAll(keys));
    }

    @Override
    public CompletableFuture<Long> count(KeyRange range) {
        return start(operations.count(range));
    }

    @Override
    public CompletableFuture<EntryPage> list(ListRequest request) {
        return start(operations.list(request));
    }

    @Override
    public AsyncView in(Keyspace keyspace) {
        RemoteKeyspace other = database.keyspaces().resolve(keyspace);
        database.gate().check();
        return new RemoteAsyncView(database, other);
    }

    private <T extends @Nullable Object> CompletableFuture<T> start(RemoteOperation<T> operation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        send(operation, 0)
                .whenComplete((reply, failure) -> {
                    if (failure != null) {
                        result.completeExceptionally(bare(failure));
                        return;
                    }
                    try {
                        result.complete(operation.result().apply(reply));
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    /** Sends a request, and again after a loss where that does no harm. */
    private CompletableFuture<Reply> send(RemoteOperation<?> operation, int resends) {
        Line line = database.line();
        Request request = operation.request(line);
        // Connecting anew takes time, which the thread that reads replies must not spend.
        return RemoteMessages.send(line, request)
                .exceptionallyComposeAsync(failure -> {
                    Throwable bare = bare(failure);
                    boolean again =
                            operation.writes() ? Replies.isUnsent(bare) : Replies.isLoss(bare);
                    if (again && resends < OpenRemote.RESENDS_MAX && !database.gate().isClosed()) {
                        return send(operation, resends + 1);
                    }
                    return CompletableFuture.failedFuture(seen(operation, request, bare));
                });
    }

    private Throwable seen(RemoteOperation<?> operation, Request request, Throwable failure) {
        if (!(failure instanceof UnavailableException lost) || !Replies.isLoss(lost)) {
            return failure;
        }
        return operation.writes() && !Replies.isUnsent(lost) && !database.gate().isClosed()
                ? Replies.unknown(request, lost)
                : database.seen(lost);
    }

    private static Throwable bare(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
