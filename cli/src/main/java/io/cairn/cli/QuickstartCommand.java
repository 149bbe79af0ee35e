package io.cairn.cli;

import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.quickstart.Quickstart;
import io.cairn.cli.terminal.Streams;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the guided tour. */
@Command(
        name = "quickstart",
        description = {
            "Loads every resource of the running JDK (about 30,000, over 100 MB) into a new database, shows each feature with"
                    + " the code that runs, closes, reopens, and compares every byte with the JDK.",
            "Ends with 1 if anything differs.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn quickstart",
            "  cairn quickstart --engine memory",
            "  cairn quickstart --dir tour --keep",
        })
final class QuickstartCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin CommonOptions common;

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = "ROCKSDB",
            description = "rocksdb or memory; default rocksdb.")
    Quickstart.Engine engine;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Work in this directory, new or empty or left by an earlier quickstart; default a temporary one.")
    @Nullable Path directory;

    @Option(
            names = "--keep",
            description = "Do not delete the database at the end; print where it is.")
    boolean keep;

    @Option(
            names = "--resources",
            hidden = true,
            paramLabel = "N",
            description = "Load only N resources.")
    int resourcesMax = Integer.MAX_VALUE;

    QuickstartCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws Exception {
        if (engine == Quickstart.Engine.MEMORY && (directory != null || keep)) {
            throw new CliException(
                    ExitCode.USAGE,
                    "the memory engine keeps nothing on disk; leave --dir and --keep away, or use --engine rocksdb");
        }
        if (resourcesMax < 1) {
            throw new CliException(ExitCode.USAGE, "--resources must be at least 1");
        }
        return new Quickstart(
                        streams, new Quickstart.Settings(engine, directory, keep, resourcesMax))
                .run()
                .number();
    }
}
