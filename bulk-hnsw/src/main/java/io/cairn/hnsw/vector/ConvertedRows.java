package io.cairn.hnsw.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Rows of a .npy file of any type and order, converted to float32 block by block: 8 MiB of rows, or
 * one row, and 512 KiB of the file at a time. In Fortran order a block is read column by column.
 */
final class ConvertedRows extends FileRows {

    private static final int BLOCK_BYTES = 8 << 20;

    /** With the longest elements, as many bytes as the longest row has. */
    private static final int BLOCK_ROWS_MAX = Sizes.DIMENSION_MAX;

    private final NpyHeader header;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment block;
    private final MemorySegment scratch;
    private final int blockRows;

    /** The rows that the block holds. */
    private long blockFirst;

    private int blockFilled;

    ConvertedRows(FileBytes bytes, NpyHeader header, int dimension, long count) {
        super(bytes, dimension, count);
        this.header = header;
        long rows = Math.min(BLOCK_ROWS_MAX, BLOCK_BYTES / packedBytes());
        blockRows = (int) Math.max(1, Math.min(rows, count));
        block = arena.allocate(blockRows * packedBytes(), Float.BYTES);
        scratch = arena.allocate((long) Math.max(blockRows, dimension) * header.type().bytes());
    }

    @Override
    void copyRaw(long first, int wanted, MemorySegment rows, long rowBytes) {
        for (int i = 0; i < wanted; i++) {
            long row = first + i;
            if (row < blockFirst || row >= blockFirst + blockFilled) {
                load(row);
            }
            MemorySegment.copy(
                    block, (row - blockFirst) * packedBytes(), rows, i * rowBytes, packedBytes());
        }
    }

    private void load(long first) {
        int filled = (int) Math.min(blockRows, count() - first);
        blockFilled = 0;
        if (header.fortranOrder()) {
            for (int column = 0; column < dimension(); column++) {
                fetch(column * count() + first, filled);
                for (int i = 0; i < filled; i++) {
                    convert(i, first, i, column);
                }
            }
        } else {
            for (int i = 0; i < filled; i++) {
                fetch((first + i) * dimension(), dimension());
                for (int column = 0; column < dimension(); column++) {
                    convert(column, first, i, column);
                }
            }
        }
        blockFirst = first;
        blockFilled = filled;
    }

    private void fetch(long element, int elements) {
        int bytes = header.type().bytes();
        bytes().copy(header.bodyStart() + element * bytes, scratch, 0, (long) elements * bytes);
    }

    private void convert(int element, long first, int row, int column) {
        NpyType type = header.type();
        long bits = type.bits(scratch, (long) element * type.bytes());
        float value = type.toFloat(bits);
        if (type.kind() == 'f' && type.overflows(bits, value)) {
            throw FileFailure.format(
                    "a number is too large for float32; scale the vectors or leave this one out",
                    header.file(),
                    "row",
                    first + row,
                    "column",
                    column,
                    "value",
                    Double.longBitsToDouble(bits));
        }
        block.set(COMPONENT, row * packedBytes() + (long) column * Float.BYTES, value);
    }

    @Override
    void releaseMemory() {
        arena.close();
    }
}
