package io.cairn.hnsw;

import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What an index offers as a source, read to its end. Immutable.
 *
 * @param vectors the vectors
 * @param ids their ids
 */
record StoredRows(float[][] vectors, long[] ids) {

    private static final int AT_ONCE = 7;

    static StoredRows of(HnswIndex index) {
        try (VectorSource source = index.vectors()) {
            int count = (int) source.count();
            int dimension = source.dimension();
            float[][] vectors = new float[count][dimension];
            long[] ids = new long[count];
            long rowBytes = dimension * 4L + 8;
            MemorySegment rows = MemorySegment.ofArray(new byte[(int) (AT_ONCE * rowBytes)]);
            long[] some = new long[AT_ONCE];
            int read = 0;
            int got;
            while ((got = source.read(rows, rowBytes, some, AT_ONCE)) > 0) {
                for (int i = 0; i < got; i++) {
                    MemorySegment.copy(
                            rows,
                            ValueLayout.JAVA_FLOAT_UNALIGNED,
                            i * rowBytes,
                            vectors[read],
                            0,
                            dimension);
                    ids[read++] = some[i];
                }
            }
            if (read != count) {
                throw new AssertionError("read " + read + " of " + count);
            }
            return new StoredRows(vectors, ids);
        }
    }
}
