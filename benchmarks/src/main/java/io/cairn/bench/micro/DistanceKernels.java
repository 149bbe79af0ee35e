package io.cairn.bench.micro;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.kernel.Distances;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The distance of a query to rows of 128 components, as an index of vectors computes it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector"})
public class DistanceKernels {

    private static final int DIMENSION = 128;
    private static final int ROWS = 1_024;
    private static final int AT_ONCE = 16;

    /** How far is measured. */
    @Param public Metric metric;

    /** How components are stored. */
    @Param public Encoding encoding;

    private final MemorySegment query =
            Arena.ofAuto().allocate(Distances.queryBytes(DIMENSION), 64);
    private final int[] numbers = new int[AT_ONCE];
    private final float[] distances = new float[AT_ONCE];
    private Distances kernel;
    private MemorySegment rows;
    private int next;

    /** Creates the benchmark. */
    public DistanceKernels() {}

    /** Makes the vectors. */
    @Setup
    public void make() {
        Random random = new Random(1);
        for (int i = 0; i < DIMENSION; i++) {
            query.setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat());
        }
        long bytes = (long) encoding.rowBytes(DIMENSION) * ROWS;
        rows = Arena.ofAuto().allocate(bytes, 64);
        if (encoding == Encoding.F32) {
            for (long at = 0; at < bytes; at += Float.BYTES) {
                rows.set(ValueLayout.JAVA_FLOAT, at, random.nextFloat());
            }
        } else {
            for (long at = 0; at < bytes; at += Short.BYTES) {
                int bits = Float.floatToRawIntBits(random.nextFloat());
                rows.set(ValueLayout.JAVA_SHORT, at, (short) (bits >>> Short.SIZE));
            }
        }
        kernel = Distances.of(metric, encoding, DIMENSION);
    }

    /** One row. */
    @Benchmark
    public float row() {
        next = (next + 1) % ROWS;
        return kernel.toRow(query, 0, rows, next);
    }

    /** Sixteen rows that lie apart. */
    @Benchmark
    public float[] sixteenRows() {
        for (int i = 0; i < AT_ONCE; i++) {
            next = (next + 61) % ROWS;
            numbers[i] = next;
        }
        kernel.toRows(query, 0, rows, numbers, AT_ONCE, distances);
        return distances;
    }
}
