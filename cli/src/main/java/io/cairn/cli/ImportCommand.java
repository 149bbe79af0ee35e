package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.data.Importer;
import io.cairn.cli.data.Target;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Progress;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores JSON lines from a file or a pipe. */
@Command(
        name = "import",
        description = {
            "Stores entries from JSON lines: {\"key\":\"...\",\"value\":\"...\"}, with key64 or value64 in base64 for bytes that are not UTF-8.",
            "Each transaction takes up to --batch entries or 8 MiB. An error names the line and how far the import came.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn import --db rocksdb:/var/lib/shop users.jsonl",
            "  zcat dump.jsonl.gz | cairn import --db rocksdb:/var/lib/shop -",
            "  cairn import --db rocksdb:/var/lib/shop --skip-lines 120000 users.jsonl",
        })
final class ImportCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin KeyspaceOption keyspace;

    @Mixin CommonOptions common;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1000",
            description = "The most entries in one transaction; default 1000.")
    int batch;

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            defaultValue = "0",
            description = "Pass over the first N lines, which an earlier attempt has stored.")
    long skipLines;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file; - or none for standard input.")
    String file;

    ImportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (batch < 1 || skipLines < 0) {
            throw new CliException(
                    ExitCode.USAGE, "--batch must be at least 1 and --skip-lines not negative");
        }
        if (file.equals("-")) {
            store(streams.in(), Progress.UNKNOWN);
            return ExitCode.OK.number();
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            store(in, Files.size(Path.of(file)));
        }
        return ExitCode.OK.number();
    }

    private void store(InputStream in, long size) {
        long start = System.nanoTime();
        try (Database db = database.open(Access.CREATE);
                Progress progress = Progress.ofBytes(streams, "import", size)) {
            Importer importer =
                    new Importer(
                            Target.of(db, keyspace.in(db, Access.CREATE), streams),
                            batch,
                            skipLines,
                            progress);
            importer.run(in);
            progress.close();
            long nanos = System.nanoTime() - start;
            streams.err()
                    .println(
                            "imported "
                                    + Units.count(importer.entriesStored(), "entry", "entries")
                                    + ", "
                                    + Units.bytes(importer.bytesStored())
                                    + " in "
                                    + Units.nanos(nanos)
                                    + " ("
                                    + Units.count(Units.perSecond(importer.entriesStored(), nanos))
                                    + "/s)");
        }
    }
}
