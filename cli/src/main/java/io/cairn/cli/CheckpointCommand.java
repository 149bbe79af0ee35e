package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Forces everything committed to disk. */
@Command(
        name = "checkpoint",
        description =
                "Forces everything committed to disk, shortens the log, and prints the log sequence number reached.",
        footer = {
            "",
            "Examples:",
            "  cairn checkpoint --db rocksdb:/var/lib/shop",
        })
final class CheckpointCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin CommonOptions common;

    CheckpointCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        try (Database db = database.open(Access.EXISTING)) {
            streams.out().println(db.checkpoint());
        }
        return ExitCode.OK.number();
    }
}
