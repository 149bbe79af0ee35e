package io.cairn.mode;

import io.cairn.api.Sizes;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's memory for one stream of items: one segment for all of them, or one segment for
 * each. Used by one thread, for one call.
 *
 * <p>Packed items lie one behind the other, and after the first that does not fit none is copied
 * any more; items with a segment of their own are independent.
 */
final class SegmentTargets {

    private final @Nullable MemorySegment shared;
    private final List<MemorySegment> own;
    private long used;
    private boolean full;

    private SegmentTargets(@Nullable MemorySegment shared, List<MemorySegment> own) {
        this.shared = shared;
        this.own = own;
    }

    /** Packs all items into one segment. */
    static SegmentTargets packed(MemorySegment target) {
        checkWritable(target);
        return new SegmentTargets(target, List.of());
    }

    /** Gives each item its own segment. */
    static SegmentTargets separate(List<MemorySegment> targets, int items) {
        if (targets.size() != items) {
            throw new InvalidArgumentException(
                    "there must be one target segment for each item",
                    "items",
                    items,
                    "targets",
                    targets.size());
        }
        for (MemorySegment target : targets) {
            checkWritable(target);
        }
        return new SegmentTargets(null, targets);
    }

    /** Refuses memory that cannot be written. */
    static void checkWritable(MemorySegment target) {
        if (target.isReadOnly()) {
            throw new InvalidArgumentException(
                    "the target segment is read-only; give writable memory",
                    "bytes",
                    target.byteSize());
        }
    }

    /**
     * Copies an item if it fits.
     *
     * @return its size in bytes, or {@link Sizes#TOO_SMALL}
     */
    long copy(int index, MemorySegment item) {
        long size = item.byteSize();
        if (shared == null) {
            MemorySegment target = own.get(index);
            if (size > target.byteSize()) {
                return Sizes.TOO_SMALL;
            }
            MemorySegment.copy(item, 0, target, 0, size);
            return size;
        }
        if (full || size > shared.byteSize() - used) {
            full = true;
            return Sizes.TOO_SMALL;
        }
        MemorySegment.copy(item, 0, shared, used, size);
        used += size;
        return size;
    }
}
