package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is exported comes back byte by byte; a bad line stops an import at a place from which it can
 * go on.
 */
class ImportExportTest {

    @TempDir Path temp;

    private String source;
    private String target;
    private Path file;

    @BeforeEach
    void paths() {
        source = "rocksdb:" + temp.resolve("source");
        target = "rocksdb:" + temp.resolve("target");
        file = temp.resolve("dump.jsonl");
    }

    @Test
    void anythingComesBackThroughAFile() throws Exception {
        List<Entry> entries = random(2_000);
        fill(source, entries);
        CliRun export = CliRun.of("export", "--db", source, file.toString());
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.err()).startsWith("exported 2,000 entries");
        CliRun load = CliRun.of("import", "--db", target, "--batch", "300", file.toString());
        assertThat(load.code()).as(load.err()).isZero();
        assertThat(load.err()).startsWith("imported 2,000 entries");
        assertThat(all(target)).isEqualTo(entries);
        assertThat(temp.toFile().list()).doesNotContain("dump.jsonl.partial");
    }

    @Test
    void anythingComesBackThroughAPipe() throws Exception {
        List<Entry> entries = random(500);
        fill(source, entries);
        CliRun export = CliRun.of("export", "--db", source);
        assertThat(export.out().lines().count()).isEqualTo(500);
        assertThat(CliRun.withInput(export.out(), "import", "--db", target, "-").code()).isZero();
        assertThat(all(target)).isEqualTo(entries);
    }

    @Test
    void rangesAndKeyspacesAreExportedAlone() {
        CliRun.withInput(
                "{\"key\":\"a\",\"value\":\"\"}\n{\"key\":\"b\",\"value\":\"\"}",
                "import",
                "--db",
                source,
                "--keyspace",
                "x");
        CliRun.of("put", "--db", source, "c", "");
        assertThat(CliRun.of("export", "--db", source, "--keyspace", "x", "--from", "b").out())
                .isEqualTo("{\"key\":\"b\",\"value\":\"\"}\n");
        assertThat(CliRun.of("export", "--db", source, "--prefix", "a").out()).isEmpty();
    }

    @Test
    void aFileIsReplacedOnlyByForce() throws Exception {
        CliRun.of("put", "--db", source, "a", "1");
        Files.writeString(file, "precious");
        CliRun refused = CliRun.of("export", "--db", source, file.toString());
        assertThat(refused.code()).isEqualTo(5);
        assertThat(refused.err()).contains(file.toString(), "--force");
        assertThat(file).hasContent("precious");
        assertThat(CliRun.of("export", "--db", source, file.toString(), "--force").code()).isZero();
        assertThat(file).hasContent("{\"key\":\"a\",\"value\":\"1\"}\n");
    }

    @Test
    void aBadLineStopsBetweenTransactionsAndTheImportCanGoOn() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 25; i++) {
            lines.append(
                    i == 17
                            ? "{\"key\":\"k17\"}\n"
                            : String.format("{\"key\":\"k%02d\",\"value\":\"%d\"}\n", i, i));
        }
        CliRun stopped =
                CliRun.withInput(lines.toString(), "import", "--db", target, "--batch", "5", "-");
        assertThat(stopped.code()).isEqualTo(5);
        assertThat(stopped.err().lines()).hasSize(1);
        assertThat(stopped.err())
                .contains(
                        "line 17",
                        "'value' (or value64) is missing",
                        "lines up to 15 are stored",
                        "--skip-lines 15");
        assertThat(all(target)).hasSize(15);

        String mended =
                lines.toString().replace("{\"key\":\"k17\"}", "{\"key\":\"k17\",\"value\":\"17\"}");
        CliRun rest =
                CliRun.withInput(
                        mended,
                        "import",
                        "--db",
                        target,
                        "--batch",
                        "5",
                        "--skip-lines",
                        "15",
                        "-");
        assertThat(rest.code()).as(rest.err()).isZero();
        assertThat(rest.err()).startsWith("imported 10 entries");
        assertThat(all(target)).hasSize(25);
    }

    @Test
    void aBadFirstLineStoresNothing() throws Exception {
        CliRun run = CliRun.withInput("nonsense\n", "import", "--db", target);
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("line 1", "not JSON", "nothing is stored");
        assertThat(all(target)).isEmpty();
    }

    @Test
    void anEntryOverALimitNamesItsLine() throws Exception {
        String lines =
                "{\"key\":\"a\",\"value\":\"1\"}\n\n{\"key\":\"b\",\"value\":\"123456789\"}\n{\"key\":\"c\",\"value\":\"3\"}\n";
        CliRun run = CliRun.withInput(lines, "import", "--db", target + "?limits.valueBytesMax=8");
        assertThat(run.code()).isEqualTo(5);
        assertThat(run.err()).contains("line 3", "nothing is stored");
        assertThat(all(target)).isEmpty();
    }

    @Test
    void blankLinesAndWindowsLineEndsAreFine() throws Exception {
        String lines =
                "\r\n{\"key\":\"a\",\"value\":\"1\"}\r\n   \n{\"key\":\"b\",\"value\":\"2\"}";
        assertThat(CliRun.withInput(lines, "import", "--db", target).code()).isZero();
        assertThat(all(target)).hasSize(2);
    }

    @Test
    void aMissingFileIsNamed() {
        CliRun run = CliRun.of("import", "--db", target, file.toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).contains(file.toString(), "no such file");
    }

    /**
     * Keys and values of all kinds: text, text with quotes and controls, and bytes that are no
     * text.
     */
    private static List<Entry> random(int count) {
        Random random = new Random(7);
        TreeMap<String, Entry> entries = new TreeMap<>();
        while (entries.size() < count) {
            byte[] key = new byte[1 + random.nextInt(12)];
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(key);
            random.nextBytes(value);
            boolean text = random.nextBoolean();
            byte[] shown =
                    text
                            ? Bytes.utf8(
                                    "\"k\\\n\u2028\u0001 \u20ac\ud83d\ude00" + random.nextInt())
                            : key;
            entries.put(
                    java.util.HexFormat.of().formatHex(shown),
                    new Entry(shown, text ? Bytes.utf8("\t\u007f'") : value));
        }
        return new ArrayList<>(entries.values());
    }

    private static void fill(String url, List<Entry> entries) {
        try (Database db = Cairn.open(url)) {
            db.putAll(entries);
        }
    }

    private static List<Entry> all(String url) {
        List<Entry> entries = new ArrayList<>();
        try (Database db = Cairn.open(url);
                Cursor cursor = db.scan(KeyRange.all())) {
            while (cursor.next()) {
                entries.add(new Entry(cursor.key(), cursor.value()));
            }
        }
        return entries;
    }
}
