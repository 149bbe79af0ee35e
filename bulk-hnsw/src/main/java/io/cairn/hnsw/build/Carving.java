package io.cairn.hnsw.build;

import java.util.List;

/**
 * How vectors were cut into balls. Immutable.
 *
 * @param leaves the balls: places of vectors, each at most as many as a leaf may have
 * @param order the places of all vectors, ball by ball, each vector with the ball that it is
 *     nearest to
 */
record Carving(List<int[]> leaves, int[] order) {}
