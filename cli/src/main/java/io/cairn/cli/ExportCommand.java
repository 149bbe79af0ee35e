package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.bytes.KeyRange;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.data.Exporter;
import io.cairn.cli.data.KeyOptions;
import io.cairn.cli.data.RangeOptions;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Progress;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one consistent state as JSON lines to a file or a pipe. */
@Command(
        name = "export",
        description = {
            "Writes entries as JSON lines, in key order and from one consistent state; import reads them back.",
            "A file appears under its name only when it is complete.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn export --db rocksdb:/var/lib/shop shop.jsonl",
            "  cairn export --db rocksdb:/var/lib/shop --prefix users/ - | gzip > users.jsonl.gz",
        })
final class ExportCommand implements Callable<Integer> {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin KeyspaceOption keyspace;

    @Mixin CommonOptions common;

    @Mixin KeyOptions keyOptions;

    @Mixin RangeOptions range;

    @Option(names = "--force", description = "Replace the file if it exists.")
    boolean force;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The file; - or none for standard output.")
    String file;

    ExportCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        KeyRange keys = range.range(keyOptions);
        boolean standardOutput = file.equals("-");
        if (!standardOutput && Files.exists(Path.of(file)) && !force) {
            throw new CliException(
                    ExitCode.REFUSED,
                    file + " exists already; choose another file or give --force");
        }
        long start = System.nanoTime();
        try (Database db = database.open(Access.EXISTING);
                Snapshot snapshot = db.snapshot();
                Progress progress = Progress.ofCount(streams, "export", expected(db))) {
            Keyspace part = keyspace.in(db, Access.EXISTING);
            ReadView view = part == null ? snapshot : snapshot.in(part);
            Exporter exporter = new Exporter(progress);
            if (standardOutput) {
                try (OutputStream out =
                        new BufferedOutputStream(new StandardOutput(streams.out()), BUFFER_BYTES)) {
                    exporter.run(view, keys, out);
                }
            } else {
                writeFile(exporter, view, keys, Path.of(file));
            }
            progress.close();
            streams.err()
                    .println(
                            "exported "
                                    + Units.count(exporter.entries(), "entry", "entries")
                                    + ", "
                                    + Units.bytes(exporter.bytes())
                                    + " in "
                                    + Units.nanos(System.nanoTime() - start));
        }
        return ExitCode.OK.number();
    }

    /** The number of keys is only known for the whole of a database without further keyspaces. */
    private long expected(Database db) {
        return range.given() || !db.keyspaceNames().isEmpty()
                ? Progress.UNKNOWN
                : db.stats().get("keys_count");
    }

    private static void writeFile(Exporter exporter, ReadView view, KeyRange keys, Path file)
            throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try (FileChannel channel =
                        FileChannel.open(
                                partial,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE);
                OutputStream out =
                        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
            exporter.run(view, keys, out);
            out.flush();
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
        Files.move(
                partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A PrintStream swallows failures; an export that loses bytes has to stop. */
    private static final class StandardOutput extends OutputStream {

        private final PrintStream out;

        StandardOutput(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            if (out.checkError()) {
                throw new IOException(
                        "standard output was closed or is full; the export is not complete");
            }
        }
    }
}
