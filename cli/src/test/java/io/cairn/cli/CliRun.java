package io.cairn.cli;

import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a command did, seen from outside the process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it reported
 */
public record CliRun(int code, String out, String err) {

    /** Runs a command without input. */
    public static CliRun of(String... arguments) {
        return withInput("", arguments);
    }

    /** Runs a command with text on standard input. */
    public static CliRun withInput(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Streams streams =
                Streams.captured(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = Main.run(streams, arguments);
        return new CliRun(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }
}
