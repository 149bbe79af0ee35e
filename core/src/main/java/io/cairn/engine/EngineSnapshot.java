package io.cairn.engine;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.bytes.SegmentReader;
import org.jspecify.annotations.Nullable;

/**
 * One consistent view of all keyspaces; must be closed, after its cursors. Those from {@link
 * StorageEngine} are immutable and thread-safe. A keyspace that was created after the view was
 * pinned is empty in it. Passing the identifier of a keyspace that was dropped is a caller's error
 * with an unspecified exception.
 */
public interface EngineSnapshot extends AutoCloseable {

    /**
     * Reads a value.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @return a fresh array owned by the caller, or null when absent
     */
    byte @Nullable [] get(int keyspace, byte[] key);

    /**
     * Reads several values from one state.
     *
     * @param keyspace the keyspace's identifier
     * @param keys the keys, in any order, repetitions allowed
     * @return fresh arrays in the order of the keys, null where absent
     */
    byte[] @Nullable [] getAll(int keyspace, byte[][] keys);

    /**
     * Lends a value without copying it where the engine can.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @param reader called at most once, when the key exists, with a read-only segment that is
     *     valid during the call
     * @param <R> the reader's result
     * @return the reader's result, or null when the key is absent
     */
    <R extends @Nullable Object> @Nullable R read(
            int keyspace, byte[] key, SegmentReader<R> reader);

    /**
     * Opens a cursor that stands before the first entry of the range in the given direction.
     *
     * @param keyspace the keyspace's identifier
     * @param range the keys to walk; an empty range gives nothing
     * @param direction the order
     * @return the cursor; the caller closes it
     */
    EngineCursor cursor(int keyspace, KeyRange range, Direction direction);

    /** Releases the view. Calling it again does nothing. */
    @Override
    void close();
}
