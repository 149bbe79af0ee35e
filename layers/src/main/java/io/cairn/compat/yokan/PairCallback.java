package io.cairn.compat.yokan;

import org.jspecify.annotations.Nullable;

/** Is called for each pair of an iteration or fetch. */
@FunctionalInterface
public interface PairCallback {

    /**
     * Takes one pair.
     *
     * @param index counts the pairs from 0
     * @param key the key, which belongs to the callback
     * @param value the value, which belongs to the callback; null when a fetched key is absent, and
     *     when an iteration ignores values
     * @throws YokanException with {@link ReturnCode#YOKAN_STOP_ITERATION} to get no more pairs; any
     *     other exception reaches the caller
     */
    void accept(long index, byte[] key, byte @Nullable [] value);
}
