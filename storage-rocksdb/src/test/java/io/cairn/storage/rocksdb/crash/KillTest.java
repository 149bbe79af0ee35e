package io.cairn.storage.rocksdb.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process killed with SIGKILL while it commits. Whatever it had acknowledged is there, in both
 * durabilities, and what is there is a prefix of the commit order with no transaction half done.
 * Then the end of the log is cut off, as a power cut may do to buffered commits: still a prefix.
 *
 * <p>{@code -Dcairn.crash.rounds=100} makes it a soak.
 */
class KillTest {

    static final byte[] LAST = Bytes.utf8("last");

    private static final int ROUNDS = Integer.getInteger("cairn.crash.rounds", 3);
    private static final int ACKNOWLEDGED_BEFORE_KILL_MAX = 600;

    @TempDir Path directory;

    /** What the child said before it died. */
    private static final class Acknowledged {
        private long shared;
        private final long[] own = new long[8];
    }

    static byte[] item(String prefix, long number) {
        return Bytes.utf8("%s/%08d".formatted(prefix, number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sync", "buffered"})
    void whatWasAcknowledgedSurvivesAndTheRestIsAPrefix(String durability) throws Exception {
        Random random = new Random(durability.hashCode());
        String url = "rocksdb:" + directory.resolve(durability) + "?durability=" + durability;
        for (int round = 0; round < ROUNDS; round++) {
            Acknowledged acknowledged =
                    runAndKill(url, 20 + random.nextInt(ACKNOWLEDGED_BEFORE_KILL_MAX));
            long last;
            try (Database db = Cairn.open(url)) {
                last = judge(db);
                assertTrue(
                        last >= acknowledged.shared,
                        () -> "acknowledged and lost: transaction " + acknowledged.shared);
                for (int thread = 0; thread < acknowledged.own.length; thread++) {
                    for (long own = 1; own <= acknowledged.own[thread]; own++) {
                        assertNotNull(
                                db.get(item("own" + thread, own)),
                                "own write " + own + " of thread " + thread);
                    }
                }
                db.deleteRange(KeyRange.prefix(Bytes.utf8("own")));
            }
        }
        cutTheLogAndJudge(url, random);
    }

    private void cutTheLogAndJudge(String url, Random random) throws Exception {
        Path source = Path.of(url.substring("rocksdb:".length(), url.indexOf('?')));
        runAndKill(url, 50);
        long before = Long.MAX_VALUE;
        for (int cut = 1; cut < 60_000; cut += 1 + random.nextInt(15_000)) {
            Path copy = directory.resolve("cut" + cut);
            copyWithoutTheEndOfTheLog(source, copy, cut);
            try (Database db = Cairn.open("rocksdb:" + copy)) {
                long last = judge(db);
                assertTrue(last <= before, "a shorter log holds no more");
                before = last;
            }
        }
    }

    /** Checks that transactions 1 to n are there entirely and no others in part; returns n. */
    private static long judge(Database db) {
        return db.read(view -> {
            long last = CrashWriter.number(view.get(LAST));
            for (long number = 1; number <= last; number++) {
                byte @Nullable [] one = view.get(item("item", number));
                assertNotNull(one, "item " + number + " of " + last);
                assertArrayEquals(one, view.get(item("twin", number)));
            }
            assertEquals(last, view.count(KeyRange.prefix(Bytes.utf8("item/"))));
            assertEquals(last, view.count(KeyRange.prefix(Bytes.utf8("twin/"))));
            return last;
        });
    }

    private static Acknowledged runAndKill(String url, int acknowledgementsBeforeKill)
            throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                CrashWriter.class.getName(),
                                url)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Acknowledged acknowledged = new Acknowledged();
        int count = 0;
        boolean killed = false;
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                note(line, acknowledged);
                if (++count == acknowledgementsBeforeKill) {
                    killed =
                            new ProcessBuilder("kill", "-9", Long.toString(child.pid()))
                                            .start()
                                            .waitFor()
                                    == 0;
                }
            }
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS), "the child has ended");
        assertTrue(killed, "the child ran until it was killed; it ended after " + count + " lines");
        return acknowledged;
    }

    private static void note(String line, Acknowledged acknowledged) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "SHARED" -> {
                if (words.length == 2) {
                    acknowledged.shared = Math.max(acknowledged.shared, Long.parseLong(words[1]));
                }
            }
            case "OWN" -> {
                if (words.length == 3) {
                    acknowledged.own[Integer.parseInt(words[1])] = Long.parseLong(words[2]);
                }
            }
            default -> {}
        }
    }

    private static void copyWithoutTheEndOfTheLog(Path source, Path copy, int bytes)
            throws Exception {
        Files.createDirectories(copy);
        List<Path> files;
        try (Stream<Path> list = Files.list(source)) {
            files = list.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        Path newestLog =
                files.stream()
                        .filter(file -> file.getFileName().toString().matches("\\d+\\.log"))
                        .max(Comparator.comparing(file -> file.getFileName().toString()))
                        .orElseThrow();
        try (FileChannel log =
                FileChannel.open(copy.resolve(newestLog.getFileName()), StandardOpenOption.WRITE)) {
            log.truncate(Math.max(0, log.size() - bytes));
        }
    }
}
