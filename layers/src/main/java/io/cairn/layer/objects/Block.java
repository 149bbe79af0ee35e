package io.cairn.layer.objects;

import java.lang.foreign.MemorySegment;
import java.util.Comparator;

/**
 * A part of an extent. Immutable.
 *
 * @param extent what it is a part of
 * @param offset where it begins, in bytes
 * @param length how long it is, in bytes
 */
record Block(Extent extent, long offset, long length) {

    /** The shortest first, so that the best fit is the first that is long enough. */
    static final Comparator<Block> BY_LENGTH =
            Comparator.comparingLong(Block::length)
                    .thenComparingLong(block -> block.extent().number())
                    .thenComparingLong(Block::offset);

    long end() {
        return offset + length;
    }

    boolean isWholeExtent() {
        return length == extent.bytes();
    }

    /** Returns its first bytes. */
    MemorySegment memory(long bytes) {
        return extent.memory().asSlice(offset, bytes);
    }
}
