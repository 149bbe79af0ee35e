package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.layer.sql.SqlException;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random statements give what they give in another database. */
class RandomStatementsTest {

    private static final int QUERIES = 400;
    private static final int CHANGES = 150;

    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE a (id INT PRIMARY KEY, x INT, y DOUBLE PRECISION, s VARCHAR(20),"
                            + " t BOOLEAN)",
                    "CREATE TABLE b (id INT PRIMARY KEY, x INT, y DOUBLE PRECISION, s VARCHAR(20),"
                            + " t BOOLEAN)");

    private static void make(SqlDatabase sql, Oracle oracle, SplittableRandom random)
            throws SQLException {
        for (String table : TABLES) {
            sql.execute(table);
            oracle.update(table);
        }
        sql.execute("CREATE INDEX a_x ON a (x)");
        sql.execute("CREATE INDEX b_sx ON b (s, x)");
        sql.execute("CREATE INDEX a_y ON a (y)");
        for (int i = 0; i < 20; i++) {
            for (String table : List.of("a", "b")) {
                String insert = "INSERT INTO " + table + " VALUES " + row(random, i);
                sql.execute(insert);
                oracle.update(insert);
            }
        }
    }

    private static String row(SplittableRandom random, int id) {
        String[] texts = {"'a'", "'ab'", "'b'", "'abc'", "''", "NULL", "'B'"};
        String x = random.nextInt(4) == 0 ? "NULL" : String.valueOf(random.nextInt(8));
        String y = random.nextInt(4) == 0 ? "NULL" : String.valueOf(random.nextInt(-4, 9) * 0.25);
        String t = List.of("TRUE", "FALSE", "NULL").get(random.nextInt(3));
        return "("
                + id
                + ", "
                + x
                + ", "
                + y
                + ", "
                + texts[random.nextInt(texts.length)]
                + ", "
                + t
                + ")";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void queriesGiveTheSameRows(long seed) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        try (Database db = Cairn.open("memory:");
                Oracle oracle = new Oracle()) {
            SqlDatabase sql = SqlDatabase.of(db);
            make(sql, oracle, random);
            RandomQueries queries = new RandomQueries(random);
            int rows = 0;
            for (int i = 0; i < QUERIES; i++) {
                String query = queries.query();
                List<String> expected;
                try {
                    expected = oracle.query(query);
                } catch (SQLException e) {
                    throw new AssertionError(query, e);
                }
                assertThat(Oracle.rows(execute(sql, query), query))
                        .as("seed %d: %s", seed, query)
                        .isEqualTo(expected);
                rows += expected.size();
            }
            assertThat(rows).isGreaterThan(QUERIES);
        }
    }

    private static io.cairn.layer.sql.SqlResult execute(SqlDatabase sql, String query) {
        try {
            return sql.execute(query);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(query, e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 17, 18})
    void changesLeaveTheSameRows(long seed) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        try (Database db = Cairn.open("memory:");
                Oracle oracle = new Oracle()) {
            SqlDatabase sql = SqlDatabase.of(db);
            make(sql, oracle, random);
            sql.execute("CREATE UNIQUE INDEX b_y ON b (y, x)");
            oracle.update("CREATE UNIQUE INDEX b_y ON b (y, x)");
            RandomQueries queries = new RandomQueries(random);
            int changed = 0;
            int refused = 0;
            for (int i = 0; i < CHANGES; i++) {
                String change = change(queries, random);
                long count = -1;
                try {
                    count = sql.execute(change).rowsAffected();
                } catch (SqlException e) {
                    refused++;
                    assertThat(e.kind()).as(change).isEqualTo(SqlException.Kind.CONSTRAINT);
                }
                if (count >= 0) {
                    assertThat(count).as(change).isEqualTo(oracle.update(change));
                    changed += (int) count;
                } else {
                    refusedToo(oracle, change);
                }
                for (String table : List.of("a", "b")) {
                    String all = "SELECT * FROM " + table;
                    assertThat(Oracle.rows(sql.execute(all), all))
                            .as("seed %d: %s", seed, change)
                            .isEqualTo(oracle.query(all));
                }
            }
            assertThat(changed).isGreaterThan(CHANGES);
            assertThat(refused).isGreaterThan(CHANGES / 20);
        }
    }

    private static void refusedToo(Oracle oracle, String change) {
        try {
            oracle.update(change);
        } catch (SQLException e) {
            return;
        }
        throw new AssertionError("only refused here: " + change);
    }

    private static String change(RandomQueries queries, SplittableRandom random) {
        String table = random.nextBoolean() ? "a" : "b";
        List<String> scope = List.of(table);
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                    "INSERT INTO "
                            + table
                            + " VALUES "
                            + row(random, random.nextInt(60))
                            + ", "
                            + row(random, random.nextInt(60, 90));
            case 2 ->
                    "INSERT INTO "
                            + table
                            + " (id, s) SELECT t0.id + "
                            + random.nextInt(5, 60)
                            + ", t0.s FROM "
                            + (random.nextBoolean() ? "a" : "b")
                            + " t0 WHERE "
                            + queries.truth(List.of("t0"), 1)
                            + " AND t0.id < 100";
            case 3 ->
                    "DELETE FROM "
                            + table
                            + " WHERE "
                            + queries.truth(scope, 2)
                            + " AND "
                            + queries.truth(scope, 0);
            case 4 ->
                    "UPDATE "
                            + table
                            + " SET x = MOD("
                            + queries.number(scope, 1)
                            + ", 9), s = "
                            + "SUBSTRING("
                            + queries.text(scope, 0)
                            + " FROM 1 FOR 3) WHERE "
                            + queries.truth(scope, 2);
            default ->
                    "UPDATE "
                            + table
                            + " SET y = "
                            + queries.fraction(scope, 0)
                            + ", t = "
                            + queries.truth(scope, 1)
                            + " WHERE "
                            + queries.truth(scope, 1);
        };
    }
}
