package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.ClosedException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that search, one that updates, and one that closes. */
class ConcurrentUseTest {

    private static final int COUNT = 1_500;
    private static final int THREADS = 4;
    private static final float[][] VECTORS = TestVectors.clustered(COUNT, 16, 1);

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("index");
    }

    private HnswIndex open() {
        return TestIndex.open(file(), VECTORS, TestIndex.options());
    }

    @Test
    void searchesGoOnWhileUpdatesAreSaved() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Phaser searched = new Phaser(1);
        try (HnswIndex index = open();
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<List<Neighbor>> expected = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                expected.add(index.search(VECTORS[i], 10, 50));
            }
            List<Future<Integer>> searching = new ArrayList<>();
            searched.bulkRegister(THREADS);
            for (int t = 0; t < THREADS; t++) {
                searching.add(
                        threads.submit(() -> {
                            int rounds = 0;
                            do {
                                for (int i = 0; i < 50; i++) {
                                    assertThat(index.search(VECTORS[i], 10, 50))
                                            .isEqualTo(expected.get(i));
                                }
                                if (rounds++ == 0) {
                                    searched.arrive();
                                }
                            } while (!stop.get());
                            return rounds;
                        }));
            }
            searched.arriveAndAwaitAdvance();
            for (int version = 0; version < 3; version++) {
                try (HnswIndex now = HnswIndex.open(file())) {
                    HnswUpdate update = now.update(2);
                    for (int i = 0; i < 300; i++) {
                        update.add(10_000 + 300 * version + i, VECTORS[i]);
                        update.delete(300 * version + i);
                    }
                    update.save(file());
                }
            }
            stop.set(true);
            for (Future<Integer> each : searching) {
                assertThat(each.get()).isPositive();
            }
        } finally {
            stop.set(true);
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            index.verify();
            assertThat(index.info().version()).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whenOneIsClosedMeanwhileSearchesSaySo(int round) throws Exception {
        HnswIndex index = open();
        MemorySegment queries = MemorySegment.ofArray(new float[16 * 20]);
        List<Callable<Object>> calls =
                List.of(
                        () -> index.search(VECTORS[round], 10, 200),
                        () -> index.searchExactly(VECTORS[round], 10),
                        () -> index.search(VECTORS[round], 10, 50, id -> id % 2 == 0),
                        () -> index.searchAll(queries, 20, 5, 50, 2),
                        () -> index.vector(round),
                        () -> StoredRows.of(index),
                        index::info,
                        () -> index.recall(5, 5, 5, 1));
        Phaser begun = new Phaser(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<Throwable>> ends = new ArrayList<>();
            for (Callable<Object> call : calls) {
                begun.register();
                ends.add(threads.submit(() -> end(call, begun)));
            }
            begun.arriveAndAwaitAdvance();
            index.close();
            for (Future<Throwable> end : ends) {
                assertThat(end.get()).isInstanceOf(ClosedException.class);
            }
        }
    }

    /** Calls until that fails. */
    private static Throwable end(Callable<Object> call, Phaser begun) {
        boolean first = true;
        while (true) {
            try {
                call.call();
            } catch (Throwable e) {
                return e;
            } finally {
                if (first) {
                    begun.arrive();
                    first = false;
                }
            }
        }
    }

    @Test
    void aClosedOneAnswersNothing() {
        for (int count : new int[] {0, 5}) {
            float[][] vectors = TestVectors.gaussian(count, 3, 1);
            HnswIndex index = TestIndex.open(file(), vectors, TestIndex.options());
            index.close();
            index.close();
            float[] query = new float[3];
            List<ThrowingCallable> calls =
                    List.of(
                            () -> index.search(query, 1, 1),
                            () -> index.search(MemorySegment.ofArray(query), 1, 1),
                            () -> index.search(query, 1, 1, id -> true),
                            () -> index.search(query, 1, 1, new long[] {0}),
                            () -> index.searchExactly(query, 1),
                            () -> index.searchAll(MemorySegment.ofArray(query), 1, 1, 1, 1),
                            () -> index.recall(1, 1, 1, 1),
                            () -> index.vector(0),
                            () -> index.update(1),
                            () -> index.compact(file(), 1),
                            index::vectors,
                            index::info,
                            index::verify,
                            index::prefault);
            for (ThrowingCallable call : calls) {
                assertThatExceptionOfType(ClosedException.class).isThrownBy(call);
            }
        }
    }
}
