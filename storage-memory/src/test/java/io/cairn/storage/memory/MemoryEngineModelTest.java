package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.engine.Engine;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.WriteBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs seeded random batches against a sorted map. After each batch the tree's structure is
 * checked; at random points snapshots are taken, which must still equal the model of their moment
 * many batches later.
 */
class MemoryEngineModelTest {

    private static final int SNAPSHOTS_KEPT = 6;

    private record Moment(EngineSnapshot view, TreeMap<byte[], byte[]> model) {}

    @ParameterizedTest
    @EnumSource(Workload.Keys.class)
    void growsShrinksAndNeverChangesASnapshot(Workload.Keys keys) {
        for (long seed = 1; seed <= 4; seed++) {
            run(seed, keys, 120, 0.0);
        }
    }

    @ParameterizedTest
    @EnumSource(Workload.Keys.class)
    void rangeDeletesLeaveASoundTree(Workload.Keys keys) {
        for (long seed = 11; seed <= 14; seed++) {
            run(seed, keys, 120, 0.004);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 6000", "7, 2000", "64, 300", "1000, 20"})
    void fillsInKeyOrder(int batchSize, int batches) {
        try (MemoryEngine engine = new MemoryEngine()) {
            Workload workload =
                    new Workload(batchSize, Workload.Keys.DECIMAL, Engine.DEFAULT_KEYSPACE, 1000);
            EngineSnapshot early = engine.snapshot();
            Deque<Moment> moments = new ArrayDeque<>();
            for (int i = 0; i < batches; i++) {
                WriteBatch batch = new WriteBatch();
                workload.append(batch, batchSize);
                engine.apply(batch);
                if (i % (batches / 10) == 0) {
                    moments.add(new Moment(engine.snapshot(), new TreeMap<>(workload.model)));
                    TreeCheck.check(root(engine), true);
                }
            }
            moments.forEach(
                    m -> ViewCheck.same(m.view, Engine.DEFAULT_KEYSPACE, m.model, workload));
            ViewCheck.same(
                    early,
                    Engine.DEFAULT_KEYSPACE,
                    new TreeMap<>(workload.model.comparator()),
                    workload);
            ViewCheck.same(engine.latest(), Engine.DEFAULT_KEYSPACE, workload.model, workload);
        }
    }

    @ParameterizedTest
    @CsvSource({"21, 0", "22, 0.05", "23, 0.2"})
    void appendsAmongOtherChangesOfTheSameBatch(long seed, double rangeDeletes) {
        Workload.Keys keys = Workload.Keys.DECIMAL;
        try (MemoryEngine engine = new MemoryEngine()) {
            Workload workload = new Workload(seed, keys, Engine.DEFAULT_KEYSPACE, 12_000);
            Deque<Moment> moments = new ArrayDeque<>();
            for (int i = 0; i < 300; i++) {
                WriteBatch batch = new WriteBatch();
                for (int part = 0; part < 6; part++) {
                    workload.append(batch, workload.random.nextInt(100));
                    workload.fill(batch, workload.random.nextInt(4), 0.4, rangeDeletes);
                }
                engine.apply(batch);
                check(engine, workload, keys, moments, workload.random.nextInt(5) == 0);
            }
        }
    }

    private static void run(long seed, Workload.Keys keys, int batches, double rangeDeletes) {
        String run = "seed " + seed + " keys " + keys;
        try (MemoryEngine engine = new MemoryEngine()) {
            Workload workload = new Workload(seed, keys, Engine.DEFAULT_KEYSPACE, 20_000);
            Deque<Moment> moments = new ArrayDeque<>();
            for (int i = 0; i < batches; i++) {
                WriteBatch batch = new WriteBatch();
                int size = 1 << workload.random.nextInt(10);
                // Grow, shrink, grow again.
                double deletes = i % 60 < 40 ? 0.15 : 0.9;
                workload.fill(batch, size, deletes, rangeDeletes);
                engine.apply(batch);
                try {
                    check(engine, workload, keys, moments, workload.random.nextInt(5) == 0);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(run + " batch " + i + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static void check(
            MemoryEngine engine,
            Workload workload,
            Workload.Keys keys,
            Deque<Moment> moments,
            boolean snapshot) {
        TreeCheck.check(root(engine), keys != Workload.Keys.LONG);
        long bytes =
                workload.model.entrySet().stream()
                        .mapToLong(e -> e.getKey().length + (long) e.getValue().length)
                        .sum();
        assertThat(engine.counters())
                .containsEntry("keys_count", (long) workload.model.size())
                .containsEntry("memtable_size_bytes", bytes);
        if (snapshot) {
            moments.add(new Moment(engine.snapshot(), new TreeMap<>(workload.model)));
            ViewCheck.same(engine.latest(), Engine.DEFAULT_KEYSPACE, workload.model, workload);
            if (moments.size() > SNAPSHOTS_KEPT) {
                Moment oldest = moments.remove();
                ViewCheck.same(oldest.view, Engine.DEFAULT_KEYSPACE, oldest.model, workload);
                oldest.view.close();
            }
        }
    }

    static Node root(MemoryEngine engine) {
        return Objects.requireNonNull(engine.roots()[Engine.DEFAULT_KEYSPACE]);
    }
}
