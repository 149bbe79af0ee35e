package io.cairn.hnsw;

/**
 * A vector that was found. Immutable.
 *
 * @param id its id: what the source gave it, else its row in the source
 * @param distance how far it is from the query, as the index's {@link Metric} has it
 */
public record Neighbor(long id, float distance) {}
