package io.cairn.txn;

import io.cairn.engine.WriteBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The pending writes of one transaction, keyspace by keyspace. Not thread-safe. */
final class PendingWrites {

    private int[] keyspaces = {};
    private KeyspaceWrites[] writes = {};

    /** Returns the writes of a keyspace, or null when there are none. */
    @Nullable KeyspaceWrites in(int keyspace) {
        for (int i = 0; i < keyspaces.length; i++) {
            if (keyspaces[i] == keyspace) {
                return writes[i];
            }
        }
        return null;
    }

    KeyspaceWrites open(int keyspace) {
        KeyspaceWrites present = in(keyspace);
        if (present != null) {
            return present;
        }
        KeyspaceWrites added = new KeyspaceWrites(keyspace);
        keyspaces = Arrays.copyOf(keyspaces, keyspaces.length + 1);
        writes = Arrays.copyOf(writes, keyspaces.length);
        keyspaces[keyspaces.length - 1] = keyspace;
        writes[keyspaces.length - 1] = added;
        return added;
    }

    byte @Nullable [] find(int keyspace, byte[] key) {
        KeyspaceWrites own = in(keyspace);
        return own == null ? null : own.find(key);
    }

    boolean isEmpty() {
        for (KeyspaceWrites own : writes) {
            if (!own.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    long pendingBytes() {
        long bytes = 0;
        for (KeyspaceWrites own : writes) {
            bytes += own.pendingBytes();
        }
        return bytes;
    }

    WriteBatch toBatch() {
        int size = 1;
        for (KeyspaceWrites own : writes) {
            size += own.slots() + own.cleared().ranges().size();
        }
        WriteBatch batch = new WriteBatch(size);
        for (KeyspaceWrites own : writes) {
            own.addRangesTo(batch);
        }
        for (KeyspaceWrites own : writes) {
            own.addKeysTo(batch);
        }
        return batch;
    }
}
