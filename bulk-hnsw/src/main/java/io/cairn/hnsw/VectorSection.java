package io.cairn.hnsw;

import io.cairn.hnsw.file.IndexFileWriter;
import io.cairn.hnsw.file.SectionKind;
import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.MemorySegment;

/** Writes the vectors of an index in the order of their numbers. Stateless. */
final class VectorSection {

    /** So much is copied at once, or one vector. */
    private static final int PIECE_BYTES = 1 << 20;

    private VectorSection() {}

    static void write(IndexFileWriter file, VectorRows rows, Encoding encoding) {
        int rowBytes = encoding.rowBytes(rows.dimension());
        int[] next = {0};
        file.stream(
                SectionKind.VECTORS,
                (long) rows.count() * rowBytes,
                Math.max(1L, PIECE_BYTES / rowBytes) * rowBytes,
                piece -> {
                    switch (encoding) {
                        case F32 -> copy(rows, next[0], piece);
                        case BF16 -> UpperHalves.write(rows, next[0], piece);
                    }
                    next[0] += (int) (piece.byteSize() / rowBytes);
                });
    }

    private static void copy(VectorRows rows, int first, MemorySegment target) {
        int row = first;
        for (long at = 0; at < target.byteSize(); at += rows.rowBytes()) {
            MemorySegment.copy(rows.memory(), rows.offset(row++), target, at, rows.rowBytes());
        }
    }
}
