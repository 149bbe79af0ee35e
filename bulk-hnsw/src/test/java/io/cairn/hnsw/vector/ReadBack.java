package io.cairn.hnsw.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a source gave, to be compared, and vectors to give to it.
 *
 * @param vectors float[count][dimension]
 * @param ids as many ids
 */
record ReadBack(float[][] vectors, long[] ids) {

    private static final byte GAP = 0x5A;

    /**
     * Reads a source to its end, in batches, with a gap behind each row that must stay as it is.
     */
    static ReadBack of(VectorSource source, int batch, int gapBytes) {
        int packed = source.dimension() * Float.BYTES;
        int rowBytes = packed + gapBytes;
        List<float[]> vectors = new ArrayList<>();
        List<Long> all = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rows = arena.allocate((long) batch * rowBytes);
            rows.fill(GAP);
            long[] ids = new long[batch];
            int count;
            while ((count = source.read(rows, rowBytes, ids, batch)) > 0) {
                for (int i = 0; i < count; i++) {
                    long at = (long) i * rowBytes;
                    vectors.add(rows.asSlice(at, packed).toArray(RowSource.COMPONENT));
                    all.add(ids[i]);
                    for (int g = packed; g < rowBytes; g++) {
                        if (rows.get(ValueLayout.JAVA_BYTE, at + g) != GAP) {
                            throw new AssertionError("the gap behind row " + i + " was written");
                        }
                    }
                }
            }
        }
        return new ReadBack(
                vectors.toArray(float[][]::new), all.stream().mapToLong(Long::longValue).toArray());
    }

    /** Reads a source to its end and closes it. */
    static float[][] vectors(VectorSource source) {
        try (source) {
            return of(source, 3, 0).vectors();
        }
    }

    static float[][] random(long seed, int count, int dimension) {
        Random random = new Random(seed);
        float[][] vectors = new float[count][dimension];
        for (float[] vector : vectors) {
            for (int i = 0; i < dimension; i++) {
                vector[i] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }

    /** Returns vectors as raw little-endian float32. */
    static byte[] raw(float[]... vectors) {
        int components = Arrays.stream(vectors).mapToInt(v -> v.length).sum();
        ByteBuffer bytes = littleEndian(components * Float.BYTES);
        for (float[] vector : vectors) {
            for (float component : vector) {
                bytes.putFloat(component);
            }
        }
        return bytes.array();
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
