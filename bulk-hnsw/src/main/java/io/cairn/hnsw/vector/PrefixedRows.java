package io.cairn.hnsw.vector;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Rows that each begin with their dimension as a little-endian int32: .fvecs and .bvecs. */
final class PrefixedRows extends FileRows {

    private static final int PREFIX_BYTES = Integer.BYTES;

    private final int componentBytes;
    private final long stride;
    private final MemorySegment prefix = MemorySegment.ofArray(new int[1]);
    private final MemorySegment octets;

    private PrefixedRows(FileBytes bytes, int componentBytes, int dimension, long count) {
        super(bytes, dimension, count);
        this.componentBytes = componentBytes;
        stride = stride(dimension, componentBytes);
        octets = MemorySegment.ofArray(new byte[componentBytes == 1 ? dimension : 0]);
    }

    /**
     * Makes a source.
     *
     * @param componentBytes 4 for float32, 1 for unsigned bytes
     * @param given the dimension, or 0 for that of the first row
     */
    static PrefixedRows of(FileBytes bytes, int componentBytes, int given) {
        if (bytes.size() == 0) {
            if (given == 0) {
                throw new InvalidArgumentException(
                        "an empty file does not say the dimension of its vectors; give the dimension",
                        "file",
                        bytes.path());
            }
            return new PrefixedRows(bytes, componentBytes, given, 0);
        }
        if (bytes.size() < PREFIX_BYTES) {
            throw cut(bytes, 0);
        }
        int stated = bytes.intAt(0);
        if (stated < 1 || stated > Sizes.DIMENSION_MAX) {
            throw wrongDimension(bytes, 0, stated, given);
        }
        int dimension = Sizes.inFile(stated, given, bytes.path());
        long stride = stride(dimension, componentBytes);
        if (bytes.size() % stride != 0) {
            throw firstWrong(bytes, stride, dimension);
        }
        long count = Sizes.count(bytes.size() / stride, bytes.path());
        return new PrefixedRows(bytes, componentBytes, dimension, count);
    }

    private static long stride(int dimension, int componentBytes) {
        return PREFIX_BYTES + (long) dimension * componentBytes;
    }

    /** Finds out why a file is not a whole number of rows: one of another dimension, or its end. */
    private static CorruptionException firstWrong(FileBytes bytes, long stride, int dimension) {
        long row = 0;
        for (long at = 0; at + PREFIX_BYTES <= bytes.size(); at += stride) {
            int stated = bytes.intAt(at);
            if (stated != dimension) {
                return wrongDimension(bytes, row, stated, dimension);
            }
            row++;
        }
        return cut(bytes, bytes.size() / stride);
    }

    private static CorruptionException cut(FileBytes bytes, long row) {
        return FileFailure.format(
                "the file ends within a vector; copy it again",
                bytes.path(),
                "row",
                row,
                "bytes",
                bytes.size());
    }

    private static CorruptionException wrongDimension(
            FileBytes bytes, long row, int stated, int expected) {
        return FileFailure.format(
                "a vector does not begin with the dimension; the file is damaged or of another format",
                bytes.path(),
                "row",
                row,
                "found",
                stated,
                "dimension",
                expected);
    }

    @Override
    void copyRaw(long first, int wanted, MemorySegment rows, long rowBytes) {
        for (int i = 0; i < wanted; i++) {
            long at = (first + i) * stride;
            bytes().copy(at, prefix, 0, PREFIX_BYTES);
            int stated = prefix.get(FileBytes.LITTLE_ENDIAN_INT, 0);
            if (stated != dimension()) {
                throw wrongDimension(bytes(), first + i, stated, dimension());
            }
            if (componentBytes == 1) {
                bytes().copy(at + PREFIX_BYTES, octets, 0, dimension());
                widen(rows, i * rowBytes);
            } else {
                bytes().copy(at + PREFIX_BYTES, rows, i * rowBytes, packedBytes());
            }
        }
    }

    private void widen(MemorySegment rows, long offset) {
        for (int i = 0; i < dimension(); i++) {
            int octet = octets.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            rows.set(COMPONENT, offset + (long) i * Float.BYTES, octet);
        }
    }
}
