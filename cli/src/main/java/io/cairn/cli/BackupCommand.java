package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import io.cairn.storage.rocksdb.RocksDbBackup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Copies a database into a backup directory. */
@Command(
        name = "backup",
        description = {
            "Copies the current state of a RocksDB database into a new directory, with a manifest and checksums.",
            "Files are hard-linked where both directories are on one file system.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn backup --db rocksdb:/var/lib/shop --to /backup/shop-monday",
            "  cairn backup --db ipc:/var/lib/shop/cairn.sock --to /backup/shop-tuesday",
        })
final class BackupCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin CommonOptions common;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "The directory to create; it must not exist.")
    Path to;

    BackupCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (database.directory() == null && !database.isRemote()) {
            throw new CliException(
                    ExitCode.REFUSED,
                    database.url()
                            + " keeps nothing on disk, so there is nothing to back up; use 'cairn export' for its entries");
        }
        long start = System.nanoTime();
        try (Database db = database.open(Access.EXISTING)) {
            // A server has a working directory of its own.
            db.exportTo(to.toAbsolutePath());
        }
        RocksDbBackup.Summary backup = RocksDbBackup.seal(to);
        streams.err()
                .println(
                        "backup written to "
                                + to
                                + ": "
                                + Units.count(backup.files(), "file", "files")
                                + ", "
                                + Units.bytes(backup.bytes())
                                + " in "
                                + Units.nanos(System.nanoTime() - start));
        return ExitCode.OK.number();
    }
}
