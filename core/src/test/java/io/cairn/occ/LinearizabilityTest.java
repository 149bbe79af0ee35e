package io.cairn.occ;

import io.cairn.bytes.Bytes;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ConflictException;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The manager as one linearizable register map: whichever door a read takes (the newest state, a
 * shared snapshot, a transaction), its result fits one order of all operations that respects real
 * time. Lincheck runs random scenarios on real threads and searches for that order.
 */
@Param(name = "key", gen = IntGen.class, conf = "0:1")
@Param(name = "value", gen = IntGen.class, conf = "1:9")
public class LinearizabilityTest {

    private final OptimisticEngine engine =
            new OptimisticEngine(
                    new ModelEngine(new ModelDisk()), Limits.defaults(), Components.system());

    /** Writes without reading. */
    @Operation
    public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
        try (EngineTransaction tx = begin(true)) {
            tx.commit(write(key, value), Durability.BUFFERED);
        }
    }

    /** Reads the newest state without pinning it. */
    @Operation
    public int readLatest(@Param(name = "key") int key) {
        return read(engine.latest(), key);
    }

    /** Reads both keys from one shared snapshot. */
    @Operation
    public int readSnapshot() {
        try (EngineSnapshot snapshot = engine.snapshot()) {
            return 1000 * read(snapshot, 0) + read(snapshot, 1);
        }
    }

    /** Moves one key's value to the other, reading both, as a retried transaction does. */
    @Operation
    public int add(@Param(name = "key") int key) {
        while (true) {
            try (EngineTransaction tx = begin(true)) {
                int sum = read(tx, key) + read(tx, 1 - key);
                tx.commit(write(key, sum), Durability.SYNC);
                return sum;
            } catch (ConflictException e) {
                Thread.onSpinWait();
            }
        }
    }

    /** Increments a key with a single read, which takes no snapshot. */
    @Operation
    public int increment(@Param(name = "key") int key) {
        while (true) {
            try (EngineTransaction tx = begin(true)) {
                int next = read(tx, key) + 1;
                tx.commit(write(key, next), Durability.BUFFERED);
                return next;
            } catch (ConflictException e) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void everyHistoryIsLinearizable() {
        new StressOptions()
                .iterations(14)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(2)
                .sequentialSpecification(Registers.class)
                .check(LinearizabilityTest.class);
    }

    private EngineTransaction begin(boolean retried) {
        return engine.begin(new BeginOptions(false, true, retried, Duration.ofMinutes(1)));
    }

    private static WriteBatch write(int key, int value) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, key(key), Bytes.utf8(Integer.toString(value)));
        return batch;
    }

    private static int read(EngineSnapshot view, int key) {
        byte @Nullable [] value = view.get(0, key(key));
        return value == null ? 0 : Integer.parseInt(Bytes.text(value));
    }

    private static byte[] key(int key) {
        return Bytes.utf8("k" + key);
    }

    /** What the operations mean, one at a time. */
    public static class Registers {

        private final Map<Integer, Integer> values = new HashMap<>();

        /** Sets a register. */
        public void put(int key, int value) {
            values.put(key, value);
        }

        /** Returns a register. */
        public int readLatest(int key) {
            return values.getOrDefault(key, 0);
        }

        /** Returns both registers in one number. */
        public int readSnapshot() {
            return 1000 * readLatest(0) + readLatest(1);
        }

        /** Adds the other register to a register. */
        public int add(int key) {
            return values.merge(key, readLatest(1 - key), Integer::sum);
        }

        /** Adds one to a register. */
        public int increment(int key) {
            return values.merge(key, 1, Integer::sum);
        }
    }
}
