package io.cairn.api;

import org.jspecify.annotations.Nullable;

/**
 * What a listing wrote into the caller's memory. The arrays belong to the caller.
 *
 * @param keySizes one size in bytes or {@link Sizes} value for each entry asked for
 * @param valueSizes the same for values; empty when only keys were listed
 * @param resumeKey the last full key before the first entry that did not fit entirely, from which
 *     the listing can be resumed without loss; null when there is none
 */
public record SegmentPage(long[] keySizes, long[] valueSizes, byte @Nullable [] resumeKey) {}
