package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.layer.sql.SqlException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Conditions on the primary key and on indexes decide what is read. */
class KeysReadTest {

    /** What is read besides rows: the definition of a table, when a plan is used again. */
    private static final int TABLE = 1;

    private final Database db = Cairn.open("memory:");
    private final SqlDatabase sql = SqlDatabase.of(db);
    private final CountedReads reads = new CountedReads(db);

    @BeforeEach
    void fill() {
        sql.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT, s TEXT, d DOUBLE)");
        sql.execute("CREATE TABLE pairs (a TEXT, b INT, c INT, PRIMARY KEY (a, b))");
        db.transact(tx -> {
            for (int i = 0; i < 1000; i++) {
                sql.execute(tx, "INSERT INTO t VALUES (?, ?, ?, ?)", i, i / 10, "s" + i, i / 4.0);
                sql.execute(tx, "INSERT INTO pairs VALUES (?, ?, ?)", "k" + i % 10, i, i);
            }
            return null;
        });
    }

    @AfterEach
    void close() {
        db.close();
    }

    private void assertRead(long entries, int rows, String query, Object... parameters) {
        sql.execute(query, parameters);
        reads.taken();
        List<?> result = sql.execute(reads, query, parameters).rows();
        assertThat(result).as(query).hasSize(rows);
        assertThat(reads.taken() - TABLE).as(query).isEqualTo(entries);
    }

    @Test
    void ofThePrimaryKey() {
        assertRead(1, 1, "SELECT * FROM t WHERE id = 7");
        assertRead(1, 1, "SELECT * FROM t WHERE 7 = id AND n = 0");
        assertRead(1, 0, "SELECT * FROM t WHERE id = ? AND n = 5", 7);
        assertRead(0, 0, "SELECT * FROM t WHERE id = ?", (Object) null);
        assertRead(0, 0, "SELECT * FROM t WHERE id = ?", 5_000_000_000L);
        assertRead(1, 1, "SELECT * FROM t WHERE id = 7.0");
        assertRead(0, 0, "SELECT * FROM t WHERE id = 7.5");
        assertRead(3, 2, "SELECT * FROM t WHERE id IN (9, 7, 7, 5000)");
        assertRead(3, 3, "SELECT * FROM t WHERE id >= 990 AND id <= 992");
        assertRead(3, 3, "SELECT * FROM t WHERE id BETWEEN 990 AND 992");
        assertRead(9, 9, "SELECT * FROM t WHERE id > 990");
        assertRead(5, 5, "SELECT * FROM t WHERE id < ?", 5);
        assertRead(1000, 1, "SELECT * FROM t WHERE s = 's3'");
        assertRead(1000, 2, "SELECT * FROM t WHERE id = 1 OR s = 's3'");
        assertRead(4, 4, "SELECT * FROM t LIMIT 4");
        assertRead(1, 1, "SELECT * FROM (SELECT id AS i, n FROM t) WHERE i = 3");
        assertRead(2, 1, "SELECT * FROM t a, t b WHERE a.id = 3 AND b.id = 4 AND a.n = b.n");
    }

    @Test
    void ofAKeyOfSeveralColumns() {
        assertRead(1, 1, "SELECT * FROM pairs WHERE a = 'k3' AND b = 13");
        assertRead(100, 100, "SELECT * FROM pairs WHERE a = 'k3'");
        assertRead(2, 2, "SELECT * FROM pairs WHERE a = 'k3' AND b < 20");
        assertRead(4, 4, "SELECT * FROM pairs WHERE a IN ('k3', 'k4') AND b < 20");
        assertRead(200, 200, "SELECT * FROM pairs WHERE a > 'k7'");
        assertRead(1000, 1, "SELECT * FROM pairs WHERE b = 13");
    }

    @Test
    void rowsAreNotSortedByTheirKey() {
        assertRead(3, 3, "SELECT s FROM t ORDER BY id LIMIT 3");
        assertRead(
                5,
                3,
                "SELECT id + 1 AS i, s FROM t WHERE id > 10 ORDER BY t.id, n LIMIT 3 OFFSET 2");
        assertRead(9, 1, "SELECT * FROM t WHERE s LIKE '%8' ORDER BY id ASC NULLS LAST LIMIT 1");
        assertRead(4, 4, "SELECT * FROM pairs ORDER BY a, b, c LIMIT 4");
        assertRead(4, 4, "SELECT * FROM pairs ORDER BY a LIMIT 4");
        assertRead(1000, 4, "SELECT * FROM pairs ORDER BY b LIMIT 4");
        assertRead(1000, 4, "SELECT * FROM pairs ORDER BY a, c LIMIT 4");
        assertRead(3, 3, "SELECT s FROM t ORDER BY id DESC LIMIT 3");
        assertRead(3, 3, "SELECT * FROM pairs ORDER BY a DESC, b DESC LIMIT 3");
        assertRead(1000, 3, "SELECT * FROM pairs ORDER BY a DESC, b LIMIT 3");
        assertRead(3, 3, "SELECT * FROM pairs WHERE a = 'k4' ORDER BY b DESC LIMIT 3");
        assertRead(3, 3, "SELECT * FROM pairs WHERE a = 'k4' ORDER BY b LIMIT 3");
        assertRead(200, 3, "SELECT * FROM pairs WHERE a IN ('k4', 'k5') ORDER BY b LIMIT 3");
        assertRead(3, 3, "SELECT * FROM pairs WHERE a IN ('k4', 'k5') ORDER BY a DESC LIMIT 3");
        assertRead(1000, 3, "SELECT s FROM t ORDER BY id + 1 LIMIT 3");
        assertRead(1000, 3, "SELECT n AS id FROM t ORDER BY id LIMIT 3");
        sql.execute("CREATE INDEX t_n ON t (n, s)");
        // Sixteen entries of the index are read at a time, and their rows.
        assertRead(20, 3, "SELECT s FROM t WHERE n = 5 ORDER BY s DESC LIMIT 3");
        assertRead(32, 3, "SELECT s FROM t WHERE n > 5 ORDER BY n, s, id LIMIT 3");
        assertRead(32, 3, "SELECT s FROM t WHERE n > 5 ORDER BY n DESC NULLS FIRST LIMIT 3");
        assertRead(1880, 3, "SELECT s FROM t WHERE n > 5 ORDER BY n, s DESC LIMIT 3");
        sql.execute("UPDATE t SET s = 'x' WHERE id = 51");
        assertThat(sql.execute("SELECT id FROM t WHERE n = 5 ORDER BY id LIMIT 3").rows())
                .extracting(row -> row.get(0))
                .isEqualTo(List.of(50, 51, 52));
        assertThat(sql.execute("SELECT id FROM t WHERE n = 5 ORDER BY s DESC LIMIT 3").rows())
                .extracting(row -> row.get(0))
                .isEqualTo(List.of(51, 59, 58));
        sql.execute("UPDATE t SET s = NULL WHERE id = 53");
        String nulls = "SELECT id FROM t WHERE n = 5 ORDER BY s DESC NULLS ";
        assertThat(sql.execute(nulls + "FIRST LIMIT 2").rows())
                .extracting(row -> row.get(0))
                .isEqualTo(List.of(53, 51));
        assertThat(sql.execute(nulls + "LAST").rows())
                .extracting(row -> row.get(0))
                .startsWith(51, 59)
                .endsWith(50, 53);
    }

    @Test
    void ofIndexes() {
        assertRead(1000, 10, "SELECT * FROM t WHERE n = 5");
        sql.execute("CREATE INDEX t_n ON t (n, s)");
        sql.execute("CREATE UNIQUE INDEX t_d ON t (d)");
        // An entry of the index and the row for each.
        assertRead(20, 10, "SELECT * FROM t WHERE n = 5");
        assertRead(2, 1, "SELECT * FROM t WHERE n = 5 AND s = 's51'");
        assertRead(1, 1, "SELECT * FROM t WHERE n = 5 AND id = 51");
        assertRead(2, 1, "SELECT * FROM t WHERE d = 1");
        assertRead(40, 20, "SELECT * FROM t WHERE n > 97");
        assertRead(40, 20, "SELECT * FROM t WHERE n IN (3, 4)");
        assertRead(10, 5, "SELECT * FROM t WHERE d >= 1 AND d <= 2");
        sql.execute("UPDATE t SET n = NULL WHERE n < 50");
        assertRead(0, 0, "SELECT * FROM t WHERE n < 50");
        sql.execute("DROP INDEX t_n");
        assertRead(1000, 10, "SELECT * FROM t WHERE n = 55");
    }

    @Test
    void ofTheRightSideOfAJoin() {
        assertRead(2, 1, "SELECT * FROM t a JOIN t b ON a.n = b.id WHERE a.id = 77");
        assertRead(2, 1, "SELECT * FROM t a, t b WHERE b.id = a.n AND a.id = 77");
        assertRead(2000, 1000, "SELECT * FROM t a, t b WHERE b.d = a.d");
        assertRead(2, 1, "SELECT * FROM t a LEFT JOIN t b ON a.n = b.id WHERE a.id = 77");
        // The definition of a second table, too.
        assertRead(
                3,
                1,
                "SELECT * FROM t a LEFT JOIN pairs p ON p.a = 'k4' AND p.b = a.id WHERE a.id = 14");
        assertRead(
                20, 10, "SELECT * FROM t a JOIN t b ON a.id = b.id WHERE a.id BETWEEN 100 AND 109");
        assertRead(
                3,
                1,
                "SELECT * FROM t a JOIN t b ON a.n = b.id JOIN t c ON b.n = c.id WHERE a.id = 950");
        assertRead(
                1001, 1, "SELECT * FROM t a JOIN t b ON a.n = b.n AND b.s = 's5' WHERE a.id = 7");
        sql.execute("CREATE INDEX t_n ON t (n, s)");
        assertRead(3, 1, "SELECT * FROM t a JOIN t b ON a.n = b.n AND b.s = 's5' WHERE a.id = 7");
        assertRead(
                2,
                1,
                "SELECT (SELECT b.s FROM t c JOIN t b ON c.n = b.id WHERE c.id = 7) FROM"
                        + " (VALUES (1)) AS v (x)");
    }

    /** Sixteen keys, then 256 rows are tried, as many again, 512, as many again, and all. */
    @Test
    void ofTheRightSideOfALongJoin() {
        long tried = 257 + 513 + 1000;
        assertRead(1000 + 64 + tried, 1000, "SELECT * FROM t a JOIN t b ON a.id = b.id");
        assertRead(1100, 100, "SELECT * FROM t a RIGHT JOIN t b ON a.id = b.id LIMIT 100");
    }

    /** Ten rows of each key count as ten: after two, four and eight keys all is tried. */
    @Test
    void ofARightSideWithSeveralRowsOfAKey() {
        sql.execute("CREATE INDEX t_n ON t (n)");
        assertRead(
                30 + 8 * 20 + 321 + 641 + 1000,
                300,
                "SELECT * FROM t a JOIN t b ON b.n = a.n WHERE a.id < 30");
    }

    /** What has no key is read as well, so it counts, though it is not kept. */
    @Test
    void ofARightSideWithoutKeys() {
        sql.execute("CREATE INDEX t_n ON t (n)");
        sql.execute("UPDATE t SET n = NULL WHERE id >= 100");
        long tried = 257 + 513 + 1000;
        assertRead(
                100 + tried,
                0,
                "SELECT * FROM t a JOIN t b ON b.n = a.id WHERE a.id BETWEEN 100 AND 199");
    }

    @Test
    void aJoinByKeyNeedsNoRoomForTheRightSide() {
        SqlDatabase small = sql.withRowsHeldMax(100);
        String byKey = "SELECT SUM(b.id) FROM t a JOIN t b ON a.n = b.id WHERE a.id < 700";
        assertThat(small.execute(byKey).rows().getFirst().get(0)).isEqualTo(10L * 69 * 70 / 2);
        assertThatThrownBy(() ->
                        small.execute(
                                "SELECT COUNT(*) FROM t a JOIN t b ON a.n = b.n WHERE a.id"
                                        + " < 700"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("more than 100 rows in memory");
    }
}
