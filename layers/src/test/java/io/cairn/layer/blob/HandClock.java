package io.cairn.layer.blob;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes when it is told to. Used by one thread at a time. */
final class HandClock implements InstantSource {

    private Instant now = Instant.ofEpochSecond(1_800_000_000);

    void goOn(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }
}
