package io.cairn.hnsw.build;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.VectorModule;
import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Has the JIT compiler compile the kernels while vectors are still being read: until then they run
 * a hundred times slower than after it, so waiting for it is faster than beginning without. Used by
 * one thread.
 */
public final class KernelWarmUp {

    /** Fewer vectors are linked before the kernels are compiled. */
    private static final int WORTH_WHILE = 5_000;

    private static final int ROWS = 512;
    private static final int ROUNDS = 4;
    private static final int LINKS = 16;

    private final @Nullable Future<?> running;

    private KernelWarmUp(@Nullable Future<?> running) {
        this.running = running;
    }

    /**
     * Begins, beside the caller. Where there are no vector instructions the log says so.
     *
     * @param count how many vectors there will be
     */
    public static KernelWarmUp begin(Metric metric, int dimension, int count, Workers workers) {
        if (count < WORTH_WHILE) {
            return new KernelWarmUp(null);
        }
        VectorModule.miss();
        return new KernelWarmUp(
                workers.threads() > 1 ? workers.beside(() -> run(metric, dimension)) : null);
    }

    /** Waits for the end. */
    public void await() {
        if (running == null) {
            return;
        }
        try {
            running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | CancellationException e) {
            System.getLogger("io.cairn.hnsw")
                    .log(System.Logger.Level.DEBUG, "the kernels were not warmed up", e);
        }
    }

    private static void run(Metric metric, int dimension) {
        try (Arena arena = Arena.ofShared();
                Workers alone = new Workers(1)) {
            VectorRows rows = random(arena, dimension);
            PartitionShape shape = new PartitionShape(ROWS / 4, 2, 2 * LINKS, LINKS, 3 * LINKS);
            int[] all = Places.all(ROWS);
            for (int i = 0; i < ROUNDS; i++) {
                long bytes = Reservoirs.bytes(ROWS, shape.reservoir());
                Reservoirs reservoirs =
                        new Reservoirs(arena.allocate(bytes, Long.BYTES), ROWS, shape.reservoir());
                Carving carving = new Carver(rows, all, shape, i).carve(alone);
                PartitionLayer.fill(
                        _ -> new Leaf(rows, metric, shape),
                        all,
                        carving.leaves(),
                        reservoirs,
                        new Bridges(),
                        alone,
                        new Stage((_, _, _) -> {}));
            }
        }
    }

    private static VectorRows random(Arena arena, int dimension) {
        int rowBytes = Encoding.F32.rowBytes(dimension);
        VectorRows rows =
                new VectorRows(
                        arena.allocate((long) ROWS * rowBytes, Encoding.F32.rowBytes(1)),
                        ROWS,
                        dimension,
                        rowBytes);
        // Each row begins one component later: few numbers, so that drawing them is not compiled.
        SplittableRandom random = new SplittableRandom(1);
        float[] numbers = new float[dimension + ROWS];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat();
        }
        for (int i = 0; i < ROWS; i++) {
            rows.set(i, numbers, i);
        }
        return rows;
    }
}
