package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.ClosedException;
import io.cairn.error.LimitException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several threads on one store. */
class ObjectThreadsTest {

    @TempDir Path directory;

    private static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }

    @ParameterizedTest
    @EnumSource
    void check37OfTwoWritersOneStores(Where where) throws Exception {
        try (OpenObjects open = where.open(directory, 64 << 20)) {
            for (int round = 0; round < 20; round++) {
                String key = "k" + round;
                List<Callable<Integer>> writers = new ArrayList<>();
                for (int writer = 0; writer < 4; writer++) {
                    byte[] value = filled(writer, 50_000 + writer);
                    int number = writer;
                    writers.add(() ->
                            open.store().put(key, value, where.config()).isCreated() ? number : -1);
                }
                List<Integer> winners = all(writers).stream().filter(w -> w >= 0).toList();
                assertThat(winners).hasSize(1);
                assertThat(open.store().get(key))
                        .hasValue(filled(winners.getFirst(), 50_000 + winners.getFirst()));
            }
            assertThat(open.store().removeAll(false)).isEqualTo(20);
            assertThat(open.used()).isZero();
            assertThat(open.rawKeys()).isZero();
        }
    }

    private static byte[] filled(int with, int length) {
        byte[] value = new byte[length];
        Arrays.fill(value, (byte) with);
        return value;
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP", "BOTH"})
    void check43EveryReadIsOneWholeVersion(Where where) throws Exception {
        int upserts = where == Where.MEMORY ? 1000 : 200;
        try (OpenObjects open = where.open(directory, 64 << 20);
                Arena arena = Arena.ofShared()) {
            open.store().upsert("k", filled(0, 20_000), where.config());
            AtomicBoolean done = new AtomicBoolean();
            List<Callable<Long>> tasks = new ArrayList<>();
            tasks.add(() -> {
                try {
                    for (int i = 1; i <= upserts; i++) {
                        byte[] value = filled(i, 20_000 + i % 128);
                        open.store().upsert("k", value, where.config());
                    }
                } finally {
                    done.set(true);
                }
                return 0L;
            });
            for (int reader = 0; reader < 100; reader++) {
                MemorySegment memory = arena.allocate(20_200);
                tasks.add(() -> readUntil(done, open.store(), memory));
            }
            assertThat(all(tasks).stream().mapToLong(Long::longValue).sum()).isPositive();
            assertThat(open.store().stats().damaged()).isZero();
            open.store().remove("k");
            assertThat(open.used()).isZero();
            assertThat(open.rawKeys()).isZero();
        }
    }

    private static long readUntil(AtomicBoolean done, ObjectStore store, MemorySegment memory) {
        long reads = 0;
        try (RegisteredBuffer buffer = store.register(memory)) {
            while (!done.get() || reads == 0) {
                int size = (int) store.getInto("k", buffer.range()).orElseThrow();
                byte first = memory.get(ValueLayout.JAVA_BYTE, 0);
                byte[] expected = filled(first, size);
                assertThat(MemorySegment.ofArray(expected).mismatch(memory.asSlice(0, size)))
                        .isEqualTo(-1);
                assertThat(size - 20_000).isEqualTo(first & 127);
                reads++;
            }
        }
        return reads;
    }

    @Test
    void aFullStoreStaysWithinItsLimitAndNeverMixesObjects() throws Exception {
        long limit = 40 * 4096;
        try (OpenObjects open = Where.MEMORY.open(directory, limit)) {
            List<Callable<Long>> tasks = new ArrayList<>();
            for (int thread = 0; thread < 6; thread++) {
                Random random = new Random(thread);
                tasks.add(() -> anything(open, random, limit));
            }
            all(tasks);
            open.store().removeAll(true);
            assertThat(open.used()).isZero();
            assertThat(open.store().stats().known()).isZero();
            assertThat(open.store().stats().damaged()).isZero();
        }
    }

    private static long anything(OpenObjects open, Random random, long limit) {
        ObjectStore store = open.store();
        for (int i = 0; i < 2_000; i++) {
            int number = random.nextInt(60);
            String key = "k" + number;
            byte[] value = filled(number, 1 + random.nextInt(8000));
            switch (random.nextInt(6)) {
                case 0, 1 -> store.put(key, value);
                case 2 -> store.upsert(key, value, ReplicateConfig.standard());
                case 3 -> store.remove(key);
                case 4 ->
                        store.getBuffer(key)
                                .ifPresent(lent -> {
                                    try (lent) {
                                        assertThat(lent.isIntact()).isTrue();
                                    }
                                });
                default ->
                        store.get(key)
                                .ifPresent(got ->
                                        assertThat(got).isEqualTo(filled(number, got.length)));
            }
            assertThat(open.used()).isLessThanOrEqualTo(limit);
        }
        return 0;
    }

    @Test
    void aStoreThatIsClosedUnderWritersKeepsNoMemory() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (OpenObjects open = Where.MEMORY.open(directory, 1 << 20)) {
                Segment segment = open.segment("a");
                List<Callable<Long>> tasks = new ArrayList<>();
                for (int thread = 0; thread < 3; thread++) {
                    String prefix = "k" + thread + "-";
                    tasks.add(() -> putUntilClosed(open.store(), prefix));
                }
                tasks.add(() -> {
                    open.store().close();
                    return 0L;
                });
                all(tasks);
                assertThat(segment.bytesUsed()).isZero();
            }
        }
    }

    private static long putUntilClosed(ObjectStore store, String prefix) {
        try {
            for (int i = 0; i < 100_000; i++) {
                store.put(prefix + i, new byte[1000]);
            }
        } catch (ClosedException | LimitException closed) {
            return 1;
        }
        return 0;
    }
}
