package io.cairn.layer.versioned;

import io.cairn.layer.tuple.Tuple;

/**
 * A tuple that is added or removed. Immutable.
 *
 * @param tuple the tuple
 * @param added true when it is added, false when it is removed
 */
public record Edit(Tuple tuple, boolean added) {}
