package io.cairn.cli;

import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import io.cairn.storage.rocksdb.RocksDbBackup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a database from a backup directory. */
@Command(
        name = "restore",
        description =
                "Checks a backup and makes a RocksDB database from it. Never overwrites: the target must not exist or be empty.",
        footer = {
            "",
            "Examples:",
            "  cairn restore --from /backup/shop-monday --to /var/lib/shop-restored",
        })
final class RestoreCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin CommonOptions common;

    @Option(names = "--from", required = true, paramLabel = "DIR", description = "The backup.")
    Path from;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "The database's directory.")
    Path to;

    RestoreCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        RocksDbBackup.Summary backup = RocksDbBackup.restore(from, to);
        streams.err()
                .println(
                        "restored to "
                                + to
                                + ": "
                                + Units.bytes(backup.bytes())
                                + " in "
                                + Units.nanos(System.nanoTime() - start)
                                + "; open it with --db rocksdb:"
                                + to.toAbsolutePath());
        return ExitCode.OK.number();
    }
}
