package io.cairn.bench.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds the nearest rows by comparing each query with each row. Among vectors of length 1 the order
 * by cosine is the order by Euclidean distance. Stateless.
 */
final class ExactNeighbours {

    /** Queries that are compared with a row at once: enough for the loop to be vectorised. */
    private static final int QUERIES_AT_ONCE = 64;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private ExactNeighbours() {}

    /**
     * Finds them, with all processors.
     *
     * @param base float32[count][dimension], little-endian
     * @param queries the same of the queries
     * @param dimension components of a vector
     * @param width how many of the nearest; no more than there are rows
     * @return rows' numbers, int[queries][width], nearest first; the lower one first among equals
     */
    static int[][] find(MemorySegment base, MemorySegment queries, int dimension, int width) {
        int count = Math.toIntExact(queries.byteSize() / Float.BYTES / dimension);
        int[][] nearest = new int[count][];
        IntStream.range(0, Math.ceilDiv(count, QUERIES_AT_ONCE))
                .parallel()
                .forEach(block -> {
                    int from = block * QUERIES_AT_ONCE;
                    int[][] found =
                            block(
                                    base,
                                    transposed(queries, dimension, from, count),
                                    dimension,
                                    width);
                    System.arraycopy(
                            found, 0, nearest, from, Math.min(QUERIES_AT_ONCE, count - from));
                });
        return nearest;
    }

    /** Returns float[dimension][QUERIES_AT_ONCE]; places behind the last query are zero. */
    private static float[][] transposed(MemorySegment queries, int dimension, int from, int count) {
        float[][] columns = new float[dimension][QUERIES_AT_ONCE];
        for (int q = from; q < Math.min(count, from + QUERIES_AT_ONCE); q++) {
            for (int i = 0; i < dimension; i++) {
                columns[i][q - from] = queries.getAtIndex(FLOAT, (long) q * dimension + i);
            }
        }
        return columns;
    }

    private static int[][] block(MemorySegment base, float[][] queries, int dimension, int width) {
        float[] row = new float[dimension];
        float[] distances = new float[QUERIES_AT_ONCE];
        float[][] best = new float[QUERIES_AT_ONCE][width];
        int[][] rows = new int[QUERIES_AT_ONCE][width];
        for (float[] each : best) {
            Arrays.fill(each, Float.POSITIVE_INFINITY);
        }
        int count = Math.toIntExact(base.byteSize() / Float.BYTES / dimension);
        for (int r = 0; r < count; r++) {
            MemorySegment.copy(base, FLOAT, (long) r * dimension * Float.BYTES, row, 0, dimension);
            Arrays.fill(distances, 0);
            for (int i = 0; i < dimension; i++) {
                add(distances, row[i], queries[i]);
            }
            for (int q = 0; q < QUERIES_AT_ONCE; q++) {
                if (distances[q] < best[q][width - 1]) {
                    insert(best[q], rows[q], distances[q], r);
                }
            }
        }
        return rows;
    }

    private static void add(float[] distances, float component, float[] queries) {
        for (int q = 0; q < distances.length; q++) {
            float difference = component - queries[q];
            distances[q] += difference * difference;
        }
    }

    private static void insert(float[] best, int[] rows, float distance, int row) {
        int at = best.length - 1;
        while (at > 0 && best[at - 1] > distance) {
            best[at] = best[at - 1];
            rows[at] = rows[at - 1];
            at--;
        }
        best[at] = distance;
        rows[at] = row;
    }
}
