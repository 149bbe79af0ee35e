package io.cairn.layer.search;

/**
 * A document that a search has found. Immutable, except that an identifier that is an array is not
 * copied.
 *
 * @param document its identifier, as {@link io.cairn.layer.tuple.Tuple#get} returns it: a whole
 *     number is a {@link Long}
 * @param score what it was ranked by; larger is better
 */
public record Hit(Object document, double score) {}
