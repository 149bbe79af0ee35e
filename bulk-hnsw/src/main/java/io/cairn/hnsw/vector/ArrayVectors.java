package io.cairn.hnsw.vector;

import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in memory, which is not copied: it must not change before the source is closed. Stateless
 * and thread-safe; the sources are used by one thread at a time, and whoever made one closes it.
 */
public final class ArrayVectors {

    private static final String NAME = "memory";

    private ArrayVectors() {}

    /**
     * Makes a source of arrays, whose ids are row numbers.
     *
     * @param vectors float[count][dimension], at least one
     * @return the vectors; the caller closes it
     * @throws InvalidArgumentException when there is none, or they differ in length
     */
    public static VectorSource of(float[][] vectors) {
        return new Arrays(vectors, dimension(vectors), null);
    }

    /**
     * Makes a source of arrays.
     *
     * @param vectors float[count][dimension], at least one
     * @param ids as many ids
     * @return the vectors; the caller closes it
     * @throws InvalidArgumentException when there is none, they differ in length, or there is
     *     another number of ids
     * @throws io.cairn.error.CorruptionException when two ids are equal
     */
    public static VectorSource of(float[][] vectors, long[] ids) {
        return new Arrays(vectors, dimension(vectors), checked(ids, vectors.length));
    }

    /**
     * Makes a source of one piece of memory, whose ids are row numbers.
     *
     * @param vectors float32[count][dimension] in little-endian order, without gaps
     * @param dimension components of a vector
     * @return the vectors; the caller closes it
     * @throws InvalidArgumentException when the dimension is out of its range, or the last vector
     *     is not complete
     * @throws io.cairn.error.LimitException when there are more vectors than allowed
     */
    public static VectorSource of(MemorySegment vectors, int dimension) {
        return new Packed(vectors, dimension, count(vectors, dimension), null);
    }

    /**
     * Makes a source of one piece of memory.
     *
     * @param vectors float32[count][dimension] in little-endian order, without gaps
     * @param dimension components of a vector
     * @param ids as many ids
     * @return the vectors; the caller closes it
     * @throws InvalidArgumentException when the dimension is out of its range, the last vector is
     *     not complete, or there is another number of ids
     * @throws io.cairn.error.CorruptionException when two ids are equal
     * @throws io.cairn.error.LimitException when there are more vectors than allowed
     */
    public static VectorSource of(MemorySegment vectors, int dimension, long[] ids) {
        long count = count(vectors, dimension);
        return new Packed(vectors, dimension, count, checked(ids, count));
    }

    private static int dimension(float[][] vectors) {
        if (vectors.length == 0) {
            throw new InvalidArgumentException(
                    "no vectors do not say their dimension; use an empty memory segment");
        }
        int dimension = Sizes.required(vectors[0].length);
        for (int row = 0; row < vectors.length; row++) {
            if (vectors[row].length != dimension) {
                throw new InvalidArgumentException(
                        "a vector is longer or shorter than the first",
                        "row",
                        row,
                        "components",
                        vectors[row].length,
                        "dimension",
                        dimension);
            }
        }
        return dimension;
    }

    private static long count(MemorySegment vectors, int dimension) {
        long rowBytes = (long) Sizes.required(dimension) * Float.BYTES;
        if (vectors.byteSize() % rowBytes != 0) {
            throw new InvalidArgumentException(
                    "the last vector is not complete",
                    "bytes",
                    vectors.byteSize(),
                    "dimension",
                    dimension);
        }
        return Sizes.count(vectors.byteSize() / rowBytes, NAME);
    }

    private static long[] checked(long[] ids, long count) {
        if (ids.length != count) {
            throw new InvalidArgumentException(
                    "there must be one id for each vector", "ids", ids.length, "vectors", count);
        }
        DistinctIds.check(row -> ids[(int) row], count, NAME);
        return ids;
    }

    /** Sources that may have ids of their own. */
    private abstract static class InMemory extends RowSource {
        private final long @Nullable [] ids;

        InMemory(int dimension, long count, long @Nullable [] ids) {
            super(NAME, dimension, count);
            this.ids = ids;
        }

        @Override
        void copyIds(long first, int wanted, long[] target) {
            if (ids == null) {
                super.copyIds(first, wanted, target);
            } else {
                System.arraycopy(ids, (int) first, target, 0, wanted);
            }
        }

        @Override
        void release() {}
    }

    private static final class Arrays extends InMemory {
        private final float[][] vectors;

        Arrays(float[][] vectors, int dimension, long @Nullable [] ids) {
            super(dimension, vectors.length, ids);
            this.vectors = vectors;
        }

        @Override
        void copyRows(long first, int wanted, MemorySegment rows, long rowBytes) {
            for (int i = 0; i < wanted; i++) {
                float[] vector = vectors[(int) first + i];
                MemorySegment.copy(vector, 0, rows, COMPONENT, i * rowBytes, dimension());
            }
        }
    }

    private static final class Packed extends InMemory {
        private final MemorySegment vectors;

        Packed(MemorySegment vectors, int dimension, long count, long @Nullable [] ids) {
            super(dimension, count, ids);
            this.vectors = vectors;
        }

        @Override
        void copyRows(long first, int wanted, MemorySegment rows, long rowBytes) {
            long packed = packedBytes();
            if (rowBytes == packed) {
                MemorySegment.copy(vectors, first * packed, rows, 0, wanted * packed);
                return;
            }
            for (int i = 0; i < wanted; i++) {
                MemorySegment.copy(vectors, (first + i) * packed, rows, i * rowBytes, packed);
            }
        }
    }
}
