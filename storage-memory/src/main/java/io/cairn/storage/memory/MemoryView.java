package io.cairn.storage.memory;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/** Reads from published roots, each call from one state. Thread-safe. */
abstract sealed class MemoryView implements EngineSnapshot permits LatestView, PinnedView {

    private static final Node NOTHING = Leaf.empty(0);

    /**
     * The roots by keyspace identifier; a fresh look for each call of a view that is not pinned.
     */
    abstract @Nullable Node[] roots();

    @Override
    public final byte @Nullable [] get(int keyspace, byte[] key) {
        return valueOf(root(keyspace), key);
    }

    @Override
    public final byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        Node root = root(keyspace);
        byte[] @Nullable [] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            values[i] = valueOf(root, keys[i]);
        }
        return values;
    }

    @Override
    public final <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        Leaf leaf = PackedTree.find(root(keyspace), key);
        int index = leaf.indexOf(key);
        return index < 0 ? null : reader.read(leaf.valueSegment(leaf.segment(), index));
    }

    @Override
    public final EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        Node root = range.isEmpty() ? NOTHING : root(keyspace);
        return switch (direction) {
            case FORWARD -> new ForwardCursor(root, range.begin(), range.end());
            case REVERSE -> new ReverseCursor(root, range.begin(), range.end());
        };
    }

    static InvalidArgumentException noSuchKeyspace(int keyspace) {
        return new InvalidArgumentException(
                "there is no such keyspace; it was dropped or never made", "keyspace", keyspace);
    }

    private static byte @Nullable [] valueOf(Node root, byte[] key) {
        Leaf leaf = PackedTree.find(root, key);
        int index = leaf.indexOf(key);
        return index < 0 ? null : leaf.valueBytes(index);
    }

    private Node root(int keyspace) {
        @Nullable Node[] roots = roots();
        if (keyspace >= roots.length) {
            // The keyspace is younger than this view.
            return NOTHING;
        }
        Node root = roots[keyspace];
        if (root == null) {
            throw noSuchKeyspace(keyspace);
        }
        return root;
    }
}
