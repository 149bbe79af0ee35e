package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed leaves whole statements, and indexes that say what the rows say. */
class CrashTest {

    @TempDir Path directory;

    /** Inserts two rows and changes one of them for each number that it writes. */
    static final class Writer {
        public static void main(String[] args) {
            try (Opened open = Opened.in(Opened.Store.ROCKSDB, Path.of(args[0]))) {
                SqlDatabase sql = open.sql();
                sql.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT UNIQUE, s TEXT)");
                sql.execute("CREATE INDEX i ON t (s)");
                for (int i = 0; ; i++) {
                    sql.execute(
                            "INSERT INTO t VALUES (?, ?, 'new'), (?, ?, 'new')",
                            2 * i,
                            -2 * i,
                            2 * i + 1,
                            -2 * i - 1);
                    sql.execute("UPDATE t SET s = 'old' WHERE id = ?", 2 * i);
                    System.out.println(i);
                }
            }
        }
    }

    @Test
    void statementsAreWholeOrNotThere() throws Exception {
        int acknowledged = killed(40 + new Random(8).nextInt(60));
        try (Opened open = Opened.in(Opened.Store.ROCKSDB, directory)) {
            long rows = number(open.sql(), "SELECT COUNT(*) FROM t");
            assertThat(rows).isEven().isBetween(2L * acknowledged, 2L * acknowledged + 2);
            assertThat(number(open.sql(), "SELECT COUNT(*) FROM t WHERE n <= 0")).isEqualTo(rows);
            assertThat(number(open.sql(), "SELECT COUNT(DISTINCT n) FROM t")).isEqualTo(rows);
            for (String s : List.of("old", "new")) {
                assertThat(number(open.sql(), "SELECT COUNT(*) FROM t WHERE s = '" + s + "'"))
                        .isEqualTo(
                                number(
                                        open.sql(),
                                        "SELECT COUNT(*) FROM t WHERE s || '' = '" + s + "'"));
            }
            assertThat(number(open.sql(), "SELECT COUNT(*) FROM t WHERE s = 'old'"))
                    .isBetween((long) acknowledged, acknowledged + 1L);
        }
    }

    private static long number(SqlDatabase sql, String query) {
        return (Long) sql.execute(query).rows().getFirst().get(0);
    }

    /** Returns how many numbers the writer had written when it was dead. */
    private int killed(int lines) throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .start();
        int count = 0;
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                assertThat(line).as("the child's output").isEqualTo(Integer.toString(count));
                count++;
                if (count == lines) {
                    // Unlike the process itself its handle leaves the output open.
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(count).isGreaterThanOrEqualTo(lines);
        return count;
    }
}
