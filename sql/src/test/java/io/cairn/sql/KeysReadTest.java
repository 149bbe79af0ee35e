package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
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
        assertRead(1000, 3, "SELECT s FROM t ORDER BY id DESC LIMIT 3");
        assertRead(1000, 3, "SELECT s FROM t ORDER BY id + 1 LIMIT 3");
        assertRead(1000, 3, "SELECT n AS id FROM t ORDER BY id LIMIT 3");
        sql.execute("CREATE INDEX t_n ON t (n, s)");
        sql.execute("UPDATE t SET s = 'x' WHERE id = 51");
        assertThat(sql.execute("SELECT id FROM t WHERE n = 5 ORDER BY id LIMIT 3").rows())
                .extracting(row -> row.get(0))
                .isEqualTo(List.of(50, 51, 52));
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
}
