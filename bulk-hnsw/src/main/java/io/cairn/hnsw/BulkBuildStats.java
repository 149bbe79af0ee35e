package io.cairn.hnsw;

/**
 * What a build did. Immutable.
 *
 * @param vectors how many vectors the index has
 * @param dimension components of a vector
 * @param elapsedSeconds how long it took, from the first vector read to the file being safe on disk
 * @param rate vectors per second
 * @param indexSizeBytes the length of the file
 */
public record BulkBuildStats(
        long vectors, int dimension, double elapsedSeconds, double rate, long indexSizeBytes) {}
