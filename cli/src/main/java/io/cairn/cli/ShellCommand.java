package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.shell.Shell;
import io.cairn.cli.terminal.Streams;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Works interactively, or runs the commands of a pipe. */
@Command(
        name = "shell",
        description = {
            "Opens the database once and reads commands, with completion and history on a terminal: get, put, delete, scan, count,"
                    + " begin, commit, abort and more; 'help' lists them.",
            "From a pipe, the first command that fails ends the shell with its exit code, and an open transaction is aborted.",
        },
        footer = {
            "",
            "Examples:",
            "  cairn shell --db rocksdb:/var/lib/shop",
            "  printf 'begin\\\\nput a 1\\\\nput b 2\\\\ncommit\\\\n' | cairn shell --db rocksdb:/var/lib/shop",
        })
final class ShellCommand implements Callable<Integer> {

    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin KeyspaceOption keyspace;

    @Mixin CommonOptions common;

    ShellCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        try (Database db = database.open(Access.CREATE)) {
            return new Shell(streams, db, keyspace.in(db, Access.CREATE), database.url())
                    .run()
                    .number();
        }
    }
}
