package io.cairn.mode;

import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.ListRequest;
import io.cairn.api.PathChild;
import io.cairn.api.SegmentPage;
import io.cairn.api.Sizes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyPath;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.error.BufferTooSmallException;
import io.cairn.error.InvalidModeException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be read from one state. Stateless; as thread-safe as the view given to it.
 *
 * <p>The methods that make one call on the view may be given an unpinned one ({@code latest()}):
 * {@link #exists}, {@link #length}, {@link #getAll}, {@link #count}, {@link #getInto} and the
 * listings. {@link #existsAll}, {@link #lengthAll}, {@link #getAllInto}, {@link #getPacked} and
 * {@link #children} make several and need a pinned view or a transaction to see one state.
 */
public final class ReadOperations {

    private ReadOperations() {}

    /**
     * Tells whether a key is present.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @return true when it has a value, also an empty one
     */
    public static boolean exists(EngineSnapshot view, int keyspace, byte[] key) {
        return sizeOf(view, keyspace, key) >= 0;
    }

    /**
     * Returns a value's length.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @return the length in bytes; empty when absent
     */
    public static OptionalLong length(EngineSnapshot view, int keyspace, byte[] key) {
        long size = sizeOf(view, keyspace, key);
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * Reads several values.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @return the values in the order of the keys, null where absent
     */
    public static List<byte @Nullable []> getAll(
            EngineSnapshot view, int keyspace, List<byte[]> keys) {
        return Arrays.asList(view.getAll(keyspace, keys.toArray(byte[][]::new)));
    }

    /**
     * Tells for several keys whether they are present.
     *
     * @param view the state, pinned
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @return bit i is set when key i is present
     */
    public static BitSet existsAll(EngineSnapshot view, int keyspace, List<byte[]> keys) {
        BitSet present = new BitSet(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            present.set(i, exists(view, keyspace, keys.get(i)));
        }
        return present;
    }

    /**
     * Returns the lengths of several values.
     *
     * @param view the state, pinned
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @return a length in bytes or {@link Sizes#ABSENT} for each key
     */
    public static long[] lengthAll(EngineSnapshot view, int keyspace, List<byte[]> keys) {
        long[] sizes = new long[keys.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = sizeOf(view, keyspace, keys.get(i));
        }
        return sizes;
    }

    /**
     * Counts the entries of a range by walking it.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param range the keys to count
     * @return the exact number
     */
    public static long count(EngineSnapshot view, int keyspace, KeyRange range) {
        long count = 0;
        try (EngineCursor cursor = view.cursor(keyspace, range, Direction.FORWARD)) {
            while (cursor.next()) {
                count++;
            }
        }
        return count;
    }

    /**
     * Lists one page of keys.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param request which keys, and how they are returned
     * @return the page
     * @throws InvalidModeException for refused flags, and for CONSUME
     */
    public static KeyPage listKeys(EngineSnapshot view, int keyspace, ListRequest request) {
        ModeRules.checkReadOnly(Operation.LIST, request.modes());
        return Pages.keys(view, keyspace, request, null);
    }

    /**
     * Lists one page of entries.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param request which entries, and how their keys are returned
     * @return the page
     * @throws InvalidModeException for refused flags, and for CONSUME
     */
    public static EntryPage list(EngineSnapshot view, int keyspace, ListRequest request) {
        ModeRules.checkReadOnly(Operation.LIST, request.modes());
        return Pages.entries(view, keyspace, request, null);
    }

    /**
     * Copies a value into the caller's memory.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @param target where to copy to
     * @return the value's size in bytes, or {@link Sizes#ABSENT}
     * @throws BufferTooSmallException when it does not fit; nothing was copied
     * @throws io.cairn.error.InvalidArgumentException when the target is read-only
     */
    public static long getInto(
            EngineSnapshot view, int keyspace, byte[] key, MemorySegment target) {
        SegmentTargets.checkWritable(target);
        Long size =
                view.read(
                        keyspace,
                        key,
                        value -> {
                            if (value.byteSize() <= target.byteSize()) {
                                MemorySegment.copy(value, 0, target, 0, value.byteSize());
                            }
                            return value.byteSize();
                        });
        if (size == null) {
            return Sizes.ABSENT;
        }
        if (size > target.byteSize()) {
            throw new BufferTooSmallException(size, target.byteSize());
        }
        return size;
    }

    /**
     * Copies several values, each into its own memory.
     *
     * @param view the state, pinned
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @param targets as many segments
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     */
    public static long[] getAllInto(
            EngineSnapshot view, int keyspace, List<byte[]> keys, List<MemorySegment> targets) {
        return copyAll(view, keyspace, keys, SegmentTargets.separate(targets, keys.size()));
    }

    /**
     * Copies several values one behind the other; after the first that does not fit none is copied.
     *
     * @param view the state, pinned
     * @param keyspace the keyspace's identifier
     * @param keys the keys
     * @param target where to copy to
     * @return a size in bytes, {@link Sizes#ABSENT} or {@link Sizes#TOO_SMALL} for each key
     */
    public static long[] getPacked(
            EngineSnapshot view, int keyspace, List<byte[]> keys, MemorySegment target) {
        return copyAll(view, keyspace, keys, SegmentTargets.packed(target));
    }

    /**
     * Lists keys, and values unless {@code values} is null, one behind the other.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param request which entries
     * @param keys where to copy keys to
     * @param values where to copy values to, or null
     * @return the sizes and where to resume
     * @throws InvalidModeException for refused flags, and for CONSUME
     */
    public static SegmentPage listPacked(
            EngineSnapshot view,
            int keyspace,
            ListRequest request,
            MemorySegment keys,
            @Nullable MemorySegment values) {
        ModeRules.checkReadOnly(Operation.LIST, request.modes());
        SegmentTargets valueTargets = values == null ? null : SegmentTargets.packed(values);
        return SegmentPages.list(
                view, keyspace, request, SegmentTargets.packed(keys), valueTargets, null);
    }

    /**
     * Lists keys, and values unless {@code values} is null, each into its own memory.
     *
     * @param view the state
     * @param keyspace the keyspace's identifier
     * @param request which entries; its count must equal the number of segments
     * @param keys where to copy keys to
     * @param values as many segments for values, or null
     * @return the sizes and where to resume
     * @throws InvalidModeException for refused flags, and for CONSUME
     */
    public static SegmentPage listInto(
            EngineSnapshot view,
            int keyspace,
            ListRequest request,
            List<MemorySegment> keys,
            @Nullable List<MemorySegment> values) {
        ModeRules.checkReadOnly(Operation.LIST, request.modes());
        SegmentTargets keyTargets = SegmentTargets.separate(keys, request.count());
        SegmentTargets valueTargets =
                values == null ? null : SegmentTargets.separate(values, request.count());
        return SegmentPages.list(view, keyspace, request, keyTargets, valueTargets, null);
    }

    /**
     * Lists the segments directly below a path, by skipping from child to child.
     *
     * @param view the state, pinned
     * @param keyspace the keyspace's identifier
     * @param parent the path
     * @param after list only children that sort after this segment; null for all
     * @param limit the most children returned
     * @return the children in the byte order of their segments
     */
    public static List<PathChild> children(
            EngineSnapshot view, int keyspace, KeyPath parent, @Nullable String after, int limit) {
        return ChildScan.list(view, keyspace, parent, after, limit);
    }

    /** Copies values to where they belong, absent ones nowhere. */
    static long[] copyAll(
            EngineSnapshot view, int keyspace, List<byte[]> keys, SegmentTargets targets) {
        long[] sizes = new long[keys.size()];
        for (int i = 0; i < sizes.length; i++) {
            int index = i;
            Long size = view.read(keyspace, keys.get(i), value -> targets.copy(index, value));
            sizes[i] = size == null ? Sizes.ABSENT : size;
        }
        return sizes;
    }

    private static long sizeOf(EngineSnapshot view, int keyspace, byte[] key) {
        Long size = view.read(keyspace, key, MemorySegment::byteSize);
        return size == null ? Sizes.ABSENT : size;
    }
}
