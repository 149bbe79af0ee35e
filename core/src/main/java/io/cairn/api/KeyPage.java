package io.cairn.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of keys. The arrays belong to the caller.
 *
 * @param keys the keys as the modes shaped them; fewer than asked when the range is exhausted
 * @param resumeKey the full key of the last entry returned, from which the next page starts; null
 *     when the page is empty
 * @param endReason EXHAUSTED when there is nothing after this page; LIMIT when there may be
 */
public record KeyPage(List<byte[]> keys, byte @Nullable [] resumeKey, EndReason endReason) {}
