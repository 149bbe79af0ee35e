package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cairn.bytes.Bytes;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.VersionedSnapshot;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What one reader has seen, every later reader sees: also in the moment when the engine has a batch
 * that is not yet announced as visible. Looks from inside {@code apply}.
 */
class StrictViewTest {

    private static final byte[] KEY = Bytes.utf8("k");

    @Test
    void aStateSeenThroughLatestIsInEveryLaterView() {
        List<String> seen = new ArrayList<>();
        List<Runnable> looks = new ArrayList<>();
        OptimisticEngine engine =
                new OptimisticEngine(
                        new ForwardingEngine(new ModelEngine(new ModelDisk())) {
                            @Override
                            public void apply(WriteBatch batch) {
                                super.apply(batch);
                                looks.forEach(Runnable::run);
                            }
                        },
                        Limits.defaults(),
                        Components.system());
        commit(engine, "old");
        try (VersionedSnapshot cached = engine.snapshot()) {
            looks.add(() -> {
                seen.add(Bytes.text(engine.latest().get(0, KEY)));
                try (VersionedSnapshot later = engine.snapshot();
                        EngineTransaction tx = begin(engine)) {
                    seen.add(Bytes.text(later.get(0, KEY)));
                    seen.add(Bytes.text(tx.get(0, KEY)));
                }
            });
            commit(engine, "new");
            assertEquals(List.of("new", "new", "new"), seen);
            assertArrayEquals(Bytes.utf8("old"), cached.get(0, KEY));
        }
        engine.close();
    }

    private static EngineTransaction begin(OptimisticEngine engine) {
        return engine.begin(new BeginOptions(false, true, false, Duration.ofMinutes(1)));
    }

    private static void commit(OptimisticEngine engine, String value) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, KEY, Bytes.utf8(value));
        try (EngineTransaction tx = begin(engine)) {
            tx.commit(batch, Durability.BUFFERED);
        }
    }
}
