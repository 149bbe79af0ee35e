package io.cairn.occ;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.WriteBatch;
import io.cairn.testing.fault.ForwardingEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Values that are lent reach the engine as they are where the committing thread takes them there,
 * and as copies where another one does. Works are run from inside the engine's {@code apply}.
 */
@Timeout(60)
class LentValuesTest {

    private static final byte[] KEY = Bytes.utf8("k");

    private final Queue<Runnable> duringApply = new ArrayDeque<>();
    private final List<byte[]> values = new ArrayList<>();
    private final List<Thread> appliers = new ArrayList<>();
    private final OptimisticEngine engine =
            new OptimisticEngine(
                    new ForwardingEngine(new ModelEngine(new ModelDisk())) {
                        @Override
                        public void apply(WriteBatch batch) {
                            Runnable next = duringApply.poll();
                            if (next != null) {
                                next.run();
                            }
                            values.add(batch.value(0));
                            appliers.add(Thread.currentThread());
                            super.apply(batch);
                        }
                    },
                    Limits.defaults(),
                    Components.system());

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whoIsAloneLendsItsOwn() {
        byte[] value = Bytes.utf8("value");
        commit(lent("other"), Durability.BUFFERED);
        values.clear();
        WriteBatch batch = new WriteBatch(1);
        batch.lendValues();
        batch.put(0, KEY, value);
        commit(batch, Durability.BUFFERED);
        assertThat(values).hasSize(1).first().isSameAs(value);
    }

    @Test
    void whoSyncsLendsACopy() {
        WriteBatch batch = lent("value");
        byte[] value = batch.value(0);
        commit(batch, Durability.SYNC);
        assertThat(values).hasSize(1).first().isNotSameAs(value).isEqualTo(value);
    }

    @Test
    void whoWaitsAloneCommitsACopyItself() throws InterruptedException {
        Thread second = waitingWhileFirstCommits(lent("second")).getFirst();
        second.join();
        assertThat(values).hasSize(2);
        assertThat(values.getLast()).isEqualTo(Bytes.utf8("second"));
        assertThat(appliers).containsExactly(Thread.currentThread(), second);
    }

    @Test
    void severalWhoWaitAreServedByWhoIsThere() throws InterruptedException {
        List<Thread> waiting = waitingWhileFirstCommits(lent("second"), lent("second"));
        assertThat(values).hasSize(2);
        assertThat(values.getLast()).isEqualTo(Bytes.utf8("second"));
        assertThat(appliers).containsExactly(Thread.currentThread(), Thread.currentThread());
        for (Thread thread : waiting) {
            thread.join();
        }
    }

    /** Commits; while that is applied, others come to commit and then change what they lent. */
    private List<Thread> waitingWhileFirstCommits(WriteBatch... batches) {
        commit(lent("first"), Durability.BUFFERED);
        values.clear();
        appliers.clear();
        List<Thread> threads = new ArrayList<>();
        duringApply.add(() -> {
            for (WriteBatch batch : batches) {
                byte[] lent = batch.value(0);
                Thread thread = new Thread(() -> commit(batch, Durability.BUFFERED));
                threads.add(thread);
                thread.start();
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                lent[0] = 'x';
            }
        });
        commit(lent("third"), Durability.BUFFERED);
        return threads;
    }

    private void commit(WriteBatch batch, Durability durability) {
        engine.commit(batch, durability);
    }

    private static WriteBatch lent(String text) {
        WriteBatch batch = new WriteBatch(1);
        batch.lendValues();
        batch.put(0, KEY, Bytes.utf8(text));
        return batch;
    }
}
