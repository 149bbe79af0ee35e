package io.cairn.api;

import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be asked of one consistent state: a {@link Snapshot}'s, a {@link
 * Transaction}'s, or, on a {@link Database}, the newest one for each call. Thread safety and
 * lifetime are those of the object it came from.
 */
public interface ReadView {

    /**
     * Reads a value.
     *
     * @param key the key
     * @return the value, owned by the caller, or null when absent
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Tells whether a key is present.
     *
     * @param key the key
     * @return true when it has a value, also an empty one
     */
    boolean exists(byte[] key);

    /**
     * Returns a value's length without copying the value.
     *
     * @param key the key
     * @return the length in bytes; empty when absent
     */
    OptionalLong length(byte[] key);

    /**
     * Reads several values from one state; much faster than single reads.
     *
     * @param keys the keys, in any order, repetitions allowed
     * @return the values in the order of the keys, null where absent
     */
    List<byte @Nullable []> getAll(List<byte[]> keys);

    /**
     * Tells for several keys of one state whether they are present.
     *
     * @param keys the keys
     * @return bit i is set when key i is present
     */
    BitSet existsAll(List<byte[]> keys);

    /**
     * Returns the lengths of several values of one state.
     *
     * @param keys the keys
     * @return a length in bytes or {@link Sizes#ABSENT} for each key
     */
    long[] lengthAll(List<byte[]> keys);

    /**
     * Opens a cursor over a range.
     *
     * @param range the keys to walk; an empty range gives nothing
     * @param options direction, limits, start, modes
     * @return the cursor; the caller closes it
     * @throws io.cairn.error.InvalidModeException for IGNORE_KEYS, KEEP_LAST or refused pairs; for
     *     CONSUME where nothing can be written; for NO_PREFIX on a range without prefix
     * @throws io.cairn.error.InvalidFilterException for a filter that is malformed or not known
     *     where the data is; the cursor throws it, again and again, when the filter fails
     */
    Cursor scan(KeyRange range, ScanOptions options);

    /**
     * Opens a forward cursor over a range.
     *
     * @param range the keys to walk
     * @return the cursor; the caller closes it
     */
    default Cursor scan(KeyRange range) {
        return scan(range, ScanOptions.all());
    }

    /**
     * Counts the entries of a range by walking it.
     *
     * @param range the keys to count
     * @return the exact number
     */
    long count(KeyRange range);

    /**
     * Returns one page of keys.
     *
     * @param request which keys, and how they are returned
     * @return the page
     * @throws io.cairn.error.InvalidFilterException for a filter that is malformed or not known
     *     where the data is, or that fails; nothing was consumed
     */
    KeyPage listKeys(ListRequest request);

    /**
     * Returns one page of entries.
     *
     * @param request which entries, and how their keys are returned
     * @return the page
     * @throws io.cairn.error.InvalidFilterException for a filter that is malformed or not known
     *     where the data is, or that fails; nothing was consumed
     */
    EntryPage list(ListRequest request);

    /**
     * Returns the same view of another keyspace.
     *
     * @param keyspace a keyspace of this database
     * @return a view that lives as long as this one
     */
    ReadView in(Keyspace keyspace);

    /**
     * Returns the door to borrowed and caller-owned memory.
     *
     * @return reads with segments, living as long as this view
     */
    SegmentReads segments();

    /**
     * Lists the segments directly below a path, by skipping from child to child.
     *
     * @param parent the path
     * @param after list only children that sort after this segment; null for all
     * @param limit the most children returned
     * @return the children in key order
     */
    List<PathChild> children(KeyPath parent, @Nullable String after, int limit);

    /**
     * Reads the value at a path.
     *
     * @param path the path
     * @return the value, owned by the caller, or null when absent
     */
    default byte @Nullable [] get(KeyPath path) {
        return get(Objects.requireNonNull(path, "path").toKey());
    }

    /**
     * Tells whether a path has a value.
     *
     * @param path the path
     * @return true when present
     */
    default boolean exists(KeyPath path) {
        return exists(Objects.requireNonNull(path, "path").toKey());
    }

    /**
     * Opens a cursor over everything strictly below a path.
     *
     * @param parent the path
     * @param options direction, limits, start, modes
     * @return the cursor; the caller closes it
     */
    default Cursor scan(KeyPath parent, ScanOptions options) {
        return scan(Objects.requireNonNull(parent, "parent").descendants(), options);
    }
}
