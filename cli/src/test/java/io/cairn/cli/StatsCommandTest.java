package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counters as a table and as JSON, and the checkpoint's number. */
class StatsCommandTest {

    private static final List<String> PROMISED =
            List.of(
                    "active_transactions",
                    "bytes_read",
                    "bytes_written",
                    "keys_count",
                    "last_checkpoint_lsn",
                    "memtable_size_bytes",
                    "transactions_committed",
                    "wal_size_bytes");

    @TempDir Path temp;

    @Test
    void everyCounterIsInBothForms() {
        String db = "rocksdb:" + temp.resolve("db");
        CliRun.of("put", "--db", db, "k", "v");
        CliRun table = CliRun.of("stats", "--db", db);
        CliRun json = CliRun.of("stats", "--db", db, "--format", "json");
        assertThat(table.code()).isZero();
        assertThat(json.lines()).hasSize(1);
        assertThat(json.out()).startsWith("{").endsWith("}\n");
        for (String counter : PROMISED) {
            assertThat(table.out()).containsPattern("(?m)^" + counter + " +[0-9,]+");
            assertThat(json.out()).containsPattern("\"" + counter + "\":[0-9]+[,}]");
        }
        assertThat(json.out()).contains("\"keys_count\":1");
        assertThat(CliRun.of("stats", "--db", "memory:").code()).isZero();
    }

    @Test
    void aCheckpointPrintsANumberThatGrowsWithCommits() {
        String db = "rocksdb:" + temp.resolve("db");
        CliRun.of("put", "--db", db, "k", "1");
        long first = checkpoint(db);
        CliRun.of("put", "--db", db, "k", "2");
        assertThat(checkpoint(db)).isGreaterThan(first);
    }

    private static long checkpoint(String db) {
        CliRun run = CliRun.of("checkpoint", "--db", db);
        assertThat(run.code()).as(run.err()).isZero();
        return Long.parseLong(run.out().strip());
    }
}
