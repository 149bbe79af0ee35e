package io.cairn.local;

import io.cairn.error.LimitException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how many of something are open, up to a limit. Thread-safe. */
final class Quota {

    private final String limit;
    private final int max;
    private final AtomicInteger open = new AtomicInteger();

    Quota(String limit, int max) {
        this.limit = limit;
        this.max = max;
    }

    void take() {
        int now = open.incrementAndGet();
        if (now > max) {
            open.decrementAndGet();
            throw new LimitException(
                    "too many are open at once; close some, or raise the limit",
                    "limit",
                    limit,
                    "max",
                    max,
                    "actual",
                    now);
        }
    }

    void giveBack() {
        open.decrementAndGet();
    }

    int open() {
        return open.get();
    }
}
