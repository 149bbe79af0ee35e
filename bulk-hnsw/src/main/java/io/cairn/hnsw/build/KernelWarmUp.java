package io.cairn.hnsw.build;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Has the JIT compiler compile the kernels while vectors are still being read: until then they run
 * a hundred times slower than after it. Stateless.
 */
public final class KernelWarmUp {

    /** Fewer vectors are linked before the kernels are compiled. */
    private static final int WORTH_WHILE = 5_000;

    private static final int ROWS = 512;
    private static final int ROUNDS = 3;

    private KernelWarmUp() {}

    /**
     * Begins; ends by itself.
     *
     * @param count how many vectors there will be
     */
    public static void begin(Metric metric, int dimension, int count, Workers workers) {
        if (count >= WORTH_WHILE && workers.threads() > 1) {
            workers.beside(() -> run(metric, dimension));
        }
    }

    private static void run(Metric metric, int dimension) {
        try (Arena arena = Arena.ofShared();
                Workers alone = new Workers(1)) {
            int rowBytes = Encoding.F32.rowBytes(dimension);
            VectorRows rows =
                    new VectorRows(
                            arena.allocate((long) ROWS * rowBytes, 64), ROWS, dimension, rowBytes);
            SplittableRandom random = new SplittableRandom(1);
            float[] vector = new float[dimension];
            for (int i = 0; i < ROWS; i++) {
                for (int d = 0; d < dimension; d++) {
                    vector[d] = random.nextFloat();
                }
                rows.set(i, vector, 0);
            }
            PartitionShape shape = new PartitionShape(ROWS / 4, 2, 32, 16, 48);
            int[] all = IntStream.range(0, ROWS).toArray();
            for (int i = 0; i < ROUNDS; i++) {
                Reservoirs reservoirs =
                        new Reservoirs(arena.allocate(Reservoirs.bytes(ROWS, 48), 8), ROWS, 48);
                Carving carving = new Carver(rows, all, shape, i).carve(alone);
                PartitionLayer.fill(
                        rows,
                        metric,
                        shape,
                        all,
                        carving.leaves(),
                        reservoirs,
                        alone,
                        new Stage((_, _, _) -> {}));
            }
        }
    }
}
