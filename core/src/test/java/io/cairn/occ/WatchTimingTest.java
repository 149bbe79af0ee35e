package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bytes.Bytes;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.EngineWatch;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A watch fires after the write is as durable as its commit asked for, also when it is created
 * while that commit is being synced and others have overtaken it. Looks from inside {@code sync}.
 */
class WatchTimingTest {

    private static final BeginOptions OPTIONS =
            new BeginOptions(false, true, false, Duration.ofMinutes(1));

    @Test
    void aWatchMadeDuringTheSyncFiresAfterIt() {
        List<EngineWatch> watches = new ArrayList<>();
        List<Boolean> firedDuringSync = new ArrayList<>();
        List<Runnable> duringSync = new ArrayList<>();
        OptimisticEngine engine =
                new OptimisticEngine(
                        new ForwardingEngine(new ModelEngine(new ModelDisk())) {
                            @Override
                            public void sync() {
                                duringSync.forEach(Runnable::run);
                                super.sync();
                            }
                        },
                        Limits.defaults(),
                        Components.system());
        EngineTransaction older = engine.begin(OPTIONS);
        older.get(0, Bytes.utf8("seen"));
        duringSync.add(() -> {
            commit(engine, "other", Durability.BUFFERED);
            EngineWatch watch = older.watch(0, Bytes.utf8("k"));
            watches.add(watch);
            firedDuringSync.add(watch.fired());
        });
        commit(engine, "k", Durability.SYNC);
        assertFalse(firedDuringSync.getFirst());
        assertTrue(watches.getFirst().fired());
        watches.forEach(EngineWatch::close);
        older.close();
        engine.close();
    }

    private static void commit(OptimisticEngine engine, String key, Durability durability) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, Bytes.utf8(key), Bytes.utf8("1"));
        try (EngineTransaction tx = engine.begin(OPTIONS)) {
            tx.commit(batch, durability);
        }
    }
}
