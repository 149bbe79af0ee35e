package io.cairn.occ;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyHash;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.WriteBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys and ranges one commit writes, without values. Made by the committing thread, then used
 * under the commit lock only.
 */
final class WriteSet {

    private static final int BYTES_PER_KEY = 64;

    private record Key(int keyspace, byte[] key) {}

    private record Range(int keyspace, KeyRange range) {}

    private final Key[] keys;
    private final long[] hashes;
    private final List<Range> ranges;
    private final long bytes;
    private boolean sorted;

    private WriteSet(Key[] keys, long[] hashes, List<Range> ranges, long bytes) {
        this.keys = keys;
        this.hashes = hashes;
        this.ranges = ranges;
        this.bytes = bytes;
        this.sorted = keys.length < 2;
    }

    static WriteSet of(WriteBatch batch) {
        int count = 0;
        for (int i = 0; i < batch.size(); i++) {
            count += batch.kind(i) == WriteBatch.Kind.DELETE_RANGE ? 0 : 1;
        }
        Key[] keys = new Key[count];
        long[] hashes = new long[count];
        List<Range> ranges = count == batch.size() ? List.of() : new ArrayList<>();
        long bytes = (long) BYTES_PER_KEY * batch.size();
        int at = 0;
        for (int i = 0; i < batch.size(); i++) {
            int keyspace = batch.keyspace(i);
            if (batch.kind(i) == WriteBatch.Kind.DELETE_RANGE) {
                ranges.add(new Range(keyspace, batch.range(i)));
            } else {
                byte[] key = batch.key(i);
                keys[at] = new Key(keyspace, key);
                hashes[at++] = KeyHash.of(keyspace, key);
                bytes += key.length;
            }
        }
        return new WriteSet(keys, hashes, ranges, bytes);
    }

    /** Takes the last keys anew, which have changed, before anybody has asked for their order. */
    void rehash(int last) {
        for (int i = keys.length - last; i < keys.length; i++) {
            hashes[i] = KeyHash.of(keys[i].keyspace, keys[i].key);
        }
    }

    /** Returns the hashes of the keys written, in no particular order; not to be changed. */
    long[] hashes() {
        return hashes;
    }

    boolean hasRanges() {
        return !ranges.isEmpty();
    }

    /** Returns an estimate of the memory held, in bytes. */
    long bytes() {
        return bytes;
    }

    /** Tells whether a removed range contains the key. */
    boolean removes(int keyspace, byte[] key) {
        for (Range removed : ranges) {
            if (removed.keyspace == keyspace && removed.range.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether this commit writes anything inside the range, or removes a range that overlaps
     * it.
     */
    boolean touches(int keyspace, KeyRange range) {
        for (Range removed : ranges) {
            if (removed.keyspace == keyspace && !removed.range.intersect(range).isEmpty()) {
                return true;
            }
        }
        int at = firstAtOrAfter(keyspace, range.begin());
        return at < keys.length && keys[at].keyspace == keyspace && range.contains(keys[at].key);
    }

    private int firstAtOrAfter(int keyspace, byte[] begin) {
        if (!sorted) {
            Arrays.sort(keys, WriteSet::compare);
            sorted = true;
        }
        Key wanted = new Key(keyspace, begin);
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(keys[middle], wanted) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int compare(Key a, Key b) {
        return a.keyspace == b.keyspace
                ? Bytes.compare(a.key, b.key)
                : Integer.compare(a.keyspace, b.keyspace);
    }

    /** Calls back for every key written. */
    void forEachKey(KeyVisitor visitor) {
        for (Key key : keys) {
            visitor.visit(key.keyspace, key.key);
        }
    }

    /** Calls back for every range removed. */
    void forEachRange(RangeVisitor visitor) {
        for (Range range : ranges) {
            visitor.visit(range.keyspace, range.range);
        }
    }

    /** Receives keys. */
    interface KeyVisitor {
        void visit(int keyspace, byte[] key);
    }

    /** Receives ranges. */
    interface RangeVisitor {
        void visit(int keyspace, @Nullable KeyRange range);
    }
}
