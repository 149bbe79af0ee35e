package io.cairn.cli.shell;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads commands until the end of input and runs each of them. On a terminal errors are shown and
 * the shell goes on; from a pipe the first error ends it. Used once, by one thread; the database
 * stays open.
 */
public final class Shell {

    private final Streams streams;
    private final ShellSession session;
    private final String url;

    /**
     * Creates a shell.
     *
     * @param streams where to read and print
     * @param db the database
     * @param keyspace the keyspace to work on, or null for the default one
     * @param url what to call the database
     */
    public Shell(Streams streams, Database db, @Nullable Keyspace keyspace, String url) {
        this.streams = streams;
        this.session = new ShellSession(db, keyspace, streams);
        this.url = url;
    }

    /**
     * Runs until the input ends or {@code exit} is read; aborts a transaction that is open then.
     *
     * @return OK, or from a pipe the code of the command that failed
     * @throws IOException when reading fails
     */
    public ExitCode run() throws IOException {
        try (session) {
            return streams.inTerminal() && streams.outTerminal() ? runTerminal() : runPipe();
        }
    }

    private ExitCode runTerminal() throws IOException {
        streams.out().println("Connected to " + url + "; 'help' lists the commands, ctrl-D ends.");
        streams.out().flush();
        try (TerminalInput input = TerminalInput.open(session, streams.environment())) {
            while (!session.ended()) {
                String line = input.read(session.prompt());
                if (line == null) {
                    break;
                }
                execute(line);
                streams.out().flush();
            }
        }
        return ExitCode.OK;
    }

    private ExitCode runPipe() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine();
                line != null && !session.ended();
                line = lines.readLine()) {
            ExitCode code = execute(line);
            if (code != ExitCode.OK && code != ExitCode.NOT_FOUND) {
                return code;
            }
        }
        if (session.inTransaction()) {
            throw new CliException(
                    ExitCode.REFUSED,
                    "the input ended inside a transaction, which was aborted; end it with 'commit' or 'abort'");
        }
        return ExitCode.OK;
    }

    private ExitCode execute(String line) {
        try {
            return session.execute(line);
        } catch (IOException | RuntimeException e) {
            streams.out().flush();
            streams.err().println("error: " + ExitCode.describe(e));
            return ExitCode.of(e);
        }
    }
}
