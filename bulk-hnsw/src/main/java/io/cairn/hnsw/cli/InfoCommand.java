package io.cairn.hnsw.cli;

import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.IndexInfo;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Describes an index file. Used once, by one thread. */
@Command(
        description = "Prints what an index file says about itself, one 'Name: value' a line.",
        footer = {
            "",
            "Examples:",
            "  cairn bulk info --index vectors.hnsw",
            "  cairn bulk info --index vectors.hnsw --verify",
        })
final class InfoCommand implements Callable<Integer> {

    private final Console console;

    @Mixin HelpFlags common;

    @Option(
            names = {"-i", "--index"},
            required = true,
            paramLabel = "FILE",
            description = "The index file.")
    Path index;

    @Option(
            names = "--verify",
            description = "Read every byte and compare it with the checksums as well.")
    boolean verify;

    InfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (HnswIndex open = HnswIndex.open(index)) {
            print(open.info());
            if (verify) {
                open.verify();
                line("Verified", "every byte");
            }
        }
        return 0;
    }

    private void print(IndexInfo info) {
        line("Dimension", info.dimension());
        line("Vectors", info.vectors());
        line("Max connections", info.maxConnections());
        line("Entry point", info.entryPoint().map(Long::toUnsignedString).orElse("none"));
        line("Deleted", info.deleted());
        line("Metric", Words.of(info.metric()));
        line("Encoding", Words.of(info.encoding()));
        line("Algorithm", Words.of(info.algorithm()));
        line("Ordering", Words.of(info.ordering()));
        line("Ef construction", info.efConstruction());
        line("Seed", info.seed());
        line("Version", info.version());
        line("Max layer", info.maxLayer());
        line("Average connections", String.format(Locale.ROOT, "%.2f", info.averageConnections()));
        line("File size", info.fileBytes() + " bytes");
    }

    private void line(String name, Object value) {
        console.out().println(name + ": " + value);
    }
}
