package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that are processes run as processes: together on one server, and until SIGTERM. */
class ProcessesTest {

    @Test
    void theReaderFindsWhatTheWriterWrites(@TempDir Path directory) throws Exception {
        String url = "ipc:" + directory.resolve("cairn.sock");
        try (ExampleProcess server = ExampleProcess.start(LogServer.class, directory.toString())) {
            server.await("ready");
            try (ExampleProcess reader = ExampleProcess.start(LogReader.class, url);
                    ExampleProcess writer = ExampleProcess.start(LogWriter.class, url)) {
                assertThat(writer.rest()).containsExactly("wrote 1000 log entries");
                assertThat(writer.exitCode()).isZero();
                assertThat(reader.rest()).containsExactly("found 1000 log entries");
                assertThat(reader.exitCode()).isZero();
            }
            server.endInput();
            assertThat(server.rest()).isEmpty();
            assertThat(server.exitCode()).isZero();
        }
        assertThat(directory.resolve("cairn.sock")).doesNotExist();
        try (Database db = Cairn.open("rocksdb:" + directory)) {
            assertThat(db.count(KeyRange.prefix(utf8("log:")))).isEqualTo(1_000);
        }
    }

    @Test
    void sigtermEndsTheWorkInOrder(@TempDir Path directory) throws Exception {
        List<String> lines;
        try (ExampleProcess program =
                ExampleProcess.start(GracefulShutdown.class, "rocksdb:" + directory)) {
            program.await("done 25");
            program.terminate();
            lines = program.rest();
            assertThat(program.exitCode()).isZero();
        }
        assertThat(lines.getLast()).startsWith("closed; everything up to version ");
        long acknowledged = 25 + lines.size() - 1;
        try (Database db = Cairn.open("rocksdb:" + directory)) {
            assertThat(db.count(KeyRange.prefix(utf8("done/")))).isEqualTo(acknowledged);
            assertThat(db.exists(utf8("done/%08d".formatted(acknowledged)))).isTrue();
        }
    }

    @Test
    void sigtermEndsTheWorkOfAClientToo(@TempDir Path directory) throws Exception {
        try (TestServer server = TestServer.memory(directory)) {
            List<String> lines;
            try (ExampleProcess program =
                    ExampleProcess.start(GracefulShutdown.class, server.url())) {
                program.await("done 25");
                program.terminate();
                lines = program.rest();
                assertThat(program.exitCode()).isZero();
            }
            assertThat(lines.getLast()).startsWith("closed; everything up to version ");
            assertThat(server.database().count(KeyRange.prefix(utf8("done/"))))
                    .isEqualTo(25 + lines.size() - 1);
        }
    }
}
