package io.cairn.hnsw.build;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.Arena;
import java.util.Random;

/** Rows of vectors in memory. Stateless. */
final class Rows {

    private static final int ALIGNMENT_BYTES = 64;

    private Rows() {}

    static VectorRows of(Arena arena, float[][] vectors) {
        int dimension = vectors.length == 0 ? 1 : vectors[0].length;
        int rowBytes = Encoding.F32.rowBytes(dimension);
        long bytes = Math.max(1, (long) vectors.length * rowBytes);
        VectorRows rows =
                new VectorRows(
                        arena.allocate(bytes, ALIGNMENT_BYTES),
                        vectors.length,
                        dimension,
                        rowBytes);
        for (int i = 0; i < vectors.length; i++) {
            rows.set(i, vectors[i], 0);
        }
        return rows;
    }

    static float[][] gaussian(int count, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            for (int d = 0; d < dimension; d++) {
                vector[d] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    /** Points on a line: one component, which is the row's number. */
    static float[][] line(int count) {
        float[][] vectors = new float[count][1];
        for (int i = 0; i < count; i++) {
            vectors[i][0] = i;
        }
        return vectors;
    }

    static float[] read(VectorRows rows, int row) {
        float[] vector = new float[rows.dimension()];
        rows.copy(row, vector, 0);
        return vector;
    }
}
