package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.cli.terminal.Output;
import io.cairn.cli.terminal.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the environment does to a command: each has its exit code, one line, and a stack trace only
 * on demand.
 */
class TroubleTest {

    @TempDir Path temp;

    @Test
    void aDatabaseThatIsOpenElsewhereIsUnavailable() {
        String url = "rocksdb:" + temp.resolve("db");
        try (Database db = Cairn.open(url)) {
            assertThat(db.keyspaceNames()).isEmpty();
            CliRun run = CliRun.of("count", "--db", url);
            assertThat(run.code()).isEqualTo(3);
            assertThat(run.err().lines()).hasSize(1);
            assertThat(run.err()).contains(temp.resolve("db").toString());
        }
        assertThat(CliRun.of("count", "--db", url).code()).isZero();
    }

    @Test
    void aForeignDirectoryIsNotADatabase() throws IOException {
        Files.writeString(temp.resolve("letter.txt"), "dear");
        CliRun run = CliRun.of("put", "--db", "rocksdb:" + temp, "k", "v");
        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err()).contains(temp.toString());
        assertThat(temp.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void aStackTraceComesOnDemandOnly() throws IOException {
        Files.writeString(temp.resolve("letter.txt"), "dear");
        String[] command = {"put", "--db", "rocksdb:" + temp, "k", "v"};
        assertThat(CliRun.of(command).err()).doesNotContain("\tat ");
        assertThat(CliRun.of("put", "--db", "rocksdb:" + temp, "k", "v", "--debug").err())
                .contains("\tat io.cairn");
    }

    @Test
    void anEntryOverALimitIsRefused() {
        CliRun run = CliRun.of("put", "--db", "memory:?limits.keyBytesMax=4", "12345", "v");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("keyBytesMax");
    }

    @Test
    void outputThatCannotBeWrittenIsNotASuccess() {
        String url = "rocksdb:" + temp.resolve("db");
        CliRun.of("put", "--db", url, "k", "v");
        assertThat(runInto(new Failing("No space left on device"), "scan", "--db", url))
                .isEqualTo(3);
        assertThat(runInto(new Failing("No space left on device"), "export", "--db", url))
                .isEqualTo(3);
        assertThat(runInto(new Failing("Broken pipe"), "scan", "--db", url)).isZero();
        assertThat(runInto(new Failing("Broken pipe"), "export", "--db", url)).isEqualTo(3);
    }

    private static int runInto(OutputStream out, String... arguments) {
        PrintStream err =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(
                Streams.captured(InputStream.nullInputStream(), new Output(out), err), arguments);
    }

    private static final class Failing extends OutputStream {

        private final String why;

        Failing(String why) {
            this.why = why;
        }

        @Override
        public void write(int b) throws IOException {
            throw new IOException(why);
        }
    }
}
