package io.cairn.hnsw.cli;

import io.cairn.hnsw.Metric;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Converts files of vectors, and graphs of other programs. Used once, by one thread. */
@Command(
        description = {
            "Converts a file of vectors to float32 in another format, or an index from or to hnswlib's format.",
            ".npy is read whatever its number type, byte order and memory order.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn bulk convert --input v.npy --output v.raw --to-format raw_f32 --dimension 768",
            "  cairn bulk convert --input v.fvecs --output v.npy --to-format npy",
            "  cairn bulk convert --input v.hnsw --output v.hnswlib --to-format hnswlib",
            "  cairn bulk convert --input v.hnswlib --output v.hnsw --to-format index --metric l2",
        })
final class ConvertCommand implements Callable<Integer> {

    private final Console console;

    @Spec CommandSpec spec;

    @Mixin HelpFlags common;

    @Option(
            names = {"-i", "--input"},
            required = true,
            paramLabel = "FILE",
            description = "The file to read.")
    Path input;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The file to write; missing directories are made.")
    Path output;

    @Option(
            names = "--to-format",
            required = true,
            paramLabel = "FORMAT",
            converter = Words.OfConvertFormat.class,
            description =
                    "raw_f32 (with a .json file beside it), npy or fvecs for vectors; hnswlib or index for graphs.")
    ConvertFormat to;

    @Option(
            names = "--from-format",
            paramLabel = "FORMAT",
            converter = Words.OfConvertFormat.class,
            description =
                    "raw_f32, npy, fvecs, bvecs, hnswlib or index; default what the file's name ends with.")
    @Nullable ConvertFormat from;

    @Option(
            names = {"-d", "--dimension"},
            paramLabel = "N",
            description =
                    "Components of a vector. Required for raw vectors without a .json file; else checked.")
    @Nullable Integer dimension;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            converter = Words.OfMetric.class,
            description =
                    "cosine, l2 or ip: required for an index from hnswlib's format, which does not say; goes into the .json file of raw_f32.")
    @Nullable Metric metric;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    boolean overwrite;

    ConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (dimension != null && dimension < 1) {
            throw new ParameterException(spec.commandLine(), "--dimension must be at least 1");
        }
        ConvertFormat known = from == null ? ConvertFormat.of(input) : from;
        Conversion conversion = conversion(known);
        InputFile.existing(input);
        OutputFile.prepare(output, input, overwrite);
        Conversion.Result result = conversion.run();
        console.out().println("Vectors: " + result.vectors());
        console.out().println("Dimension: " + result.dimension());
        console.out().println("Output size: " + result.bytes() + " bytes");
        return 0;
    }

    private Conversion conversion(ConvertFormat known) {
        boolean vectors = known.vectors() != null;
        boolean graph = to == ConvertFormat.HNSWLIB || to == ConvertFormat.INDEX;
        if (vectors && to == ConvertFormat.INDEX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "vectors are made into an index by 'cairn bulk build-index', not converted");
        }
        if (to == ConvertFormat.BVECS || vectors == graph || !vectors && known == to) {
            throw new ParameterException(
                    spec.commandLine(),
                    Words.of(known)
                            + " cannot be converted to "
                            + Words.of(to)
                            + "; vectors can be to raw_f32, npy or fvecs, index to hnswlib and hnswlib to index");
        }
        if (metric != null && to != ConvertFormat.RAW_F32 && to != ConvertFormat.INDEX) {
            throw new ParameterException(
                    spec.commandLine(), "--metric is of no use with --to-format " + Words.of(to));
        }
        if (metric == null && to == ConvertFormat.INDEX) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--metric is required: hnswlib's format does not say how distances are measured");
        }
        return new Conversion(
                input, known, output, to, dimension == null ? 0 : dimension, metric, overwrite);
    }
}
