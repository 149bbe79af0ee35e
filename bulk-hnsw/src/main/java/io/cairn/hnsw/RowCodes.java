package io.cairn.hnsw;

import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;

/**
 * All vectors of an index once more, with 8 bits for each component: between the least and the
 * greatest value that a sample has there (scalar quantization). A search that walks along them
 * reads a quarter of the memory. Thread-safe; whoever makes it closes it, and searches then throw
 * {@link IllegalStateException}.
 */
final class RowCodes implements AutoCloseable {

    /** Rows that the range of each component is taken from. */
    private static final int SAMPLE = 4096;

    private static final int PIECE = 256;
    private static final double CODES = 1 << Byte.SIZE;

    /** So that Linux can take large pages. */
    private static final long ALIGNMENT_BYTES = 2 << 20;

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Metric metric;
    private final float[] centres;
    private final float[] scales;
    private final int codeBytes;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final Distances distances;
    private final AtomicBoolean closed = new AtomicBoolean();

    private RowCodes(Metric metric, int rows, float[] centres, float[] scales) {
        int dimension = centres.length;
        this.metric = metric;
        this.centres = centres;
        this.scales = scales;
        this.codeBytes = Distances.codeBytes(dimension);
        this.memory = arena.allocate(Math.max(1, (long) rows * codeBytes), ALIGNMENT_BYTES);
        MemorySegment steps = arena.allocate(Distances.queryBytes(dimension), Long.BYTES);
        MemorySegment.copy(scales, 0, steps, FLOAT, 0, dimension);
        this.distances = Distances.ofCodes(metric, dimension, steps);
    }

    /**
     * Makes the codes of all rows, with all processors.
     *
     * @param rows how many there are
     * @param components returns those of a row
     */
    static RowCodes of(Metric metric, int rows, int dimension, IntFunction<float[]> components) {
        float[] least = new float[dimension];
        float[] greatest = new float[dimension];
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
        int step = Math.max(1, rows / SAMPLE);
        for (long row = 0; row < rows; row += step) {
            float[] vector = components.apply((int) row);
            for (int d = 0; d < dimension; d++) {
                least[d] = Math.min(least[d], vector[d]);
                greatest[d] = Math.max(greatest[d], vector[d]);
            }
        }
        float[] centres = new float[dimension];
        float[] scales = new float[dimension];
        for (int d = 0; d < dimension && rows > 0; d++) {
            scales[d] = (float) (((double) greatest[d] - least[d]) / CODES);
            centres[d] = (float) (((double) greatest[d] + least[d]) / 2);
        }
        RowCodes codes = new RowCodes(metric, rows, centres, scales);
        boolean done = false;
        try (Workers workers = new Workers(0)) {
            workers.run(
                    rows,
                    PIECE,
                    _ -> new byte[dimension],
                    (some, begin, end) -> {
                        for (int row = begin; row < end; row++) {
                            codes.write(row, components.apply(row), some);
                        }
                    });
            done = true;
        } finally {
            if (!done) {
                codes.close();
            }
        }
        return codes;
    }

    /** Values outside of the sample's range become its ends. */
    private void write(int row, float[] vector, byte[] some) {
        for (int d = 0; d < vector.length; d++) {
            float code = scales[d] > 0 ? (vector[d] - centres[d]) / scales[d] : 0;
            some[d] = (byte) Math.clamp(Math.round(code), Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
        MemorySegment.copy(
                some, 0, memory, ValueLayout.JAVA_BYTE, (long) row * codeBytes, some.length);
    }

    /** Returns how to compare a query as {@link #query} writes it with the codes. */
    Distances distances() {
        return distances;
    }

    /** Returns the codes. */
    MemorySegment memory() {
        return memory;
    }

    /** Writes a vector as a query to the codes. */
    void query(float[] vector, MemorySegment target) {
        for (int d = 0; d < vector.length; d++) {
            target.set(
                    FLOAT,
                    (long) d * Float.BYTES,
                    metric == Metric.L2 ? vector[d] - centres[d] : vector[d] * scales[d]);
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            arena.close();
        }
    }
}
