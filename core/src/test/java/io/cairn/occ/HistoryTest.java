package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cairn.bytes.Bytes;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineTransaction;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ConflictException;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A commit whose keys are not kept, because nobody reads when it has become visible, is one that
 * nobody can have missed. Transactions begin and read from inside the engine's {@code apply}.
 */
class HistoryTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final BeginOptions PLAIN = new BeginOptions(false, true, false, MINUTE);
    private static final BeginOptions RETRIED = new BeginOptions(false, true, true, MINUTE);

    private final Queue<Runnable> duringApply = new ArrayDeque<>();
    private final OptimisticEngine engine =
            new OptimisticEngine(
                    new ForwardingEngine(new ModelEngine(new ModelDisk())) {
                        @Override
                        public void apply(WriteBatch batch) {
                            Runnable next = duringApply.poll();
                            if (next != null) {
                                next.run();
                            }
                            super.apply(batch);
                        }
                    },
                    Limits.defaults(),
                    Components.system());

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoReadsWhileACommitIsAppliedConflictsWithIt(boolean retried) {
        put("k", "old");
        EngineTransaction tx = engine.begin(retried ? RETRIED : PLAIN);
        duringApply.add(() -> assertEquals("old", get(tx, "k")));
        put("k", "new");
        assertThrows(
                ConflictException.class, () -> tx.commit(batch("other", ""), Durability.BUFFERED));
        tx.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anotherKeyIsNoConflict(boolean retried) {
        put("k", "old");
        EngineTransaction tx = engine.begin(retried ? RETRIED : PLAIN);
        duringApply.add(() -> assertEquals("old", get(tx, "k")));
        put("other", "new");
        tx.commit(batch("third", ""), Durability.BUFFERED);
        tx.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderConflictsWithATransactionThatWasAloneWhenItBegan(boolean retried) {
        put("k", "old");
        EngineTransaction tx = engine.begin(retried ? RETRIED : PLAIN);
        duringApply.add(() -> assertEquals("old", get(tx, "k")));
        try (EngineTransaction alone = engine.begin(PLAIN)) {
            get(alone, "k");
            alone.commit(batch("k", "new"), Durability.BUFFERED);
        }
        assertThrows(
                ConflictException.class, () -> tx.commit(batch("other", ""), Durability.BUFFERED));
        tx.close();
    }

    private void put(String key, String value) {
        engine.commit(batch(key, value), Durability.BUFFERED);
    }

    private static String get(EngineTransaction tx, String key) {
        return Bytes.text(Objects.requireNonNull(tx.get(0, Bytes.utf8(key))));
    }

    private static WriteBatch batch(String key, String value) {
        WriteBatch batch = new WriteBatch();
        batch.put(0, Bytes.utf8(key), Bytes.utf8(value));
        return batch;
    }
}
