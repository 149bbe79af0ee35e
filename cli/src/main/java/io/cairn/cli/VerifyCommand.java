package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.data.DatabaseCheck;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Progress;
import io.cairn.cli.terminal.Streams;
import io.cairn.cli.terminal.Units;
import io.cairn.storage.rocksdb.RocksDbBackup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a database or a backup. */
@Command(
        name = "verify",
        description = {
            "Checks a backup against the checksums of its manifest, or a database by reading every keyspace in one state forward and in"
                    + " reverse: keys in order, both ways the same entries, and the engine's checksums of all it reads.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn verify --db rocksdb:/var/lib/shop",
            "  cairn verify --backup /backup/shop-monday",
        })
final class VerifyCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin CommonOptions common;

    @Option(
            names = "--backup",
            paramLabel = "DIR",
            description = "Check this backup instead of a database.")
    @Nullable Path backup;

    VerifyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (backup != null) {
            RocksDbBackup.Summary summary = RocksDbBackup.verify(backup);
            streams.out()
                    .println(
                            "backup "
                                    + backup
                                    + ": "
                                    + Units.count(summary.files(), "file", "files")
                                    + ", "
                                    + Units.bytes(summary.bytes())
                                    + ", all checksums agree");
            return ExitCode.OK.number();
        }
        try (Database db = database.open(Access.EXISTING);
                Snapshot snapshot = db.snapshot()) {
            check(snapshot, "default keyspace", 2 * db.stats().get("keys_count"));
            for (String name : db.keyspaceNames()) {
                check(snapshot.in(db.keyspace(name)), "keyspace " + name, Progress.UNKNOWN);
            }
        }
        return ExitCode.OK.number();
    }

    private void check(ReadView view, String name, long expected) {
        try (Progress progress = Progress.ofCount(streams, "verify", expected)) {
            DatabaseCheck check = new DatabaseCheck(view, progress);
            DatabaseCheck.Totals totals = check.run();
            progress.close();
            String problem = check.problem();
            if (problem != null) {
                throw new CliException(
                        ExitCode.NOT_FOUND,
                        name
                                + ": "
                                + problem
                                + "; restore a backup, or export what can be read with 'cairn export'");
            }
            streams.out()
                    .println(
                            name
                                    + ": "
                                    + Units.count(totals.entries(), "entry", "entries")
                                    + ", "
                                    + Units.bytes(totals.bytes())
                                    + ", forward and reverse agree");
        }
    }
}
