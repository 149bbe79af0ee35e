package io.cairn.occ;

import java.util.ArrayDeque;

/**
 * The writes of recent commits, asked whether any of them touched what a transaction read. Used
 * under the commit lock only.
 *
 * <p>Point reads are answered by a hash map from key to its last kept writer; ranges by a binary
 * search in each kept commit above the reader's version, newest first. Two different keys with the
 * same 64-bit hash would give a false conflict, never a missed one.
 */
final class ConflictIndex {

    private record Commit(long version, WriteSet writes) {}

    private final long bytesMax;
    private final ArrayDeque<Commit> history = new ArrayDeque<>();
    private final ArrayDeque<Commit> rangeHistory = new ArrayDeque<>();
    private final LongHashMap lastWriter = new LongHashMap();
    private long bytes;
    private long forgottenUpTo;

    /**
     * Starts with no history.
     *
     * @param version the commits up to here are unknown
     * @param bytesMax the memory to keep, in bytes
     */
    ConflictIndex(long version, long bytesMax) {
        this.forgottenUpTo = version;
        this.bytesMax = bytesMax;
    }

    void add(long version, WriteSet writes) {
        Commit commit = new Commit(version, writes);
        history.addLast(commit);
        if (writes.hasRanges()) {
            rangeHistory.addLast(commit);
        }
        for (long hash : writes.hashes()) {
            lastWriter.put(hash, version);
        }
        bytes += writes.bytes();
        while (bytes > bytesMax && history.size() > 1) {
            forgetOldest();
        }
    }

    /** Leaves out a commit, and all before it, because everybody who is there has seen them. */
    void skip(long version) {
        forget(version);
        forgottenUpTo = version;
    }

    /**
     * Forgets the commits that no tracked transaction can need any more: those up to this version.
     */
    void forget(long upTo) {
        while (!history.isEmpty() && history.getFirst().version <= upTo) {
            forgetOldest();
        }
    }

    /** Tells whether the history still reaches back to a reader's version. */
    boolean covers(long readVersion) {
        return readVersion >= forgottenUpTo;
    }

    /** Tells whether a kept commit above {@code since} wrote anything that was read. */
    boolean conflicts(ReadSet reads, long since) {
        if (history.isEmpty() || history.getLast().version <= since) {
            return false;
        }
        for (int i = 0; i < reads.keyCount(); i++) {
            if (lastWriter.get(reads.hash(i)) > since
                    || removedSince(reads.keyspace(i), reads.key(i), since) > since) {
                return true;
            }
        }
        for (ReadSet.RangeRead read : reads.ranges()) {
            if (touched(read, since)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether a kept commit above {@code since} wrote a key, or removed a range, that these
     * writes touch too.
     */
    boolean overlaps(WriteSet writes, long since) {
        if (history.isEmpty() || history.getLast().version <= since) {
            return false;
        }
        ReadSet asReads = new ReadSet(Integer.MAX_VALUE);
        writes.forEachKey(asReads::addKey);
        writes.forEachRange((keyspace, range) -> {
            if (range != null) {
                asReads.addRange(keyspace, range);
            }
        });
        return conflicts(asReads, since);
    }

    /** Returns the newest kept version that wrote or removed a key, or 0. */
    long lastWrite(int keyspace, byte[] key, long hash) {
        return Math.max(lastWriter.get(hash), removedSince(keyspace, key, 0));
    }

    int commits() {
        return history.size();
    }

    private long removedSince(int keyspace, byte[] key, long since) {
        for (var commits = rangeHistory.descendingIterator(); commits.hasNext(); ) {
            Commit commit = commits.next();
            if (commit.version <= since) {
                return 0;
            }
            if (commit.writes.removes(keyspace, key)) {
                return commit.version;
            }
        }
        return 0;
    }

    private boolean touched(ReadSet.RangeRead read, long since) {
        for (var commits = history.descendingIterator(); commits.hasNext(); ) {
            Commit commit = commits.next();
            if (commit.version <= since) {
                return false;
            }
            if (commit.writes.touches(read.keyspace(), read.range())) {
                return true;
            }
        }
        return false;
    }

    private void forgetOldest() {
        Commit oldest = history.removeFirst();
        forgottenUpTo = oldest.version;
        bytes -= oldest.writes.bytes();
        if (history.isEmpty()) {
            lastWriter.clear();
            rangeHistory.clear();
            return;
        }
        if (!rangeHistory.isEmpty() && rangeHistory.getFirst() == oldest) {
            rangeHistory.removeFirst();
        }
        for (long hash : oldest.writes.hashes()) {
            lastWriter.removeIf(hash, oldest.version);
        }
    }
}
