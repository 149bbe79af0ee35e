package io.cairn.storage.memory;

import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnsupportedRequestException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all data on the heap and loses it at {@link #close}. Thread-safe; whoever opened it closes
 * it.
 *
 * <p>Changes are made under one lock, into trees that only the holder sees. Readers never lock:
 * they read the array of published roots, one root per keyspace, which {@link #apply} replaces as a
 * whole once it is done. Batches are thus atomic over all keyspaces, and a snapshot is that array.
 */
final class MemoryEngine implements StorageEngine {

    private static final EngineInfo INFO =
            new EngineInfo(MemoryEngineProvider.TYPE, false, false, Records.KEY_BYTES_MAX, false);

    private final Object writing = new Object();
    private final EngineSnapshot latest = new LatestView(this);

    // Guarded by writing.
    private @Nullable PackedTree[] trees = new PackedTree[1];
    private long edits;

    /** Identifiers by name; replaced as a whole, never changed. */
    private volatile NavigableMap<String, Integer> names = new TreeMap<>();

    /**
     * The published roots by keyspace identifier, null where a keyspace was dropped; replaced as a
     * whole, never changed.
     */
    private volatile @Nullable Node[] roots = new Node[1];

    MemoryEngine() {
        int id = keyspace("");
        assert id == DEFAULT_KEYSPACE;
    }

    /** The published state of all keyspaces, not to be changed. */
    @Nullable Node[] roots() {
        return roots;
    }

    @Override
    public EngineInfo info() {
        return INFO;
    }

    @Override
    public Map<String, Long> counters() {
        @Nullable Node[] state = roots;
        long keys = 0;
        long bytes = 0;
        for (Node root : state) {
            if (root != null) {
                keys += root.entries();
                bytes += root.bytes();
            }
        }
        return Map.of(
                "keys_count", keys,
                "keys_count_exact", 1L,
                "cache_hits", 0L,
                "cache_misses", 0L,
                "memtable_size_bytes", bytes,
                "wal_size_bytes", 0L,
                "disk_size_bytes", 0L);
    }

    @Override
    public int keyspace(String name) {
        synchronized (writing) {
            Integer known = names.get(name);
            if (known != null) {
                return known;
            }
            // Identifiers are never used twice: an old snapshot would show the dropped keyspace
            // under the new one's.
            int id = name.isEmpty() ? DEFAULT_KEYSPACE : trees.length;
            PackedTree tree = new PackedTree();
            trees = Arrays.copyOf(trees, Math.max(trees.length, id + 1));
            trees[id] = tree;
            publish(id, tree.root());
            NavigableMap<String, Integer> more = new TreeMap<>(names);
            more.put(name, id);
            names = more;
            return id;
        }
    }

    @Override
    public Set<String> keyspaceNames() {
        return Collections.unmodifiableSet(names.navigableKeySet());
    }

    @Override
    public void dropKeyspace(int keyspace) {
        synchronized (writing) {
            if (keyspace == DEFAULT_KEYSPACE) {
                throw new InvalidArgumentException(
                        "the default keyspace cannot be dropped; delete its keys instead");
            }
            tree(keyspace);
            trees[keyspace] = null;
            publish(keyspace, null);
            NavigableMap<String, Integer> fewer = new TreeMap<>(names);
            fewer.values().remove(keyspace);
            names = fewer;
        }
    }

    @Override
    public EngineSnapshot snapshot() {
        return new PinnedView(roots);
    }

    @Override
    public EngineSnapshot latest() {
        return latest;
    }

    @Override
    public void apply(WriteBatch batch) {
        synchronized (writing) {
            edits++;
            @Nullable Node[] next = roots.clone();
            int size = batch.size();
            int current = -1;
            PackedTree tree = null;
            for (int i = 0; i < size; i++) {
                int keyspace = batch.keyspace(i);
                if (tree == null || keyspace != current) {
                    if (tree != null) {
                        next[current] = tree.root();
                    }
                    tree = tree(keyspace);
                    tree.begin(edits);
                    current = keyspace;
                }
                switch (batch.kind(i)) {
                    case PUT -> tree.put(batch.key(i), batch.value(i));
                    case DELETE -> tree.delete(batch.key(i));
                    case DELETE_RANGE -> tree.deleteRange(batch.range(i));
                }
            }
            if (tree != null) {
                next[current] = tree.root();
            }
            roots = next;
        }
    }

    /** Does nothing: there is no power cut that the data could survive. */
    @Override
    public void sync() {}

    /** Does nothing: there is no log. */
    @Override
    public void checkpoint() {}

    /** Returns 0: every database is a new one. */
    @Override
    public long reservedVersion() {
        return 0;
    }

    /** Does nothing: no later database has this one's versions. */
    @Override
    public void reserveVersion(long version) {}

    @Override
    public void exportTo(Path directory) {
        throw new UnsupportedRequestException(
                "engine memory cannot export; copy the entries into a database of a persistent engine",
                "directory",
                directory);
    }

    @Override
    public void close() {
        synchronized (writing) {
            names = new TreeMap<>();
            trees = new PackedTree[0];
            roots = new Node[0];
        }
    }

    private PackedTree tree(int keyspace) {
        PackedTree tree = keyspace >= 0 && keyspace < trees.length ? trees[keyspace] : null;
        if (tree == null) {
            throw MemoryView.noSuchKeyspace(keyspace);
        }
        return tree;
    }

    private void publish(int keyspace, @Nullable Node root) {
        @Nullable Node[] next = Arrays.copyOf(roots, Math.max(roots.length, keyspace + 1));
        next[keyspace] = root;
        roots = next;
    }
}
