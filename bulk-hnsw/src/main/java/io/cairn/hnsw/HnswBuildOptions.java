package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import java.util.Objects;

/**
 * How to build an index. Immutable.
 *
 * @param metric how distances are measured
 * @param maxConnections the most links of a vector on an upper layer (M); on the lowest layer twice
 *     as many. 2 to 128
 * @param efConstruction how many candidates for neighbours are looked at. 1 to 10,000
 * @param threads how many threads build; 0 for as many as there are processors. Does not change the
 *     result
 * @param batchSize how many vectors are read, or inserted, at once. 1 to 1,000,000
 * @param ordering in which order vectors are stored
 * @param algorithm how the bottom layer is built
 * @param encoding how components are stored
 * @param seed what random choices are made from: equal seeds give equal files
 */
public record HnswBuildOptions(
        Metric metric,
        int maxConnections,
        int efConstruction,
        int threads,
        int batchSize,
        Ordering ordering,
        Algorithm algorithm,
        Encoding encoding,
        long seed) {

    private static final int MAX_CONNECTIONS_MAX = 128;
    private static final int EF_MAX = 10_000;
    private static final int THREADS_MAX = 1_024;
    private static final int BATCH_MAX = 1_000_000;

    /**
     * Checks the values.
     *
     * @throws InvalidArgumentException when one is out of its range
     */
    public HnswBuildOptions {
        Objects.requireNonNull(metric, "metric");
        within("maxConnections", maxConnections, 2, MAX_CONNECTIONS_MAX);
        within("efConstruction", efConstruction, 1, EF_MAX);
        within("threads", threads, 0, THREADS_MAX);
        within("batchSize", batchSize, 1, BATCH_MAX);
        Objects.requireNonNull(ordering, "ordering");
        Objects.requireNonNull(algorithm, "algorithm");
        Objects.requireNonNull(encoding, "encoding");
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidArgumentException(
                    "a build option is out of its range",
                    "option",
                    name,
                    "value",
                    value,
                    "min",
                    min,
                    "max",
                    max);
        }
    }

    /**
     * Returns the usual options: cosine, 16 connections, 100 candidates, all processors.
     *
     * @return the options
     */
    public static HnswBuildOptions defaults() {
        return new HnswBuildOptions(
                Metric.COSINE, 16, 100, 0, 1_000, Ordering.AUTO, Algorithm.AUTO, Encoding.F32, 1);
    }

    /**
     * Returns these options with another value.
     *
     * @param metric how distances are measured
     * @return the changed options
     */
    public HnswBuildOptions withMetric(Metric metric) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param maxConnections the most links of a vector on an upper layer
     * @return the changed options
     */
    public HnswBuildOptions withMaxConnections(int maxConnections) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param efConstruction how many candidates for neighbours are looked at
     * @return the changed options
     */
    public HnswBuildOptions withEfConstruction(int efConstruction) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param threads how many threads build; 0 for as many as there are processors
     * @return the changed options
     */
    public HnswBuildOptions withThreads(int threads) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param batchSize how many vectors are read, or inserted, at once
     * @return the changed options
     */
    public HnswBuildOptions withBatchSize(int batchSize) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param ordering in which order vectors are stored
     * @return the changed options
     */
    public HnswBuildOptions withOrdering(Ordering ordering) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param algorithm how the bottom layer is built
     * @return the changed options
     */
    public HnswBuildOptions withAlgorithm(Algorithm algorithm) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param encoding how components are stored
     * @return the changed options
     */
    public HnswBuildOptions withEncoding(Encoding encoding) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }

    /**
     * Returns these options with another value.
     *
     * @param seed what random choices are made from
     * @return the changed options
     */
    public HnswBuildOptions withSeed(long seed) {
        return new HnswBuildOptions(
                metric,
                maxConnections,
                efConstruction,
                threads,
                batchSize,
                ordering,
                algorithm,
                encoding,
                seed);
    }
}
