package io.cairn.hnsw.cli;

import io.cairn.hnsw.Neighbor;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Answers queries with several threads. Immutable.
 *
 * @param wanted how many threads; 0 for one for each processor
 */
record QueryThreads(int wanted) {

    /** Answers queries 0 to count - 1, in order. */
    List<List<Neighbor>> each(int count, IntFunction<List<Neighbor>> answer) {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = Math.clamp(count, 1, wanted == 0 ? processors : wanted);
        if (threads == 1) {
            return IntStream.range(0, count).mapToObj(answer).toList();
        }
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(() -> IntStream.range(0, count).parallel().mapToObj(answer).toList())
                    .join();
        }
    }
}
