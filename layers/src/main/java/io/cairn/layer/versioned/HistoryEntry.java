package io.cairn.layer.versioned;

import java.util.UUID;

/**
 * One event in the life of a tuple. Immutable.
 *
 * @param version when
 * @param change the id of the change that did it
 * @param added true when it added the tuple, false when it removed it
 */
public record HistoryEntry(Version version, UUID change, boolean added) {}
