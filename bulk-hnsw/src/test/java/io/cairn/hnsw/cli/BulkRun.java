package io.cairn.hnsw.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What a command did, seen from outside.
 *
 * @param code what picocli returned: 0, 2 for a wrong command line, 1 for an exception
 * @param out what was printed
 * @param err what was remarked
 * @param bars what was drawn: a stage's name where one began, then how far it came
 * @param failure what was thrown, or null
 */
record BulkRun(int code, String out, String err, List<String> bars, @Nullable Exception failure) {

    /** Runs a command; the first argument is its word. */
    static BulkRun of(Object... arguments) {
        List<String> told = new ArrayList<>();
        return of(new RecordedBars(told), told, arguments);
    }

    /** Runs a command whose progress somebody else follows. */
    static BulkRun followed(ProgressBars bars, Object... arguments) {
        return of(bars, List.of(), arguments);
    }

    private static BulkRun of(ProgressBars bars, List<String> told, Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream remarks = new PrintStream(err, true, StandardCharsets.UTF_8);
        List<Exception> failures = new ArrayList<>();
        String[] words = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
        int code =
                new CommandLine(BulkCommand.spec(results, remarks, bars, List.of(words)))
                        .setOut(new PrintWriter(results, true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(remarks, true, StandardCharsets.UTF_8))
                        .setExecutionExceptionHandler((e, line, parsed) -> {
                            failures.add(e);
                            return 1;
                        })
                        .execute(words);
        return new BulkRun(
                code,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                told,
                failures.isEmpty() ? null : failures.getFirst());
    }

    /** Runs a command that must succeed. */
    static BulkRun done(Object... arguments) {
        BulkRun run = of(arguments);
        if (run.failure != null) {
            throw new AssertionError(List.of(arguments).toString(), run.failure);
        }
        if (run.code != 0) {
            throw new AssertionError(List.of(arguments) + ": " + run.err);
        }
        return run;
    }

    /** The lines of the output. */
    List<String> lines() {
        return out.lines().toList();
    }

    /** What stands behind a name and a colon in the output. */
    String value(String name) {
        return lines().stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + out));
    }

    /** Bars that write down what they are told. */
    record RecordedBars(List<String> told) implements ProgressBars {

        @Override
        public Bar start(String stage, long total, String unit) {
            told.add(stage + " of " + total + unit);
            return new Bar() {
                @Override
                public void reach(long done) {
                    told.add(stage + " " + done);
                }

                @Override
                public void close() {
                    told.add(stage + " ends");
                }
            };
        }
    }
}
