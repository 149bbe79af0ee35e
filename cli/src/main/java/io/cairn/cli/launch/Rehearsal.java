package io.cairn.cli.launch;

import io.cairn.cli.Main;
import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Goes once through the everyday commands, so that the JDK can record which classes they need and
 * write its start-up cache. The launcher runs it after a build. Stateless.
 */
public final class Rehearsal {
    private static final String LINE = "{\"key\":\"b\",\"value\":\"2\"}\n";

    private Rehearsal() {}

    /**
     * Runs the commands on a database that it makes; their output goes nowhere and their exit codes
     * do not matter.
     *
     * @param arguments the folder for the database, which must not exist
     */
    public static void main(String[] arguments) {
        String db = "rocksdb:" + arguments[0];
        List<List<String>> script =
                List.of(
                        List.of("--help"),
                        List.of("scan", "--help"),
                        List.of("put", "--db", db, "a", "1"),
                        List.of("get", "--db", db, "a"),
                        List.of("import", "--db", db),
                        List.of("scan", "--db", db),
                        List.of("count", "--db", db),
                        List.of("export", "--db", db),
                        List.of("stats", "--db", db),
                        List.of("delete", "--db", db, "a"),
                        List.of("checkpoint", "--db", db),
                        List.of("get", "--db", "memory:", "a"),
                        List.of("get", "--db", "ipc:" + arguments[0] + "/none.sock", "a"),
                        List.of("server", "--help"),
                        List.of("server", "status", "--db", arguments[0]));
        script.forEach(command -> Main.run(nowhere(), command.toArray(String[]::new)));
        // As the program ends.
        System.exit(0);
    }

    private static Streams nowhere() {
        PrintStream sink =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return Streams.captured(
                new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)), sink, sink);
    }
}
