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

    private final int[] keyspaces;
    private final byte[][] keys;
    private final long[] hashes;
    private final List<Range> ranges;
    private final long bytes;

    /** The keys in order, made when somebody asks for a range. */
    private Key @Nullable [] sorted;

    private WriteSet(
            int[] keyspaces, byte[][] keys, long[] hashes, List<Range> ranges, long bytes) {
        this.keyspaces = keyspaces;
        this.keys = keys;
        this.hashes = hashes;
        this.ranges = ranges;
        this.bytes = bytes;
    }

    static WriteSet of(WriteBatch batch) {
        int count = 0;
        for (int i = 0; i < batch.size(); i++) {
            count += batch.kind(i) == WriteBatch.Kind.DELETE_RANGE ? 0 : 1;
        }
        int[] keyspaces = new int[count];
        byte[][] keys = new byte[count][];
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
                keyspaces[at] = keyspace;
                keys[at] = key;
                hashes[at++] = KeyHash.of(keyspace, key);
                bytes += key.length;
            }
        }
        return new WriteSet(keyspaces, keys, hashes, ranges, bytes);
    }

    /** Takes the last keys anew, which have changed, before anybody has asked for their order. */
    void rehash(int last) {
        for (int i = keys.length - last; i < keys.length; i++) {
            hashes[i] = KeyHash.of(keyspaces[i], keys[i]);
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
        Key[] inOrder = sorted();
        int at = firstAtOrAfter(inOrder, keyspace, range.begin());
        return at < inOrder.length
                && inOrder[at].keyspace == keyspace
                && range.contains(inOrder[at].key);
    }

    private Key[] sorted() {
        Key[] inOrder = sorted;
        if (inOrder == null) {
            inOrder = new Key[keys.length];
            Arrays.setAll(inOrder, i -> new Key(keyspaces[i], keys[i]));
            Arrays.sort(inOrder, WriteSet::compare);
            sorted = inOrder;
        }
        return inOrder;
    }

    private static int firstAtOrAfter(Key[] keys, int keyspace, byte[] begin) {
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
        for (int i = 0; i < keys.length; i++) {
            visitor.visit(keyspaces[i], keys[i]);
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
