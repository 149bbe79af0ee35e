package io.cairn.ipc.client;

import io.cairn.bytes.KeyPath;
import io.cairn.ipc.protocol.Reply;

/**
 * A {@link RemoteAccess} through which one can also write: a transaction, or one transaction for
 * each call.
 */
abstract class RemoteWriteAccess extends RemoteAccess {

    RemoteWriteAccess(OpenRemote database) {
        super(database);
    }

    /**
     * Sends a request that may change something, and waits for its reply.
     *
     * @param bytes the most bytes of keys and values by which the transaction may grow
     */
    abstract Reply write(RemoteKeyspace keyspace, long bytes, Ask ask);

    /** Sets a value without reading; copies the arrays if it keeps them. */
    abstract void put(RemoteKeyspace keyspace, byte[] key, byte[] value);

    /** Removes a key without reading; copies the array if it keeps it. */
    abstract void delete(RemoteKeyspace keyspace, byte[] key);

    /** Removes a path's value and everything below it, all or nothing. */
    abstract void deleteSubtree(RemoteKeyspace keyspace, KeyPath path);

    /** Creates a watch. */
    abstract OpenRemoteWatch watch(RemoteKeyspace keyspace, byte[] key);
}
