package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.Keyspace;
import io.cairn.api.ListRequest;
import io.cairn.bytes.KeyRange;
import io.cairn.error.LimitException;
import io.cairn.error.TransactionStateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the operations of a batch, of one keyspace or several. Used by one thread. */
final class RemotePipeline implements Pipeline {

    private static final int OPERATIONS_MAX = 100_000;
    private static final long BYTES_MAX = 256L * 1024 * 1024;

    private final OpenRemote database;
    private final RemoteOperation.Maker operations;
    private final RemoteBatch batch;

    RemotePipeline(OpenRemote database, RemoteKeyspace keyspace) {
        this(database, keyspace, new RemoteBatch(database));
    }

    private RemotePipeline(OpenRemote database, RemoteKeyspace keyspace, RemoteBatch batch) {
        this.database = database;
        this.operations = new RemoteOperation.Maker(database, keyspace);
        this.batch = batch;
    }

    @Override
    public Pipelined<byte @Nullable []> get(byte[] key) {
        return add(operations.get(key));
    }

    @Override
    public Pipelined<Boolean> exists(byte[] key) {
        return add(operations.exists(key));
    }

    @Override
    public Pipelined<Long> length(byte[] key) {
        return add(operations.length(key));
    }

    @Override
    public Pipelined<List<byte @Nullable []>> getAll(List<byte[]> keys) {
        return add(operations.getAll(keys));
    }

    @Override
    public Pipelined<@Nullable Void> put(byte[] key, byte[] value) {
        return add(operations.put(key, value));
    }

    @Override
    public Pipelined<@Nullable Void> putAll(List<Entry> entries) {
        return add(operations.putAll(entries));
    }

    @Override
    public Pipelined<@Nullable Void> delete(byte[] key) {
        return add(operations.delete(key));
    }

    @Override
    public Pipelined<@Nullable Void> deleteAll(List<byte[]> keys) {
        return add(operations.deleteAll(keys));
    }

    @Override
    public Pipelined<Long> count(KeyRange range) {
        return add(operations.count(range));
    }

    @Override
    public Pipelined<EntryPage> list(ListRequest request) {
        return add(operations.list(request));
    }

    @Override
    public Pipeline in(Keyspace keyspace) {
        return new RemotePipeline(database, database.keyspaces().resolve(keyspace), batch);
    }

    /** Sends everything and waits for all replies; throws the first failure. */
    void run() {
        batch.run();
    }

    private <T extends @Nullable Object> Pipelined<T> add(RemoteOperation<T> operation) {
        if (batch.hasRun()) {
            throw new TransactionStateException(
                    "the batch has been sent; add operations only inside the code that fills it");
        }
        checkSize("batchOperationsMax", OPERATIONS_MAX, batch.size() + 1L);
        checkSize("batchBytesMax", BYTES_MAX, batch.bytes() + operation.bytes());
        return batch.add(operation);
    }

    private static void checkSize(String limit, long max, long actual) {
        if (actual > max) {
            throw new LimitException(
                    "the batch would be too large; split it into several",
                    "limit",
                    limit,
                    "max",
                    max,
                    "actual",
                    actual);
        }
    }
}
