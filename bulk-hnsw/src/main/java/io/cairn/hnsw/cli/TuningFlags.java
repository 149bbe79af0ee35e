package io.cairn.hnsw.cli;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.Algorithm;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Ordering;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How an index is built, as picocli fills it. Used by one thread. */
final class TuningFlags {

    @Option(
            names = {"-m", "--max-connections"},
            paramLabel = "N",
            defaultValue = "16",
            description =
                    "The most links of a vector on an upper layer, 2 to 128; twice as many on the lowest; default 16.")
    int maxConnections;

    @Option(
            names = {"-e", "--ef-construction"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many candidates for links are looked at, 1 to 10000; default 100.")
    int efConstruction;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many vectors are read, or inserted, at once; default 1000.")
    int batchSize;

    @Option(
            names = {"-t", "--threads"},
            paramLabel = "N",
            defaultValue = "0",
            description = "How many threads build; default 0: one for each processor.")
    int threads;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            defaultValue = "cosine",
            converter = Words.OfMetric.class,
            description = "How distances are measured: cosine, l2 or ip; default cosine.")
    Metric metric;

    @Option(
            names = "--ordering",
            paramLabel = "ORDER",
            defaultValue = "auto",
            converter = Words.OfOrdering.class,
            description =
                    "In which order vectors are stored: auto, none (that of the input), random_projection (or rp) or kmeans; default auto. Ids stay what they are.")
    Ordering ordering;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            defaultValue = "auto",
            converter = Words.OfAlgorithm.class,
            description =
                    "auto (partitions, refined as far as the data needs), partition or incremental; default auto.")
    Algorithm algorithm;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "f32",
            converter = Words.OfEncoding.class,
            description = "How components are stored: f32, or bf16 for half the size; default f32.")
    Encoding encoding;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "What random choices are made from; the same seed gives the same file; default 1.")
    long seed;

    /** Returns the options; a value out of its range is a usage error. */
    HnswBuildOptions options(CommandLine line) {
        try {
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
        } catch (InvalidArgumentException e) {
            throw new ParameterException(line, String.valueOf(e.getMessage()), e);
        }
    }
}
