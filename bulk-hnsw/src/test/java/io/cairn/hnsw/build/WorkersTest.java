package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Work is done once, by as many threads as were asked for, and failures come out. */
class WorkersTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "1, 1, 1",
        "1, 100, 7",
        "2, 0, 5",
        "2, 1, 5",
        "2, 5, 5",
        "2, 6, 5",
        "3, 1000, 1",
        "4, 1000, 64",
        "7, 3, 1"
    })
    void everyNumberIsDoneOnceInPiecesThatAreNotTooLarge(int threads, int total, int piece) {
        AtomicIntegerArray times = new AtomicIntegerArray(Math.max(1, total));
        try (Workers workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            workers.run(
                    total,
                    piece,
                    number -> number,
                    (_, begin, end) -> {
                        assertThat(end - begin).isBetween(1, piece);
                        for (int i = begin; i < end; i++) {
                            times.incrementAndGet(i);
                        }
                    });
        }
        for (int i = 0; i < total; i++) {
            assertThat(times.get(i)).isEqualTo(1);
        }
    }

    @Test
    void allThreadsWorkEachWithItsOwnState() throws Exception {
        int threads = 3;
        CyclicBarrier all = new CyclicBarrier(threads);
        Set<Object> states = ConcurrentHashMap.newKeySet();
        try (Workers workers = new Workers(threads)) {
            workers.run(
                    threads,
                    1,
                    number -> number,
                    (state, _, _) -> {
                        states.add(state);
                        meet(all);
                    });
        }
        assertThat(states).containsExactlyInAnyOrder(0, 1, 2);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aFailureIsThrownAndTheWorkersGoOnBeingOfUse(int threads) {
        try (Workers workers = new Workers(threads)) {
            for (int failing : new int[] {0, 17, 99}) {
                assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(() ->
                                workers.run(
                                        100,
                                        1,
                                        number -> number,
                                        (_, begin, _) -> failAt(failing, begin)))
                        .withMessage("piece");
            }
            AtomicInteger done = new AtomicInteger();
            workers.run(100, 3, _ -> done, (sum, begin, end) -> sum.addAndGet(end - begin));
            assertThat(done.get()).isEqualTo(100);
        }
    }

    private static void failAt(int failing, int begin) {
        if (begin == failing) {
            throw new UnsupportedOperationException("piece");
        }
    }

    @Test
    void aFailureOfAnotherThreadIsThrown() {
        CyclicBarrier both = new CyclicBarrier(2);
        Thread caller = Thread.currentThread();
        try (Workers workers = new Workers(2)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() ->
                            workers.run(
                                    2,
                                    1,
                                    number -> number,
                                    (_, _, _) -> {
                                        meet(both);
                                        if (Thread.currentThread() != caller) {
                                            throw new AssertionError("helper");
                                        }
                                    }))
                    .withMessage("helper");
        }
    }

    @Test
    void afterAFailureAllThreadsAreWaitedFor() {
        CyclicBarrier all = new CyclicBarrier(3);
        CountDownLatch failing = new CountDownLatch(1);
        AtomicBoolean slowIsDone = new AtomicBoolean();
        try (Workers workers = new Workers(3)) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() ->
                            workers.run(
                                    3,
                                    1,
                                    number -> number,
                                    (number, _, _) -> {
                                        meet(all);
                                        if (number == 1) {
                                            failing.countDown();
                                            throw new AssertionError("first helper");
                                        } else if (number == 2) {
                                            endAfter(failing, slowIsDone);
                                        }
                                    }))
                    .withMessage("first helper");
            assertThat(slowIsDone).isTrue();
        }
    }

    /** Gives a caller that does not wait the time to show that. */
    private static void endAfter(CountDownLatch failing, AtomicBoolean done) {
        try {
            failing.await();
            Thread.sleep(50);
            done.set(true);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void afterAFailureNoFurtherPieceIsTaken() {
        AtomicInteger taken = new AtomicInteger();
        try (Workers workers = new Workers(1)) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() ->
                            workers.run(
                                    100,
                                    1,
                                    _ -> taken,
                                    (count, begin, _) -> {
                                        count.incrementAndGet();
                                        failAt(4, begin);
                                    }));
        }
        assertThat(taken.get()).isEqualTo(5);
    }

    @Test
    void anInterruptionIsKeptForTheCaller() {
        AtomicInteger done = new AtomicInteger();
        try (Workers workers = new Workers(2)) {
            Thread.currentThread().interrupt();
            workers.run(50, 1, _ -> done, (sum, begin, end) -> sum.addAndGet(end - begin));
            assertThat(done.get()).isEqualTo(50);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void closedOnesDoNothing() {
        Workers workers = new Workers(3);
        workers.close();
        workers.close();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> workers.run(10, 1, number -> number, (_, _, _) -> {}));
    }

    @Test
    void zeroMeansAsManyAsThereAreProcessors() {
        try (Workers workers = new Workers(0)) {
            assertThat(workers.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }
}
