package io.cairn.txn;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import io.cairn.bytes.StampedEntry;
import io.cairn.config.Durability;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.WriteBatch;
import org.jspecify.annotations.Nullable;

/**
 * A view of one consistent state with the transaction's own writes on top, which are held back
 * until commit. Used by one thread at a time; whoever made it closes it.
 *
 * <p>A cursor shows the writes made before it was opened and none made after. Keys and values are
 * kept, not copied: the caller must not change them.
 */
public final class BufferedTransaction implements EngineSnapshot {

    private final EngineTransaction engine;
    private final PendingWrites writes = new PendingWrites();
    private final MergedView tracked;

    /**
     * Starts with no writes.
     *
     * @param engine the view and the commit; closed with this object
     */
    public BufferedTransaction(EngineTransaction engine) {
        this.engine = engine;
        tracked = new MergedView(writes, engine);
    }

    @Override
    public byte @Nullable [] get(int keyspace, byte[] key) {
        return tracked.get(keyspace, key);
    }

    @Override
    public byte[] @Nullable [] getAll(int keyspace, byte[][] keys) {
        return tracked.getAll(keyspace, keys);
    }

    @Override
    public <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader) {
        return tracked.read(keyspace, key, reader);
    }

    @Override
    public EngineCursor cursor(int keyspace, KeyRange range, Direction direction) {
        return tracked.cursor(keyspace, range, direction);
    }

    /**
     * Returns the same state, own writes included, through which reads are not tracked.
     *
     * @return a view that lives as long as this transaction
     */
    public EngineSnapshot untracked() {
        return new MergedView(writes, engine.untracked());
    }

    /**
     * Counts a range as read. Nothing is read, and own writes do not shorten the range.
     *
     * @param keyspace the keyspace's identifier
     * @param range the keys
     */
    public void track(int keyspace, KeyRange range) {
        engine.track(keyspace, range);
    }

    /**
     * Sets a value.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key, kept
     * @param value the value, kept
     */
    public void put(int keyspace, byte[] key, byte[] value) {
        if (writes.hasStamped()) {
            writes.dropStamped(keyspace, KeyRange.single(key));
        }
        writes.open(keyspace).put(key, value);
    }

    /**
     * Sets a value whose key or value gets the stamp of the commit; no read sees it before.
     *
     * @param keyspace the keyspace's identifier
     * @param entry the entry, whose arrays are kept and change at the commit
     */
    public void putStamped(int keyspace, StampedEntry entry) {
        writes.addStamped(keyspace, entry);
    }

    /**
     * Removes a key.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key, kept
     */
    public void delete(int keyspace, byte[] key) {
        if (writes.hasStamped()) {
            writes.dropStamped(keyspace, KeyRange.single(key));
        }
        writes.open(keyspace).delete(key);
    }

    /**
     * Removes every key of a range.
     *
     * @param keyspace the keyspace's identifier
     * @param range the keys
     */
    public void deleteRange(int keyspace, KeyRange range) {
        writes.dropStamped(keyspace, range);
        writes.open(keyspace).deleteRange(range);
    }

    /**
     * Tells whether there is anything to commit.
     *
     * @return true when something was written
     */
    public boolean hasWrites() {
        return !writes.isEmpty();
    }

    /**
     * Returns what is held back.
     *
     * @return the bytes of keys and values pending
     */
    public long pendingBytes() {
        return writes.pendingBytes();
    }

    /**
     * Creates a watch on a key.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @return the engine's watch
     */
    public EngineWatch watch(int keyspace, byte[] key) {
        return engine.watch(keyspace, key);
    }

    /**
     * Returns the pending writes.
     *
     * @return range deletes first, then one operation per key
     */
    public WriteBatch toBatch() {
        return writes.toBatch();
    }

    /**
     * Commits the pending writes.
     *
     * @param durability what the commit must survive
     * @return the version of the commit
     */
    public long commit(Durability durability) {
        return engine.commit(writes.toBatch(), durability);
    }

    @Override
    public void close() {
        engine.close();
    }
}
