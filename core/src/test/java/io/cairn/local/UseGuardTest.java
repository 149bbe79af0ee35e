package io.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.TransactionStateException;
import io.cairn.error.WaitTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UseGuardTest {

    private static final long CLOSING_NANOS = 700_000_000;

    private final UseGuard guard = guard(Duration.ofSeconds(30));

    private static UseGuard guard(Duration patience) {
        return new UseGuard("thing", new Patience(System::nanoTime, patience.toNanos()));
    }

    @Test
    void oneThreadEntersAgainAndAgain() {
        for (int i = 0; i < 3; i++) {
            UseGuard.Bias entered = guard.enter();
            assertThat(entered.isNested()).isFalse();
            UseGuard.Bias again = guard.enter();
            assertThat(again.isNested()).isTrue();
            again.leave();
            entered.leave();
        }
    }

    @Test
    void aSecondThreadIsRefusedWhileTheFirstIsInside() throws Exception {
        UseGuard.Bias entered = guard.enter();
        assertThatThrownBy(() -> OnThreads.start(guard::enter).result())
                .hasCauseInstanceOf(TransactionStateException.class)
                .hasMessageContaining("two threads");
        entered.leave();
        OnThreads.start(
                        () -> {
                            guard.enter().leave();
                            return true;
                        })
                .result();
    }

    @Test
    void aGuardThatChangesThreadsOftenStillRefusesTheSecond() throws Exception {
        for (int i = 0; i < 12; i++) {
            OnThreads.start(
                            () -> {
                                UseGuard.Bias entered = guard.enter();
                                assertThat(guard.enter().isNested()).isTrue();
                                entered.leave();
                                assertThatThrownBy(() -> OnThreads.start(guard::enter).result())
                                        .isInstanceOf(ExecutionException.class)
                                        .hasCauseInstanceOf(TransactionStateException.class);
                                entered.leave();
                                return true;
                            })
                    .result();
        }
    }

    @Test
    void livingThreadsTakeTurnsAndAreStillToldApart() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < 12; i++) {
                UseGuard.Bias there = other.submit(guard::enter).get();
                assertThatThrownBy(guard::enter).isInstanceOf(TransactionStateException.class);
                assertThat(other.submit(() -> guard.enter().isNested()).get()).isTrue();
                other.submit(there::leave).get();
                assertThatThrownBy(guard::enter).isInstanceOf(TransactionStateException.class);
                other.submit(there::leave).get();

                UseGuard.Bias here = guard.enter();
                assertThatThrownBy(() -> other.submit(guard::enter).get())
                        .hasCauseInstanceOf(TransactionStateException.class);
                here.leave();
            }
        }
    }

    @Test
    void closingFromInsideIsRefusedOrNested() {
        UseGuard.Bias entered = guard.enter();
        assertThatThrownBy(() -> guard.close(() -> {}))
                .isInstanceOf(TransactionStateException.class);
        AtomicBoolean ran = new AtomicBoolean();
        guard.closeInside(() -> ran.set(true));
        assertThat(ran).isTrue();
        entered.leave();
    }

    @Test
    void closingWaitsForTheUserAndUsersWaitForTheCloser() throws Exception {
        UseGuard.Bias entered = guard.enter();
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        var closer =
                OnThreads.start(() -> {
                    guard.close(() -> {
                        closing.countDown();
                        awaitQuietly(finish);
                    });
                    return true;
                });
        closer.untilItWaits();
        assertThat(closing.getCount()).isEqualTo(1);
        entered.leave();
        closing.await();
        var user =
                OnThreads.start(() -> {
                    guard.enter().leave();
                    return true;
                });
        user.untilItWaits();
        assertThat(user.isDone()).isFalse();
        finish.countDown();
        user.result();
        closer.result();
        guard.enter().leave();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void closingGivesUpAfterTheLimit() throws Exception {
        UseGuard impatient = guard(Duration.ofMillis(20));
        UseGuard.Bias entered = impatient.enter();
        assertThatThrownBy(() ->
                        OnThreads.start(
                                        () -> {
                                            impatient.close(() -> {});
                                            return true;
                                        })
                                .result())
                .hasCauseInstanceOf(WaitTimeoutException.class);
        entered.leave();
        impatient.enter().leave();
    }

    /**
     * The user's steps are plain on purpose: what keeps them apart from the closer is the guard
     * alone.
     */
    @Test
    void nobodyIsInsideWhileSomebodyCloses() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        AtomicBoolean done = new AtomicBoolean();
        var user =
                OnThreads.start(() -> {
                    int entered = 0;
                    while (!done.getOpaque()) {
                        UseGuard.Bias inside = guard.enter();
                        steps.setPlain(steps.getPlain() + 1);
                        inside.leave();
                        entered++;
                    }
                    return entered;
                });
        OnThreads.until(() -> steps.getOpaque() > 100_000);
        int[] movedWhileClosing = new int[1];
        long end = System.nanoTime() + CLOSING_NANOS;
        while (System.nanoTime() < end) {
            int walked = steps.getOpaque() + 20;
            OnThreads.until(() -> steps.getOpaque() > walked);
            guard.close(() -> {
                int before = steps.getOpaque();
                for (int spin = 0; spin < 20; spin++) {
                    Thread.onSpinWait();
                }
                movedWhileClosing[0] += steps.getOpaque() == before ? 0 : 1;
            });
        }
        done.set(true);
        assertThat(user.result()).isEqualTo(steps.get());
        assertThat(movedWhileClosing[0]).isZero();
    }

    @Test
    void threadsThatAreNotRefusedAreAlone() throws Exception {
        int[] plain = new int[1];
        AtomicInteger admitted = new AtomicInteger();
        OnThreads.together(
                4,
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        try {
                            UseGuard.Bias entered = guard.enter();
                            plain[0]++;
                            entered.leave();
                            admitted.incrementAndGet();
                        } catch (TransactionStateException refused) {
                            Thread.onSpinWait();
                        }
                    }
                    return true;
                });
        assertThat(admitted.get()).isPositive().isEqualTo(plain[0]);
    }
}
