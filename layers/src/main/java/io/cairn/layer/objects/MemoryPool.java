package io.cairn.layer.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Native memory up to a limit, in blocks. It is taken from the system in extents, when it is first
 * needed; within them the shortest free block that is long enough is used, and free neighbors
 * become one block. Its user guards it against other threads.
 */
final class MemoryPool {

    /** Blocks begin at, and are as long as, multiples of this. */
    static final long ALIGNMENT = 64;

    private static final long EXTENT_BYTES_MIN = 16L << 20;
    private static final long EXTENT_BYTES_MAX = 64L << 20;

    private final long limit;
    private final long extentBytes;
    private final TreeSet<Block> free = new TreeSet<>(Block.BY_LENGTH);
    private long extents;
    private long taken;
    private long used;
    private boolean closed;

    MemoryPool(long limit) {
        this.limit = limit / ALIGNMENT * ALIGNMENT;
        extentBytes =
                Math.clamp(
                        this.limit / 8 / ALIGNMENT * ALIGNMENT, EXTENT_BYTES_MIN, EXTENT_BYTES_MAX);
    }

    /** Returns the bytes of all blocks that are in use; never more than the limit. */
    long used() {
        return used;
    }

    /** Returns the bytes that were taken from the system; never more than the limit. */
    long taken() {
        return taken;
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the most bytes that an object can have. */
    long largest() {
        return closed ? 0 : limit;
    }

    /**
     * Finds room.
     *
     * @param bytes how much, at least 1
     * @return a block of at least so many bytes, or null when there is none
     */
    @Nullable Block allocate(long bytes) {
        if (closed || bytes > limit) {
            return null;
        }
        long length = Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
        Block block = take(length);
        if (block == null && (grow(length) || (giveBack(length) && grow(length)))) {
            block = take(length);
        }
        return block;
    }

    private @Nullable Block take(long length) {
        Block block = free.ceiling(new Block(Extent.NONE, 0, length));
        return block == null ? null : cut(block, length);
    }

    private Block cut(Block block, long length) {
        removeFree(block);
        if (block.length() > length) {
            addFree(new Block(block.extent(), block.offset() + length, block.length() - length));
        }
        used += length;
        return new Block(block.extent(), block.offset(), length);
    }

    private boolean grow(long length) {
        long room = limit - taken;
        long bytes = Math.max(length, Math.min(extentBytes, room));
        Extent extent = bytes > room ? null : Extent.open(extents++, bytes, ALIGNMENT);
        if (extent == null) {
            return false;
        }
        taken += bytes;
        addFree(new Block(extent, 0, bytes));
        return true;
    }

    /** Closes extents that are free when that makes room for a longer one. */
    private boolean giveBack(long length) {
        List<Block> whole = new ArrayList<>();
        long room = limit - taken;
        for (Block block : free.descendingSet()) {
            if (room >= length) {
                break;
            }
            if (block.isWholeExtent()) {
                whole.add(block);
                room += block.length();
            }
        }
        if (room < length) {
            return false;
        }
        whole.forEach(this::close);
        return true;
    }

    private void close(Block whole) {
        removeFree(whole);
        taken -= whole.length();
        whole.extent().close();
    }

    /** Takes a block back, which nobody reads any more. */
    void free(Block block) {
        used -= block.length();
        Block merged = block;
        Block before = block.extent().before(block);
        if (before != null) {
            removeFree(before);
            merged = new Block(block.extent(), before.offset(), before.length() + merged.length());
        }
        Block behind = block.extent().behind(block);
        if (behind != null) {
            removeFree(behind);
            merged = new Block(block.extent(), merged.offset(), merged.length() + behind.length());
        }
        addFree(merged);
        if (closed && merged.isWholeExtent()) {
            close(merged);
        }
    }

    /** Gives back what is free now, and what is in use when it becomes free. */
    void close() {
        closed = true;
        for (Block block : List.copyOf(free)) {
            if (block.isWholeExtent()) {
                close(block);
            }
        }
    }

    private void addFree(Block block) {
        free.add(block);
        block.extent().add(block);
    }

    private void removeFree(Block block) {
        free.remove(block);
        block.extent().remove(block);
    }
}
