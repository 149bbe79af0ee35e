package io.cairn.cli;

import io.cairn.api.Database;
import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.data.Operation;
import io.cairn.cli.data.Target;
import io.cairn.cli.terminal.Streams;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Runs one data operation on a database that is opened for it. */
@Command
final class DataCommand implements Callable<Integer> {

    private final Operation operation;
    private final Access access;
    private final Streams streams;

    @Mixin DatabaseOption database;

    @Mixin KeyspaceOption keyspace;

    @Mixin CommonOptions common;

    private DataCommand(Operation operation, Access access, Streams streams) {
        this.operation = operation;
        this.access = access;
        this.streams = streams;
    }

    /** Describes the command: its own options and those of the operation. */
    static CommandSpec spec(Operation operation, Access access, Streams streams) {
        CommandSpec spec =
                CommandSpec.forAnnotatedObject(new DataCommand(operation, access, streams));
        spec.addMixin("operation", CommandSpec.forAnnotatedObject(operation));
        return spec;
    }

    @Override
    public Integer call() throws IOException {
        try (Database db = database.open(access)) {
            return operation.run(Target.of(db, keyspace.in(db, access), streams)).number();
        }
    }
}
