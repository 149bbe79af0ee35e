package io.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OperationGateTest {

    private final Patience patience =
            new Patience(System::nanoTime, Duration.ofSeconds(30).toNanos());

    @Test
    void refusesAfterCloseAndAdmitsAfterReopen() {
        OperationGate gate = OperationGate.wide();
        gate.exit(gate.enter());
        gate.close();
        assertThat(gate.enter()).isEqualTo(OperationGate.REFUSED);
        assertThat(gate.isEmpty()).isTrue();
        gate.reopen();
        assertThat(gate.enter()).isNotEqualTo(OperationGate.REFUSED);
    }

    @Test
    void waitsForTheLastOneOutWhateverThreadItLeavesOn() throws Exception {
        OperationGate gate = OperationGate.wide();
        int ticket = gate.enter();
        gate.close();
        var closer = OnThreads.start(() -> gate.awaitEmpty(patience)).untilItWaits();
        assertThat(closer.isDone()).isFalse();
        OnThreads.start(
                        () -> {
                            gate.exit(ticket);
                            return true;
                        })
                .result();
        assertThat(closer.result()).isTrue();
    }

    @Test
    void doesNotWaitLongerThanTheLimit() {
        OperationGate gate = new OperationGate(1);
        gate.enter();
        gate.close();
        assertThat(gate.awaitEmpty(new Patience(System::nanoTime, 1_000_000))).isFalse();
    }

    @Test
    void anInterruptDoesNotShortenTheWaitAndIsKept() throws Exception {
        OperationGate gate = new OperationGate(2);
        gate.enter();
        gate.close();
        var closer =
                OnThreads.start(() -> {
                    boolean empty = gate.awaitEmpty(patience);
                    return empty && Thread.currentThread().isInterrupted();
                });
        closer.untilItWaits().thread().interrupt();
        gate.exit();
        assertThat(closer.result()).isTrue();
    }

    @Test
    void nobodyIsInsideAfterTheWait() throws Exception {
        for (int round = 0; round < 500; round++) {
            OperationGate gate = OperationGate.wide();
            AtomicBoolean freed = new AtomicBoolean();
            AtomicInteger usedAfterFree = new AtomicInteger();
            var users = new OnThreads.Running<?>[3];
            for (int i = 0; i < users.length; i++) {
                users[i] =
                        OnThreads.start(() -> {
                            int entered = 0;
                            while (gate.enter() != OperationGate.REFUSED) {
                                if (freed.get()) {
                                    usedAfterFree.incrementAndGet();
                                }
                                gate.exit();
                                entered++;
                            }
                            return entered;
                        });
            }
            gate.close();
            assertThat(gate.awaitEmpty(patience)).isTrue();
            freed.set(true);
            for (var user : users) {
                user.result();
            }
            assertThat(usedAfterFree).hasValue(0);
        }
    }
}
