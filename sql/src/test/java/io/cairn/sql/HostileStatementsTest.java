package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.error.CairnException;
import io.cairn.layer.sql.SqlException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements with pieces taken out, put in and exchanged are run or refused, and nothing else. */
class HostileStatementsTest {

    private static final int STATEMENTS = 2_500;

    private static final List<String> WHOLE =
            List.of(
                    "SELECT id, COUNT(*) AS n, CASE WHEN s LIKE 'a%' THEN 1 ELSE NULL END FROM t a LEFT"
                            + " JOIN t b ON a.id = b.id WHERE a.x BETWEEN 1 AND 3 GROUP BY id HAVING"
                            + " COUNT(*) > 0 ORDER BY 1 DESC LIMIT 5 OFFSET 1",
                    "SELECT * FROM t WHERE id IN (SELECT id FROM t WHERE x IS NOT NULL) -- end",
                    "WITH w AS (SELECT id, \"s\" FROM t) SELECT UPPER(s) || 'x', id / 2 FROM w /* c */",
                    "INSERT INTO t (id, s) VALUES (1 + 1, 'a''b'), (-7, DEFAULT), (9, NULL)",
                    "UPDATE t SET x = x + 1, s = SUBSTRING(s FROM 2 FOR 1) WHERE NOT (id = 3)",
                    "DELETE FROM t WHERE EXISTS (SELECT 1 FROM t b WHERE b.x = t.x) AND s = X'00'",
                    "CREATE TABLE IF NOT EXISTS u (id INT PRIMARY KEY, s VARCHAR(10) DEFAULT 'x' NOT"
                            + " NULL, UNIQUE (s, id), CONSTRAINT c UNIQUE (s))",
                    "CREATE UNIQUE INDEX i ON t (x, s);",
                    "DROP TABLE IF EXISTS u",
                    "SELECT 1.5e3, .5, 9223372036854775807, TRIM(BOTH ' ' FROM s) FROM t FETCH FIRST 1 ROW"
                            + " ONLY");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void areRunOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        try (Database db = Cairn.open("memory:")) {
            SqlDatabase sql = SqlDatabase.of(db).withRowsHeldMax(10_000);
            for (int i = 0; i < STATEMENTS; i++) {
                if (i % 100 == 0) {
                    sql.execute("DROP TABLE IF EXISTS t");
                    sql.execute("DROP INDEX IF EXISTS i");
                    sql.execute("CREATE TABLE t (id INT PRIMARY KEY, x INT, s TEXT)");
                    sql.execute("INSERT INTO t VALUES (1, 1, 'a'), (2, NULL, 'b'), (3, 3, NULL)");
                }
                String statement = changed(random);
                try {
                    sql.execute(statement);
                } catch (SqlException | CairnException e) {
                    refused++;
                } catch (RuntimeException | Error e) {
                    throw new AssertionError("seed " + seed + ": " + statement, e);
                }
            }
        }
        assertThat(refused).isBetween(STATEMENTS / 2, STATEMENTS - 20);
    }

    private static String changed(SplittableRandom random) {
        StringBuilder statement = new StringBuilder(WHOLE.get(random.nextInt(WHOLE.size())));
        for (int n = random.nextInt(1, 4); n > 0 && statement.length() > 2; n--) {
            int begin = random.nextInt(statement.length());
            int end = Math.min(statement.length(), begin + random.nextInt(1, 12));
            switch (random.nextInt(4)) {
                case 0 -> statement.delete(begin, end);
                case 1 -> {
                    String other = WHOLE.get(random.nextInt(WHOLE.size()));
                    int from = random.nextInt(other.length());
                    statement.insert(
                            begin,
                            other.substring(
                                    from, Math.min(other.length(), from + random.nextInt(1, 20))));
                }
                case 2 ->
                        statement.setCharAt(
                                begin, "'\"();,.*-/?%\u00e9\u0000\n0aZ".charAt(random.nextInt(18)));
                default -> statement.insert(begin, statement.substring(begin, end));
            }
        }
        return statement.toString();
    }
}
