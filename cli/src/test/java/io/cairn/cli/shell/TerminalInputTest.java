package io.cairn.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jline.reader.LineReader;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Editing on a terminal: the tabulator completes commands, options and keys; the history is kept,
 * bounded and private.
 */
@Timeout(60)
class TerminalInputTest {

    @TempDir Path temp;

    private Database db;
    private ShellSession session;

    @BeforeEach
    void open() {
        db = Cairn.inMemory();
        for (String key :
                new String[] {"users/alice", "users/bob/email", "users/bob/name", "zoo"}) {
            db.put(Bytes.utf8(key), Bytes.EMPTY);
        }
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        session =
                new ShellSession(
                        db,
                        null,
                        Streams.captured(InputStream.nullInputStream(), nowhere, nowhere));
    }

    @AfterEach
    void close() {
        session.close();
        db.close();
    }

    @Test
    void commandsOptionsAndKeysAreCompleted() throws IOException {
        assertThat(typed("cou\t\n")).isEqualTo("count");
        assertThat(typed("get z\t\n")).isEqualTo("get zoo");
        assertThat(typed("get users/a\t\n")).isEqualTo("get users/alice");
        assertThat(typed("scan --prefix us\tb\tn\t\n")).isEqualTo("scan --prefix users/bob/name");
        assertThat(typed("scan --rev\t\n")).isEqualTo("scan --reverse");
        assertThat(typed("begin re\t\n")).isEqualTo("begin readonly");
        assertThat(typed("get nothing\t\n")).isEqualTo("get nothing");
    }

    @Test
    void completionSkipsFromSegmentToSegment() {
        ShellCompleter completer = new ShellCompleter(session);
        assertThat(completer.words(ShellVerb.GET, "")).containsExactly("users/", "zoo");
        assertThat(completer.words(ShellVerb.GET, "users/"))
                .containsExactly("users/alice", "users/bob/");
        assertThat(completer.words(ShellVerb.LS, "users/bob/"))
                .containsExactly("users/bob/email", "users/bob/name");
        db.keyspace("other");
        assertThat(completer.words(ShellVerb.KEYSPACE, "")).containsExactly("other");
    }

    @Test
    void completionInsideATransactionSeesItsWritesAndCausesNoConflict() throws IOException {
        session.execute("begin");
        session.execute("put mine 1");
        assertThat(new ShellCompleter(session).words(ShellVerb.GET, "")).contains("mine");
        db.put(Bytes.utf8("aaa"), Bytes.EMPTY);
        assertThat(session.prompt()).isEqualTo("cairn*> ");
        session.execute("commit");
        assertThat(session.prompt()).isEqualTo("cairn> ");
    }

    @Test
    void theHistoryIsKeptPrivateAndBounded() throws IOException {
        Path file = TerminalInput.historyFile(Map.of("XDG_STATE_HOME", temp.toString()));
        assertThat(file).isEqualTo(temp.resolve("cairn/shell_history"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_500; i++) {
            lines.append("get k").append(i).append('\n');
        }
        try (Terminal terminal = terminal(lines + " put secret 1\n")) {
            LineReader reader = TerminalInput.reader(terminal, session, file);
            for (int i = 0; i < 1_501; i++) {
                reader.readLine();
            }
            reader.getHistory().save();
        }
        assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(1_250);
        assertThat(Files.readString(file))
                .contains("get k1499")
                .doesNotContain("secret", "get k100\n");
        try (Terminal terminal = terminal("\u0010\n")) {
            assertThat(TerminalInput.reader(terminal, session, file).readLine())
                    .isEqualTo("get k1499");
        }
    }

    @Test
    void withoutAPlaceForHistoryThereIsNone() throws IOException {
        Path occupied = Files.writeString(temp.resolve("file"), "");
        assertThat(TerminalInput.historyFile(Map.of("XDG_STATE_HOME", occupied.toString())))
                .isNull();
    }

    private String typed(String keys) throws IOException {
        try (Terminal terminal = terminal(keys)) {
            return TerminalInput.reader(terminal, session, null).readLine("> ").strip();
        }
    }

    private static Terminal terminal(String keys) throws IOException {
        return new DumbTerminal(
                "test",
                "xterm",
                new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                StandardCharsets.UTF_8);
    }
}
