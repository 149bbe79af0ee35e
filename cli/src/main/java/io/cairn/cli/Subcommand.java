package io.cairn.cli;

import io.cairn.cli.DatabaseOption.Access;
import io.cairn.cli.data.CountOperation;
import io.cairn.cli.data.DeleteOperation;
import io.cairn.cli.data.GetOperation;
import io.cairn.cli.data.PutOperation;
import io.cairn.cli.data.ScanOperation;
import io.cairn.cli.terminal.Progress;
import io.cairn.cli.terminal.Streams;
import io.cairn.hnsw.cli.BulkCommand;
import io.cairn.hnsw.cli.ProgressBars;
import io.cairn.ipc.server.launch.ServerCommand;
import io.cairn.vectors.grpc.cli.GrpcServerCommand;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The table of commands. A command's class is loaded and its options are read only when it is asked
 * for.
 */
enum Subcommand {
    QUICKSTART("load the JDK's own classes, show every feature with its code, verify every byte"),
    GET("print the values of keys"),
    PUT("set the value of a key"),
    DELETE("remove keys or a range"),
    SCAN("print the entries of a range"),
    COUNT("count the entries of a range"),
    IMPORT("store JSON lines"),
    EXPORT("write JSON lines"),
    STATS("print counters"),
    CHECKPOINT("force everything to disk and print the log sequence number"),
    BACKUP("copy a database while it is open"),
    RESTORE("make a database from a backup"),
    VERIFY("check a database or a backup"),
    SHELL("work interactively, with transactions"),
    SERVER("offer a database to other processes, ask for the server's state, or stop it"),
    BULK("build, query, describe and convert indexes of vectors"),
    GRPC_SERVER("offer indexes of vectors to other processes and machines over gRPC");

    private final String summary;

    Subcommand(String summary) {
        this.summary = summary;
    }

    private static ProgressBars.Bar bar(Progress progress) {
        return new ProgressBars.Bar() {
            @Override
            public void reach(long done) {
                progress.reach(done);
            }

            @Override
            public void close() {
                progress.close();
            }
        };
    }

    /** The word on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the command does, for the list of commands. */
    String summary() {
        return summary;
    }

    /**
     * Makes the command with its options.
     *
     * @param arguments the words behind its own; one that holds others describes only the one that
     *     they name
     */
    CommandSpec create(Streams streams, List<String> arguments) {
        // A lambda in each constant would be made in every start: 20 ms where the cache has none.
        return switch (this) {
            case QUICKSTART -> CommandSpec.forAnnotatedObject(new QuickstartCommand(streams));
            case GET -> DataCommand.spec(new GetOperation(), Access.EXISTING, streams);
            case PUT -> DataCommand.spec(new PutOperation(), Access.CREATE, streams);
            case DELETE -> DataCommand.spec(new DeleteOperation(), Access.EXISTING, streams);
            case SCAN -> DataCommand.spec(new ScanOperation(), Access.EXISTING, streams);
            case COUNT -> DataCommand.spec(new CountOperation(), Access.EXISTING, streams);
            case IMPORT -> CommandSpec.forAnnotatedObject(new ImportCommand(streams));
            case EXPORT -> CommandSpec.forAnnotatedObject(new ExportCommand(streams));
            case STATS -> CommandSpec.forAnnotatedObject(new StatsCommand(streams));
            case CHECKPOINT -> CommandSpec.forAnnotatedObject(new CheckpointCommand(streams));
            case BACKUP -> CommandSpec.forAnnotatedObject(new BackupCommand(streams));
            case RESTORE -> CommandSpec.forAnnotatedObject(new RestoreCommand(streams));
            case VERIFY -> CommandSpec.forAnnotatedObject(new VerifyCommand(streams));
            case SHELL -> CommandSpec.forAnnotatedObject(new ShellCommand(streams));
            case SERVER -> ServerCommand.spec(streams.out(), streams.err());
            case BULK ->
                    BulkCommand.spec(
                            streams.out(),
                            streams.err(),
                            (stage, total, unit) ->
                                    bar(Progress.ofCount(streams, stage, total, unit)),
                            arguments);
            case GRPC_SERVER -> GrpcServerCommand.spec(streams.out(), streams.err());
        };
    }

    static Optional<Subcommand> named(String word) {
        return Arrays.stream(values()).filter(command -> command.word().equals(word)).findFirst();
    }

    /**
     * Finds the command that was probably meant: one that begins like the word, or differs in a
     * letter or two.
     */
    static Optional<Subcommand> similar(String word) {
        return Arrays.stream(values())
                .filter(command -> command.word().startsWith(word))
                .findFirst()
                .or(() ->
                        Arrays.stream(values())
                                .filter(command -> distance(command.word(), word) <= 2)
                                .min(
                                        Comparator.comparing(
                                                command -> distance(command.word(), word))));
    }

    /** Levenshtein's edit distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
