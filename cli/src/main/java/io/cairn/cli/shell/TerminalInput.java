package io.cairn.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from a terminal with editing, completion and a history that outlives the shell. Used
 * by one thread; whoever opens it closes it.
 */
final class TerminalInput implements AutoCloseable {

    private static final int HISTORY_LINES_MAX = 1000;
    private static final int COLUMNS_DEFAULT = 80;
    private static final int LINES_DEFAULT = 24;

    private final Terminal terminal;
    private final LineReader reader;

    private TerminalInput(Terminal terminal, LineReader reader) {
        this.terminal = terminal;
        this.reader = reader;
    }

    static TerminalInput open(ShellSession session, Map<String, String> environment)
            throws IOException {
        Terminal terminal = TerminalBuilder.builder().name("cairn").system(true).dumb(true).build();
        if (terminal.getColumns() <= 0) {
            // Serial lines do not say how large they are; without a width no prompt would fit.
            terminal.setSize(Size.of(COLUMNS_DEFAULT, LINES_DEFAULT));
        }
        return new TerminalInput(terminal, reader(terminal, session, historyFile(environment)));
    }

    /** Makes a reader on any terminal. */
    static LineReader reader(Terminal terminal, ShellSession session, @Nullable Path history) {
        LineReaderBuilder builder =
                LineReaderBuilder.builder()
                        .terminal(terminal)
                        .appName("cairn")
                        .parser(new DefaultParser())
                        .completer(new ShellCompleter(session))
                        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                        .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                        .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                        .option(LineReader.Option.HISTORY_TIMESTAMPED, false)
                        .variable(LineReader.HISTORY_SIZE, HISTORY_LINES_MAX)
                        .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES_MAX);
        if (history != null) {
            builder.variable(LineReader.HISTORY_FILE, history);
        }
        return builder.build();
    }

    /**
     * Finds the history file, in the user's directory for state ($XDG_STATE_HOME, else
     * ~/.local/state), and makes it readable by its owner only, because values may be secrets. Null
     * when there is no such place: the shell then works without history.
     */
    static @Nullable Path historyFile(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base =
                state.isEmpty()
                        ? Path.of(System.getProperty("user.home", "."), ".local", "state")
                        : Path.of(state);
        Path file = base.resolve("cairn").resolve("shell_history");
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return file;
        } catch (IOException _) {
            return null;
        }
    }

    /** Reads a line; an empty one when the user pressed ctrl-C, null at the end. */
    @Nullable String read(String prompt) {
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException _) {
            return "";
        } catch (EndOfFileException _) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        reader.getHistory().save();
        terminal.close();
    }
}
