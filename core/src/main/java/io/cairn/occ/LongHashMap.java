package io.cairn.occ;

import java.util.Arrays;

/**
 * A map from key hashes to commit versions by open addressing with linear probing and
 * backward-shift deletion (Knuth, TAOCP vol. 3, 6.4, algorithm R). Version 0 means absent. Not
 * thread-safe.
 */
final class LongHashMap {

    private static final int CAPACITY_MIN = 64;
    private static final int CAPACITY_KEPT_MAX = 1 << 14;
    private static final int FEW = 16;

    private long[] hashes = new long[CAPACITY_MIN];
    private long[] versions = new long[CAPACITY_MIN];
    private int size;

    /** Returns the version stored for a hash, or 0. */
    long get(long hash) {
        int mask = hashes.length - 1;
        for (int at = (int) hash & mask; versions[at] != 0; at = (at + 1) & mask) {
            if (hashes[at] == hash) {
                return versions[at];
            }
        }
        return 0;
    }

    void put(long hash, long version) {
        int mask = hashes.length - 1;
        int at = (int) hash & mask;
        while (versions[at] != 0) {
            if (hashes[at] == hash) {
                versions[at] = version;
                return;
            }
            at = (at + 1) & mask;
        }
        hashes[at] = hash;
        versions[at] = version;
        if (++size * 2 > hashes.length) {
            resize(hashes.length * 2);
        }
    }

    /** Removes a hash if it still has this version. */
    void removeIf(long hash, long version) {
        int mask = hashes.length - 1;
        int at = (int) hash & mask;
        while (versions[at] != 0 && hashes[at] != hash) {
            at = (at + 1) & mask;
        }
        if (versions[at] != version || versions[at] == 0) {
            return;
        }
        int hole = at;
        for (int next = (hole + 1) & mask; versions[next] != 0; next = (next + 1) & mask) {
            int home = (int) hashes[next] & mask;
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                hashes[hole] = hashes[next];
                versions[hole] = versions[next];
                hole = next;
            }
        }
        versions[hole] = 0;
        size--;
    }

    int size() {
        return size;
    }

    void clear() {
        if (size * FEW < versions.length && versions.length > CAPACITY_MIN) {
            // What large commits made room for is not to be swept after each small one.
            hashes = new long[versions.length / 2];
            versions = new long[versions.length / 2];
        } else if (versions.length > CAPACITY_KEPT_MAX) {
            hashes = new long[CAPACITY_MIN];
            versions = new long[CAPACITY_MIN];
        } else {
            Arrays.fill(versions, 0);
        }
        size = 0;
    }

    private void resize(int capacity) {
        long[] oldHashes = hashes;
        long[] oldVersions = versions;
        hashes = new long[capacity];
        versions = new long[capacity];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldVersions[i] != 0) {
                int at = (int) oldHashes[i] & (capacity - 1);
                while (versions[at] != 0) {
                    at = (at + 1) & (capacity - 1);
                }
                hashes[at] = oldHashes[i];
                versions[at] = oldVersions[i];
            }
        }
    }
}
