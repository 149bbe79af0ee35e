package io.cairn.layer.objects;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that goes when it is told to, or by a step at each look. Thread-safe. */
final class HandClock implements LongSupplier, InstantSource {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private volatile long step;

    void goOn(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    void stepAtEachLook(Duration time) {
        step = time.toNanos();
    }

    @Override
    public long getAsLong() {
        return nanos.getAndAdd(step);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(1_800_000_000)
                .plusNanos(nanos.get() - (Long.MAX_VALUE - 1_000));
    }
}
