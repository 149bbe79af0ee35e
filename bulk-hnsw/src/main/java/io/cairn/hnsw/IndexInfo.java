package io.cairn.hnsw;

import java.util.Optional;

/**
 * What an index file says about itself. Immutable.
 *
 * @param dimension components of a vector
 * @param vectors how many vectors it has, deleted ones left out
 * @param deleted how many are marked as deleted and still take space
 * @param maxConnections the most links of a vector on an upper layer; on the lowest one twice as
 *     many
 * @param efConstruction how wide the build searched for neighbours
 * @param metric how distances are measured
 * @param encoding how components are stored
 * @param algorithm how it was built
 * @param ordering in which order vectors are stored
 * @param seed what the build's random choices were made from
 * @param version 1 for a new index, one more for each update
 * @param maxLayer the uppermost layer; 0 is the lowest
 * @param entryPoint the id of the vector at which searches begin; empty when there is none
 * @param averageConnections links of a vector on the lowest layer, on average
 * @param fileBytes the length of the file
 */
public record IndexInfo(
        int dimension,
        long vectors,
        long deleted,
        int maxConnections,
        int efConstruction,
        Metric metric,
        Encoding encoding,
        Algorithm algorithm,
        Ordering ordering,
        long seed,
        long version,
        int maxLayer,
        Optional<Long> entryPoint,
        double averageConnections,
        long fileBytes) {}
