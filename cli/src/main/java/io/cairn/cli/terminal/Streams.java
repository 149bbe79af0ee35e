package io.cairn.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The standard streams of a command and what is known about them. Immutable; used by one thread at
 * a time. Output is UTF-8 whatever the locale says, because keys are.
 *
 * @param in standard input
 * @param out standard output; buffered, flushed when the command ends
 * @param err standard error
 * @param inTerminal whether a person types the input
 * @param outTerminal whether a person reads the output
 * @param errTerminal whether a person reads the errors
 * @param environment the environment variables
 */
public record Streams(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean inTerminal,
        boolean outTerminal,
        boolean errTerminal,
        Map<String, String> environment) {

    private static final int COLUMNS_DEFAULT = 80;
    private static final int COLUMNS_MAX = 240;

    /** Copies the environment. */
    public Streams {
        environment = Map.copyOf(environment);
    }

    /**
     * Returns the streams of this process.
     *
     * @return the streams; not to be closed
     */
    public static Streams system() {
        return new Streams(
                new FileInputStream(FileDescriptor.in),
                new Output(new FileOutputStream(FileDescriptor.out)),
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                TerminalCheck.isTerminal(0),
                TerminalCheck.isTerminal(1),
                TerminalCheck.isTerminal(2),
                System.getenv());
    }

    /**
     * Returns streams none of which is a terminal.
     *
     * @param in standard input
     * @param out standard output
     * @param err standard error
     * @return the streams, with an empty environment
     */
    public static Streams captured(InputStream in, PrintStream out, PrintStream err) {
        return new Streams(in, out, err, false, false, false, Map.of());
    }

    /**
     * Tells whether output may carry colours.
     *
     * @return true on a terminal that is not dumb, unless NO_COLOR is set
     */
    public boolean colours() {
        return outTerminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /**
     * Returns the width of the terminal as far as the environment tells.
     *
     * @return 20 to 240 columns
     */
    public int columns() {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}")
                ? Math.clamp(Integer.parseInt(columns), 20, COLUMNS_MAX)
                : COLUMNS_DEFAULT;
    }
}
