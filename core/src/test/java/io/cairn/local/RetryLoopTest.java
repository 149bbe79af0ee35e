package io.cairn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.config.Components;
import io.cairn.config.Limits;
import io.cairn.config.RecordBinder;
import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.OutcomeUnknownException;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RetryLoopTest {

    private final AtomicLong clock = new AtomicLong();
    private final OperationGate gate = new OperationGate(1);
    private final AtomicInteger runs = new AtomicInteger();

    private RetryLoop loop(String retries, String time) {
        return new RetryLoop(
                gate,
                RecordBinder.bindText(
                        Limits.class, Map.of("retriesMax", retries, "retryTimeMax", time), ""),
                new Components(clock::get, new Random(1), Thread.ofPlatform().daemon().factory()));
    }

    private int conflict() {
        throw new ConflictException("conflict " + runs.incrementAndGet());
    }

    @Test
    void returnsWhatTheFirstSuccessfulTryReturns() {
        int result = loop("5", "1m").run(() -> runs.get() == 3 ? 42 : conflict());
        assertThat(result).isEqualTo(42);
        assertThat(runs).hasValue(3);
    }

    @Test
    void throwsTheLastConflictWhenTheRetriesAreUsedUp() {
        assertThatThrownBy(() -> loop("4", "1m").run(this::conflict))
                .isInstanceOf(ConflictException.class)
                .hasMessage("conflict 5");
    }

    @Test
    void throwsTheLastConflictWhenTheTimeIsUsedUp() {
        assertThatThrownBy(() ->
                        loop("1000", "1s")
                                .run(() -> {
                                    clock.addAndGet(400_000_000);
                                    return conflict();
                                }))
                .isInstanceOf(ConflictException.class)
                .hasMessage("conflict 4");
    }

    @Test
    void whatABodyThrowsIsNotChangedAndNotRepeated() {
        IOException thrown = new IOException("of the body");
        assertThatThrownBy(() ->
                        loop("5", "1m")
                                .run(() -> {
                                    runs.incrementAndGet();
                                    throw thrown;
                                }))
                .isSameAs(thrown);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anUnknownOutcomeIsNotRepeated() {
        assertThatThrownBy(() ->
                        loop("5", "1m")
                                .run(() -> {
                                    runs.incrementAndGet();
                                    throw new OutcomeUnknownException("unknown", null);
                                }))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anInterruptEndsTheLoopWithTheConflictAndIsKept() throws Exception {
        assertThat(
                        OnThreads.start(
                                        () -> {
                                            Thread.currentThread().interrupt();
                                            assertThatThrownBy(() ->
                                                            loop("5", "1m").run(this::conflict))
                                                    .isInstanceOf(ConflictException.class)
                                                    .hasMessage("conflict 1");
                                            return Thread.currentThread().isInterrupted();
                                        })
                                .result())
                .isTrue();
    }

    @Test
    void aClosedDatabaseEndsTheLoop() {
        gate.close();
        assertThatThrownBy(() -> loop("5", "1m").run(this::conflict))
                .isInstanceOf(ClosedException.class);
        assertThat(runs).hasValue(1);
    }
}
