package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs written in SochDB's words do; the numbers of records are smaller than theirs. */
class SochDbExamplesTest {

    @TempDir Path directory;

    private interface Example {
        void run(PrintStream out) throws Exception;
    }

    private static List<String> lines(Example example) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            example.run(printer);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void assertMatch(List<String> lines, String... patterns) {
        assertThat(lines).hasSameSizeAs(patterns);
        for (int i = 0; i < patterns.length; i++) {
            assertThat(lines.get(i)).matches(patterns[i]);
        }
    }

    @Test
    void firstSteps() throws Exception {
        assertThat(lines(out -> SochDbFirstSteps.run(directory, out)))
                .containsExactly(
                        "{\"name\": \"Alice\"}",
                        "value: value",
                        "deleted: true",
                        "email: alice@example.com",
                        "user:123:profile = Alice, Rome",
                        "user:123:settings = dark",
                        "all: order:456:items",
                        "all: user:123:profile",
                        "all: user:123:settings",
                        "all: users/alice/email");
    }

    @Test
    void transactions() throws Exception {
        assertMatch(
                lines(out -> SochDbTransactions.run(directory, out)),
                "aborted: 1",
                "Transaction ID: [1-9]\\d*",
                "Data committed at LSN [1-9]\\d*",
                "Data is checkpointed and durable",
                "Transaction failed: .+",
                "Transaction already committed",
                "Database error: .+",
                "lamp",
                "chair");
    }

    @Test
    void scans() throws Exception {
        assertMatch(
                lines(out -> SochDbScans.run(directory, 5_000, out)),
                "log:2024-01-14:23:59 late",
                "log:2024-01-15:08:00 early",
                "log:2024-01-15:09:00 later",
                "log:2024-01-16:00:00 next day",
                "user:1 Alice",
                "user Alice",
                "that day early",
                "that day later",
                "first early",
                "Inserting 5,000 records\\.\\.\\.",
                "Regular scan: 5000 items in \\d+\\.\\d{3}s",
                "Batched scan: 5000 items in \\d+\\.\\d{3}s",
                "Speedup: \\d+\\.\\d times");
    }

    @Test
    void checkpointsAndCounters() throws Exception {
        assertMatch(
                lines(out -> SochDbCheckpoints.run(directory, 1_000, 100, out)),
                "Importing 1,000 records\\.\\.\\.",
                "Checkpointing\\.\\.\\.",
                "Checkpoint complete at LSN [1-9]\\d*",
                "All data is now in files of its own!",
                "checkpointed twice more",
                "Total keys: 100",
                "Bytes written: 1380",
                "Bytes read: \\d+",
                "Transactions committed: 100",
                "Transactions aborted: 0",
                "Cache hit rate: \\d+ %",
                "Queries executed: 0");
    }

    @Test
    void toon() throws Exception {
        assertThat(lines(SochDbToon::run))
                .containsExactly(
                        "users[2]{id,name,email,age}:"
                                + "1,Alice,alice@example.com,30;2,Bob,bob@example.com,25",
                        "users[2]{name,email}:Alice,alice@example.com;Bob,bob@example.com",
                        "users",
                        "[name, email]",
                        "[{name=Alice, email=alice@ex.com}, {name=Bob, email=bob@ex.com}]",
                        "Context:",
                        "documents[1]{title,content}:\"Keys, and why they are sorted\","
                                + "\"Neighbours are read together; \\\"one seek\\\" is enough.\"",
                        "Neighbours are read together; \"one seek\" is enough.");
    }

    @Test
    void sql() throws Exception {
        assertThat(lines(out -> SochDbSql.run(directory, out)))
                .containsExactly(
                        "{id=1, name=Alice} {\"verified\": true}",
                        "there is no table members (line 1, column 18)",
                        "Queries executed: 4");
    }

    @Test
    void contextForALanguageModel() throws Exception {
        assertThat(lines(out -> SochDbRag.run(directory, out)))
                .containsExactly(
                        "system: Context:",
                        "documents[3]{title,content}:Sorted keys,\"Neighbours are read together; one"
                                + " seek is enough.\";Logs,\"What is committed is written once more,"
                                + " in order.\";Snapshots,A reader's state does not change.",
                        "user: Summarize the technical documents");
    }

    @Test
    void plugins() throws Exception {
        assertThat(lines(out -> SochDbPlugins.run(directory, out)))
                .containsExactly(
                        "alice@example.com",
                        "{name=fraud_detector, version=1.0.0, triggers={transactions=[BEFORE"
                                + " INSERT]}}",
                        "[BEFORE_INSERT, AFTER_INSERT, BEFORE_UPDATE, AFTER_UPDATE, BEFORE_DELETE,"
                                + " AFTER_DELETE, ON_BATCH]",
                        "[email_validator, fraud_detector]",
                        "email_validator 1.0.0",
                        "[email_validator, fraud_detector, counter]",
                        "Plugin execution failed: Plugin counter failed: java.io.IOException: no"
                                + " more paper",
                        "row: {email=test@example.com}",
                        "row: {email=test@example.com}",
                        "Trigger aborted: Invalid email format (INVALID_EMAIL)",
                        "stored: transactions:1",
                        "not stored: Transaction amount $20000 exceeds limit",
                        "stored: transactions:1");
    }

    @Test
    void vectorService() throws Exception {
        List<String> lines = lines(out -> SochDbVectorService.run(directory, 0, out));
        assertThat(lines).hasSize(12);
        assertThat(lines.getFirst()).matches("Serving at 127\\.0\\.0\\.1:\\d+");
        assertThat(lines.get(1)).matches("ID: 7, Distance: -?\\d(\\.\\d+(E-\\d+)?)?");
        assertThat(lines.subList(1, 11))
                .allSatisfy(line -> assertThat(line).matches("ID: \\d+, Distance: \\S+"));
        assertThat(lines.getLast()).isEqualTo("Refused: PERMISSION_DENIED");
    }

    @Test
    void vectors() throws Exception {
        List<String> lines = lines(out -> SochDbVectors.run(directory, 100, out));
        assertThat(lines).hasSize(16);
        assertThat(lines.getFirst()).matches("Built 100 vectors at \\d+ vec/s");
        assertThat(lines.subList(1, 11))
                .allSatisfy(line -> assertThat(line).matches("ID: \\d+, Distance: \\d\\.\\d{4}"))
                .extracting(line -> line.replaceFirst(".*Distance", "Distance"))
                .isSorted();
        assertThat(lines.subList(11, 14))
                .containsExactly("Dimension: 768", "Vectors: 100", "Max connections: 16");
        assertThat(lines.get(14)).matches("Entry point: \\d+");
        assertThat(lines.getLast()).isEqualTo("Written: vectors.raw");
        assertThat(Files.size(directory.resolve("vectors.raw"))).isEqualTo(100L * 768 * 4);
    }
}
