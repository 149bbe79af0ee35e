package io.cairn.ipc.client;

import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller's memory for one stream of items: one segment for all of them, or one segment for
 * each. The server decides what fits; this copies what it sent. Used by one thread, for one call.
 */
final class RemoteTargets {

    private final @Nullable MemorySegment shared;
    private final List<MemorySegment> own;

    private RemoteTargets(@Nullable MemorySegment shared, List<MemorySegment> own) {
        this.shared = shared;
        this.own = own;
    }

    /** Packs all items into one segment. */
    static RemoteTargets packed(MemorySegment target) {
        checkWritable(target);
        return new RemoteTargets(target, List.of());
    }

    /** Gives each item its own segment. */
    static RemoteTargets separate(List<MemorySegment> targets, int items) {
        if (targets.size() != items) {
            throw new InvalidArgumentException(
                    "there must be one target segment for each item",
                    "items",
                    items,
                    "targets",
                    targets.size());
        }
        targets.forEach(RemoteTargets::checkWritable);
        return new RemoteTargets(null, targets);
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

    /** Tells whether all items go into one segment. */
    boolean isPacked() {
        return shared != null;
    }

    /** Returns the sizes of the segments, in bytes. */
    long[] sizes() {
        return shared == null
                ? own.stream().mapToLong(MemorySegment::byteSize).toArray()
                : new long[] {shared.byteSize()};
    }

    /**
     * Copies the items that fitted, which arrived one behind the other.
     *
     * @param sizes for each item its size in bytes, or a negative number when it was not sent
     */
    void copy(long[] sizes, byte[] data) {
        long at = 0;
        for (int i = 0; i < sizes.length; i++) {
            long size = sizes[i];
            if (size < 0) {
                continue;
            }
            MemorySegment target = shared == null ? own.get(i) : shared;
            long to = shared == null ? 0 : at;
            if (size > data.length - at || size > target.byteSize() - to) {
                throw new UnavailableException(
                        ErrorCode.IO, "the server sent items whose sizes do not add up", null);
            }
            MemorySegment.copy(data, (int) at, target, ValueLayout.JAVA_BYTE, to, (int) size);
            at += size;
        }
    }
}
