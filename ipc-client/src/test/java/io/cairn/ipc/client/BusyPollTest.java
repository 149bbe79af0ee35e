package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BusyPollTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final BusyPoll poll = new BusyPoll(Duration.ofNanos(10_000), nanos::get);

    @Test
    void looksUntilSomethingIsThere() throws IOException {
        assertThat(poll.poll(this::neverBut7)).isTrue();
        assertThat(looks).hasValue(7);
    }

    @Test
    void givesUpWhenTheTimeIsOver() throws IOException {
        assertThat(poll.poll(this::never)).isFalse();
        assertThat(looks).hasValue(10);
    }

    @Test
    void givesUpWhenTheClockStands() throws IOException {
        assertThat(poll.poll(() -> looks.incrementAndGet() < 0)).isFalse();
        assertThat(looks).hasValue(101);
    }

    @Test
    void pollsRarelyWhereItIsInVainAndOftenAgainWhereItIsNot() throws IOException {
        int polled = 0;
        for (int sleep = 0; sleep < 3 + 32; sleep++) {
            looks.set(0);
            poll.poll(this::never);
            polled += looks.get() > 0 ? 1 : 0;
        }
        assertThat(polled).isEqualTo(3 + 2);
        for (int sleep = 0; sleep < 16; sleep++) {
            poll.poll(() -> true);
        }
        for (int sleep = 0; sleep < 3; sleep++) {
            assertThat(poll.poll(() -> true)).isTrue();
        }
    }

    @Test
    void neverPollsWithoutTime() throws IOException {
        BusyPoll never = new BusyPoll(Duration.ZERO, nanos::get);
        assertThat(never.poll(() -> true)).isFalse();
    }

    private boolean never() {
        nanos.addAndGet(1_000);
        return looks.incrementAndGet() < 0;
    }

    private boolean neverBut7() {
        return looks.incrementAndGet() == 7;
    }
}
