package io.cairn.hnsw.vector;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Rows of little-endian float32 that lie one behind the other, from a place in the file on. */
final class PackedRows extends FileRows {

    private final long start;

    PackedRows(FileBytes bytes, long start, int dimension, long count) {
        super(bytes, dimension, count);
        this.start = start;
    }

    @Override
    @Nullable MemorySegment mapped() {
        return bytes().view(start, count() * packedBytes());
    }

    @Override
    void copyRaw(long first, int wanted, MemorySegment rows, long rowBytes) {
        long packed = packedBytes();
        long from = start + first * packed;
        if (rowBytes == packed) {
            bytes().copy(from, rows, 0, wanted * packed);
            return;
        }
        for (int i = 0; i < wanted; i++) {
            bytes().copy(from + i * packed, rows, i * rowBytes, packed);
        }
    }
}
