package io.cairn.hnsw.file;

import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;

/**
 * What an index file says about the whole. Immutable. A record may hold anything; {@link
 * IndexFileWriter#commit} refuses to write values outside the ranges below, and {@link
 * IndexFile#open} to read them.
 *
 * @param metric how distances are measured
 * @param encoding how components are stored
 * @param dimension components of a vector, 1 to 65,536
 * @param rows how many vectors are stored, deleted ones included
 * @param deleted how many of them are deleted, 0 to {@code rows}
 * @param maxConnections the most links on an upper layer, 2 to 128; on the lowest one twice as many
 * @param efConstruction how wide the build searched, 1 to 10,000
 * @param seed what random choices were made from
 * @param version 1 for a new index, one more for each update
 * @param algorithm how it was built
 * @param ordering in which order rows are stored
 * @param entryPoint the row at which searches begin; -1 when there are no rows, and only then
 * @param maxLayer the uppermost layer, which is the entry point's, 0 to 63; 0 when there are no
 *     rows
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

    /**
     * Returns the most links of a row on the lowest layer.
     *
     * @return twice as many as on an upper one
     */
    public int maxConnections0() {
        return 2 * maxConnections;
    }

    /**
     * Returns the distance between the beginnings of two rows of vectors.
     *
     * @return bytes, a multiple of 64
     */
    public int rowBytes() {
        return encoding.rowBytes(dimension);
    }

    /**
     * Returns the size of all vectors.
     *
     * @return bytes: rows times {@link #rowBytes}
     */
    public long vectorBytes() {
        return (long) rows * rowBytes();
    }

    /**
     * Returns the size of a row's record of links on the lowest layer.
     *
     * @return bytes: one number for the count and one for each place
     */
    public int level0RecordBytes() {
        return (1 + maxConnections0()) * Integer.BYTES;
    }

    /**
     * Returns the size of a row's record of links on one upper layer.
     *
     * @return bytes: one number for the count and one for each place
     */
    public int upperRecordBytes() {
        return (1 + maxConnections) * Integer.BYTES;
    }
}
