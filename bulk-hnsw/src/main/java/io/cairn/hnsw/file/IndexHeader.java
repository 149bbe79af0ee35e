package io.cairn.hnsw.file;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;

/**
 * What an index file says about the whole. Immutable.
 *
 * @param metric how distances are measured
 * @param encoding how components are stored
 * @param dimension components of a vector
 * @param rows how many vectors are stored, deleted ones included
 * @param deleted how many of them are deleted
 * @param maxConnections the most links on an upper layer; on the lowest one twice as many
 * @param efConstruction how wide the build searched
 * @param seed what random choices were made from
 * @param version 1 for a new index, one more for each update
 * @param algorithm how it was built
 * @param ordering in which order rows are stored
 * @param entryPoint the row at which searches begin; -1 for none
 * @param maxLayer the uppermost layer
 */
public record IndexHeader(
        Metric metric,
        Encoding encoding,
        int dimension,
        int rows,
        int deleted,
        int maxConnections,
        int efConstruction,
        long seed,
        long version,
        Algorithm algorithm,
        Ordering ordering,
        int entryPoint,
        int maxLayer) {

    /** Returns the most links of a row on the lowest layer. */
    public int maxConnections0() {
        return 2 * maxConnections;
    }

    /** Returns the distance between two rows of vectors, in bytes. */
    public int rowBytes() {
        return encoding.rowBytes(dimension);
    }
}
