package io.cairn.compat.yokan;

/**
 * How long one listed pair is.
 *
 * @param key the key's length in bytes; -1 when its target was too small
 * @param value the value's length in bytes; -1 when its target was too small
 */
public record Lengths(long key, long value) {}
