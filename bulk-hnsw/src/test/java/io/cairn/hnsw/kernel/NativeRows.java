package io.cairn.hnsw.kernel;

import io.cairn.hnsw.Encoding;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;

/** Random rows and a query as the kernels want them, and what they were made of. Immutable. */
final class NativeRows {

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ALIGNMENT_BYTES = 64;

    final float[] query;
    final float[][] vectors;
    final MemorySegment queryMemory;
    final MemorySegment memory;

    /** Makes some; with {@link Encoding#BF16} the components are numbers that it has. */
    NativeRows(Arena arena, Encoding encoding, int count, int dimension, long seed) {
        Random random = new Random(seed);
        this.query = random(random, dimension);
        this.vectors = new float[count][];
        this.queryMemory = arena.allocate(Distances.queryBytes(dimension), ALIGNMENT_BYTES);
        MemorySegment.copy(query, 0, queryMemory, FLOAT, 0, dimension);
        int rowBytes = encoding.rowBytes(dimension);
        this.memory = arena.allocate((long) count * rowBytes, ALIGNMENT_BYTES);
        for (int i = 0; i < count; i++) {
            vectors[i] = random(random, dimension);
            for (int d = 0; d < dimension; d++) {
                if (encoding == Encoding.BF16) {
                    int upper = Float.floatToRawIntBits(vectors[i][d]) >>> Short.SIZE;
                    vectors[i][d] = Float.intBitsToFloat(upper << Short.SIZE);
                    memory.set(SHORT, (long) i * rowBytes + 2L * d, (short) upper);
                } else {
                    memory.set(FLOAT, (long) i * rowBytes + 4L * d, vectors[i][d]);
                }
            }
        }
    }

    private static float[] random(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            vector[d] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** Returns the squared Euclidean distance of the query to a row. */
    double squares(int row) {
        double sum = 0;
        for (int d = 0; d < query.length; d++) {
            double difference = (double) query[d] - vectors[row][d];
            sum += difference * difference;
        }
        return sum;
    }

    /** Returns the inner product of the query and a row. */
    double product(int row) {
        double sum = 0;
        for (int d = 0; d < query.length; d++) {
            sum += (double) query[d] * vectors[row][d];
        }
        return sum;
    }
}
