package io.cairn.txn;

import io.cairn.bytes.KeyRange;
import io.cairn.bytes.StampedEntry;
import io.cairn.engine.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pending writes of one transaction, keyspace by keyspace. Not thread-safe. */
final class PendingWrites {

    private int[] keyspaces = {};
    private KeyspaceWrites[] writes = {};

    /** What gets the stamp of the commit: written last, as nobody knows where before. */
    private final List<Stamped> stamped = new ArrayList<>(0);

    private long stampedBytes;

    private record Stamped(int keyspace, StampedEntry entry) {
        long bytes() {
            return (long) entry.key().length + entry.value().length;
        }
    }

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

    void addStamped(int keyspace, StampedEntry entry) {
        if (entry.keyAt() == StampedEntry.NOWHERE) {
            dropStamped(keyspace, KeyRange.single(entry.key()));
        }
        Stamped added = new Stamped(keyspace, entry);
        stamped.add(added);
        stampedBytes += added.bytes();
    }

    /** Forgets those whose key is known and in a range: it is written anew, or removed. */
    void dropStamped(int keyspace, KeyRange range) {
        stamped.removeIf(each -> {
            boolean dropped =
                    each.keyspace == keyspace
                            && each.entry.keyAt() == StampedEntry.NOWHERE
                            && range.contains(each.entry.key());
            if (dropped) {
                stampedBytes -= each.bytes();
            }
            return dropped;
        });
    }

    boolean hasStamped() {
        return !stamped.isEmpty();
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
        return stamped.isEmpty();
    }

    long pendingBytes() {
        long bytes = stampedBytes;
        for (KeyspaceWrites own : writes) {
            bytes += own.pendingBytes();
        }
        return bytes;
    }

    WriteBatch toBatch() {
        int size = 1 + stamped.size();
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
        for (Stamped each : stamped) {
            batch.putStamped(each.keyspace(), each.entry());
        }
        return batch;
    }
}
