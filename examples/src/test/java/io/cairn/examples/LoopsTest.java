package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Stats;
import io.cairn.bytes.KeyRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loops run over IPC, a few rounds, while a writer goes on. */
class LoopsTest {

    @TempDir Path directory;

    private interface Loop {
        void run(String url, PrintStream out) throws Exception;
    }

    /** Runs a loop while another client puts numbered entries, and returns what it prints. */
    private static List<String> whileWriting(TestServer server, Loop loop) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch warm = new CountDownLatch(10);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Database db = Cairn.open(server.url());
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> writer =
                    threads.submit(() -> {
                        for (int number = 1; !stop.get(); number++) {
                            db.put(utf8("n/%08d".formatted(number)), utf8("written"));
                            warm.countDown();
                        }
                    });
            try {
                assertThat(warm.await(1, TimeUnit.MINUTES)).isTrue();
                loop.run(server.url(), new PrintStream(out, true, StandardCharsets.UTF_8));
            } finally {
                stop.set(true);
            }
            writer.get();
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void theNewestCopiesAreKeptAndOpen() throws Exception {
        Path copies = Files.createDirectory(directory.resolve("copies"));
        try (TestServer server = TestServer.rocksDb(directory.resolve("db"))) {
            List<String> lines =
                    whileWriting(
                            server,
                            (url, out) ->
                                    BackupLoop.run(url, copies, Duration.ofMillis(1), 5, out));
            assertThat(lines)
                    .containsExactly(
                            "made backup-00000001",
                            "made backup-00000002",
                            "made backup-00000003",
                            "made backup-00000004",
                            "made backup-00000005");
        }
        assertThat(copies)
                .isDirectoryContaining("glob:**/backup-00000003")
                .isDirectoryContaining("glob:**/backup-00000004")
                .isDirectoryContaining("glob:**/backup-00000005");
        long before = 10;
        for (Path copy : listed(copies)) {
            long count = prefixLength(copy);
            assertThat(count).isGreaterThanOrEqualTo(before);
            before = count;
        }
    }

    private static List<Path> listed(Path copies) throws IOException {
        try (var files = Files.list(copies)) {
            List<Path> sorted = files.sorted().toList();
            assertThat(sorted).hasSize(3);
            return sorted;
        }
    }

    /** The number of entries, after a check that they are the first that were written. */
    private static long prefixLength(Path copy) {
        try (Database db = Cairn.open("rocksdb:" + copy)) {
            long count = db.count(KeyRange.prefix(utf8("n/")));
            assertThat(db.exists(utf8("n/%08d".formatted(count)))).isTrue();
            return count;
        }
    }

    @Test
    void everyIntervalHasLine() throws Exception {
        try (TestServer server = TestServer.rocksDb(directory.resolve("db"))) {
            List<String> lines =
                    whileWriting(
                            server,
                            (url, out) -> MonitoringLoop.run(url, Duration.ofMillis(200), 3, out));
            assertThat(lines)
                    .hasSize(3)
                    .allSatisfy(line ->
                            assertThat(line)
                                    .matches(
                                            "written: [\\d,]+ bytes/s, read: [\\d,]+ bytes/s,"
                                                    + " commits: [\\d,.]+/s, cache hits: .+"))
                    .anySatisfy(line -> assertThat(line).doesNotContain("commits: 0.0/s"));
        }
    }

    @Test
    void theLineShowsRates() {
        Stats grown =
                new Stats(
                        Map.of(
                                "bytes_written", 5_000_000L,
                                "bytes_read", 500L,
                                "transactions_committed", 15L,
                                "cache_hits", 999L,
                                "cache_misses", 1L));
        assertThat(MonitoringLoop.line(grown, 2.0))
                .isEqualTo(
                        "written: 2,500,000 bytes/s, read: 250 bytes/s, commits: 7.5/s,"
                                + " cache hits: 99.9 %");
        assertThat(MonitoringLoop.line(new Stats(Map.of()), 2.0)).endsWith("cache hits: -");
    }
}
