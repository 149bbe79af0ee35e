package io.cairn.sql;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hidden keys of rows without a primary key: they sort as the rows were inserted by this process,
 * and two processes do not have the same. A counter in the database would make all who insert
 * conflict. Thread-safe.
 */
final class RowIds {

    private static final AtomicLong LAST = new AtomicLong();

    private RowIds() {}

    static UUID next() {
        long now = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
        long time = LAST.updateAndGet(last -> Math.max(last + 1, now));
        return new UUID(time, ThreadLocalRandom.current().nextLong());
    }
}
