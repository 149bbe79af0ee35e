package io.cairn.layer.objects;

import java.util.concurrent.atomic.LongAdder;

/**
 * The counters of a store. Thread-safe.
 *
 * @param hits as {@link ObjectStats#hits}
 * @param misses as {@link ObjectStats#misses}
 * @param evictions as {@link ObjectStats#evictions}
 * @param damaged as {@link ObjectStats#damaged}
 * @param failed as {@link ObjectStats#failed}
 */
record Counts(
        LongAdder hits,
        LongAdder misses,
        LongAdder evictions,
        LongAdder damaged,
        LongAdder failed) {

    Counts() {
        this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
    }

    ObjectStats toStats(long known) {
        return new ObjectStats(
                known, hits.sum(), misses.sum(), evictions.sum(), damaged.sum(), failed.sum());
    }
}
