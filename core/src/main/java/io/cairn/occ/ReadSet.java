package io.cairn.occ;

import io.cairn.bytes.KeyHash;
import io.cairn.bytes.KeyRange;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one transaction has read: single keys, and the ranges its scans consumed. The only place
 * where reads are recorded. Used by one thread at a time, last by the leader that validates the
 * transaction.
 */
final class ReadSet {

    record RangeRead(int keyspace, KeyRange range) {}

    private final int readsMax;
    private long[] hashes = new long[4];
    private byte[][] keys = new byte[4][];
    private int[] keyspaces = new int[4];
    private int count;
    private final List<RangeRead> ranges = new ArrayList<>(0);

    ReadSet(int readsMax) {
        this.readsMax = readsMax;
    }

    void addKey(int keyspace, byte[] key) {
        long hash = KeyHash.of(keyspace, key);
        if (count > 0 && hashes[count - 1] == hash) {
            return;
        }
        checkRoom();
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
            keys = Arrays.copyOf(keys, count * 2);
            keyspaces = Arrays.copyOf(keyspaces, count * 2);
        }
        hashes[count] = hash;
        keys[count] = key;
        keyspaces[count++] = keyspace;
    }

    void addRange(int keyspace, KeyRange range) {
        if (!range.isEmpty()) {
            checkRoom();
            ranges.add(new RangeRead(keyspace, range));
        }
    }

    boolean isEmpty() {
        return count == 0 && ranges.isEmpty();
    }

    int keyCount() {
        return count;
    }

    long hash(int index) {
        return hashes[index];
    }

    int keyspace(int index) {
        return keyspaces[index];
    }

    byte[] key(int index) {
        return keys[index];
    }

    List<RangeRead> ranges() {
        return ranges;
    }

    private void checkRoom() {
        if (count + ranges.size() >= readsMax) {
            throw new LimitException(
                    "the transaction has read too many keys and ranges to be validated; read through untracked() or in smaller pieces",
                    "transactionReadsMax",
                    readsMax);
        }
    }
}
