package io.cairn.compat.yokan;

import io.cairn.api.Cursor;
import io.cairn.api.Modes;
import io.cairn.api.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls back for one pair after another until they end or the callback wants no more. Stateless.
 */
final class Iteration {

    private Iteration() {}

    static void iterate(
            Calls calls, ListQuery query, PairCallback callback, long count, boolean ignoreValues) {
        Buffers.given(callback);
        untilStopped(() ->
                calls.run(db -> {
                    try (Snapshot snapshot = db.snapshot();
                            Cursor cursor = snapshot.scan(query.range(), query.options(count))) {
                        for (long i = 0; cursor.next(); i++) {
                            callback.accept(i, cursor.key(), ignoreValues ? null : cursor.value());
                        }
                    }
                    return true;
                }));
    }

    static void fetch(
            Calls calls, List<byte[]> keys, PairCallback callback, ModeBits modes, int batchSize) {
        Buffers.given(callback);
        Modes consume = modes.only(Mode.YOKAN_MODE_CONSUME);
        inBatches(
                keys,
                batchSize,
                (start, batch) -> {
                    List<byte @Nullable []> values =
                            calls.run(batch, modes, view -> view.getAll(batch, consume));
                    for (int i = 0; i < batch.size(); i++) {
                        callback.accept(start + i, batch.get(i).clone(), values.get(i));
                    }
                });
    }

    /** Takes some items. */
    @FunctionalInterface
    interface Batch<T> {
        void take(int start, List<T> items);
    }

    /** Hands items out, so many at a time or all at once, until the callback wants no more. */
    static <T> void inBatches(List<T> items, int batchSize, Batch<T> batch) {
        if (batchSize < 0) {
            throw YokanException.invalid("a batch's size must not be negative");
        }
        int all = Math.max(1, items.size());
        int step = batchSize == 0 ? all : Math.min(batchSize, all);
        untilStopped(() -> {
            for (int start = 0; start < items.size(); start += step) {
                batch.take(start, items.subList(start, Math.min(items.size(), start + step)));
            }
        });
    }

    /** Runs something in which a callback may ask for no more. */
    static void untilStopped(Runnable work) {
        try {
            work.run();
        } catch (YokanException e) {
            if (e.code() != ReturnCode.YOKAN_STOP_ITERATION) {
                throw e;
            }
        }
    }
}
