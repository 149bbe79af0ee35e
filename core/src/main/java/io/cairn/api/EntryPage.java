package io.cairn.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of entries. The arrays belong to the caller.
 *
 * @param entries the entries, keys as the modes shaped them; fewer than asked when the range is
 *     exhausted
 * @param resumeKey the full key of the last entry returned, from which the next page starts; null
 *     when the page is empty
 * @param endReason EXHAUSTED when there is nothing after this page; LIMIT when there may be
 */
public record EntryPage(List<Entry> entries, byte @Nullable [] resumeKey, EndReason endReason) {}
