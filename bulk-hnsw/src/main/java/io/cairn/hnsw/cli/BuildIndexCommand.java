package io.cairn.hnsw.cli;

import io.cairn.hnsw.BulkBuildStats;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.vector.VectorSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Builds an index file from vectors. Used once, by one thread. */
@Command(
        description = {
            "Builds an index file from a file of vectors, or from vectors that a database holds.",
            "The file appears under its name when it is complete and safe on disk, not before.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn bulk build-index --input vectors.npy --output vectors.hnsw",
            "  cairn bulk build-index -i vectors.raw -o vectors.hnsw -d 768 -m 16 -e 100 -t 0 --metric ip",
            "  cairn bulk build-index -i v.fvecs --ids v.ids -o v.hnsw --metric l2 --check-recall 200",
            "  cairn bulk build-index --from-db rocksdb:/var/lib/shop --prefix vec/ -o shop.hnsw",
        })
final class BuildIndexCommand implements Callable<Integer> {

    /** What is looked for, and how, when recall is measured: what a query does unless told. */
    private static final int RECALL_K = 10;

    private static final int RECALL_EF = 64;

    private final Console console;

    @Spec CommandSpec spec;

    @Mixin InputFlags input;

    @Mixin TuningFlags tuning;

    @Mixin HelpFlags common;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The index file to write; missing directories are made.")
    Path output;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    boolean overwrite;

    @Option(
            names = "--check-recall",
            paramLabel = "N",
            description =
                    "Look for N of the vectors at ef 64, compare with an exact search, and print the recall@10.")
    @Nullable Integer checkRecall;

    @Option(
            names = "--telemetry",
            description = "Print page faults, memory and processor time, before and after.")
    boolean telemetry;

    @Option(names = "--quiet", description = "No progress and no remarks; results and errors only.")
    boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Print what is built and how long each stage took.")
    boolean verbose;

    BuildIndexCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        input.check(spec.commandLine());
        if (checkRecall != null && checkRecall < 1) {
            throw new ParameterException(spec.commandLine(), "--check-recall must be at least 1");
        }
        if (quiet && verbose) {
            throw new ParameterException(
                    spec.commandLine(), "--quiet and --verbose exclude each other");
        }
        HnswBuildOptions options = tuning.options(spec.commandLine());
        OutputFile.prepare(output, input.input, overwrite);
        try (Telemetry _ = new Telemetry(console.err(), telemetry)) {
            print(build(options));
            if (checkRecall != null) {
                printRecall(checkRecall, options.seed());
            }
        }
        return 0;
    }

    private BulkBuildStats build(HnswBuildOptions options) {
        ProgressBars bars = quiet ? ProgressBars.NONE : console.bars();
        try (StageProgress progress = new StageProgress(console.err(), bars, verbose)) {
            return input.read(source -> {
                progress.expect(source.count());
                if (verbose) {
                    describe(source, options);
                }
                BulkBuildStats stats = HnswIndex.build(source, output, options, progress);
                progress.finish();
                return stats;
            });
        }
    }

    private void describe(VectorSource source, HnswBuildOptions options) {
        console.err()
                .println(
                        String.format(
                                Locale.ROOT,
                                "%s: %d vectors of dimension %d; %s",
                                source.name(),
                                source.count(),
                                source.dimension(),
                                options));
    }

    private void print(BulkBuildStats stats) {
        PrintStream out = console.out();
        out.println("Vectors: " + stats.vectors());
        out.println("Dimension: " + stats.dimension());
        out.println(String.format(Locale.ROOT, "Time: %.3f s", stats.elapsedSeconds()));
        out.println(String.format(Locale.ROOT, "Rate: %.0f vec/s", stats.rate()));
        out.println("Index size: " + stats.indexSizeBytes() + " bytes");
    }

    private void printRecall(int sample, long seed) {
        try (HnswIndex index = HnswIndex.open(output)) {
            int looked = (int) Math.min(sample, index.info().vectors());
            double recall = index.recall(looked, RECALL_K, RECALL_EF, seed);
            console.out()
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    "Recall@%d: %.4f (ef %d, %d queries)",
                                    RECALL_K,
                                    recall,
                                    RECALL_EF,
                                    looked));
        }
    }
}
