package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single statements do, and what they say when they cannot. */
class StatementsTest {

    private final Database db = Cairn.open("memory:");
    private final SqlDatabase sql = SqlDatabase.of(db);

    @AfterEach
    void close() {
        db.close();
    }

    private List<String> rows(String query, Object... parameters) {
        return Oracle.rows(
                sql.execute(query, parameters), query.replaceFirst("ORDER BY .*", "ORDER BY 1"));
    }

    private void refused(Kind kind, String statement, String said) {
        assertThatThrownBy(() -> sql.execute(statement))
                .as(statement)
                .isInstanceOfSatisfying(
                        SqlException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(said);
    }

    private void users() {
        sql.execute(
                "CREATE TABLE Users (Id INT PRIMARY KEY, name VARCHAR(10) NOT NULL, email TEXT UNIQUE,"
                        + " age BIGINT DEFAULT -1, score REAL, ok BOOL DEFAULT TRUE, photo BLOB)");
        sql.execute(
                "INSERT INTO users VALUES (1, 'O''Hara', 'a', 30, 1.5, FALSE, X'00ff'),"
                        + " (2, 'Al,pha; x', NULL, DEFAULT, NULL, NULL, NULL)");
        sql.execute("INSERT INTO users (name, id) VALUES ('-- no', 1 + 2);");
    }

    @Test
    void check27Literals() {
        users();
        assertThat(rows("SELECT name FROM users ORDER BY id"))
                .containsExactly("['O'Hara']", "['Al,pha; x']", "['-- no']");
        assertThat(rows("SELECT id FROM users WHERE name = 'Al,pha; x' -- not; this"))
                .containsExactly("[2]");
        assertThat(
                        (byte[])
                                sql.execute("SELECT photo FROM users WHERE id = 1")
                                        .rows()
                                        .getFirst()
                                        .get(0))
                .containsExactly(0, 0xff);
        assertThat(rows("SELECT '\u65e5\u672c' || '\ud83d\ude00'"))
                .containsExactly("['\u65e5\u672c\ud83d\ude00']");
    }

    @Test
    void defaultsAndTypes() {
        users();
        assertThat(
                        sql.execute("SELECT id, age, score, ok FROM users ORDER BY id")
                                .rows()
                                .get(0)
                                .asMap())
                .containsEntry("id", 1)
                .containsEntry("age", 30L)
                .containsEntry("score", 1.5)
                .containsEntry("ok", false);
        assertThat(rows("SELECT age, ok FROM users WHERE id > 1 ORDER BY id"))
                .containsExactly("[-1, null]", "[-1, true]");
    }

    @Test
    void columnsHaveTheNamesThatAreWritten() {
        users();
        assertThat(sql.execute("SELECT * FROM USERS").columns())
                .containsExactly("Id", "name", "email", "age", "score", "ok", "photo");
        assertThat(
                        sql.execute(
                                        "SELECT ID, u.Name, COUNT(*), age + 1 AS older, u.id FROM users u GROUP BY id, name, age")
                                .columns())
                .containsExactly("ID", "Name", "COUNT(*)", "older", "id");
        assertThat(sql.execute("SELECT a.id, b.id FROM users a, users b").columns())
                .containsExactly("id", "id2");
    }

    @Test
    void constraintsAreEnforced() {
        users();
        refused(
                Kind.CONSTRAINT,
                "INSERT INTO users (id, name) VALUES (2, 'x')",
                "Users has a row with Id = 2");
        refused(
                Kind.CONSTRAINT,
                "INSERT INTO users (id, name) VALUES (7, 'x'), (7, 'y')",
                "Id = 7");
        refused(
                Kind.CONSTRAINT,
                "INSERT INTO users (id, name, email) VALUES (8, 'x', 'a')",
                "email = 'a'");
        refused(
                Kind.CONSTRAINT,
                "INSERT INTO users (id) VALUES (8)",
                "Users.name must not be NULL");
        refused(
                Kind.CONSTRAINT,
                "INSERT INTO users (name) VALUES ('x')",
                "Users.Id must not be NULL");
        refused(Kind.CONSTRAINT, "UPDATE users SET name = NULL", "name");
        refused(Kind.CONSTRAINT, "UPDATE users SET id = 1", "Id = 1");
        refused(
                Kind.VALUE,
                "INSERT INTO users (id, name) VALUES (9, 'longer than ten')",
                "10 characters");
        refused(Kind.VALUE, "INSERT INTO users (id, name) VALUES (3000000000, 'x')", "3000000000");
        refused(Kind.VALUE, "INSERT INTO users (id, name) VALUES (1.5, 'x')", "1.5");
        refused(Kind.VALUE, "INSERT INTO users (id, name) VALUES ('1', 'x')", "'1'");
        refused(
                Kind.VALUE,
                "INSERT INTO users (id, name) VALUES (5, 5)",
                "Users.name of type TEXT");
        assertThat(rows("SELECT COUNT(*) FROM users")).containsExactly("[3]");
        sql.execute("INSERT INTO users (id, name, email) VALUES (4.0, 'x', NULL)");
        assertThat(rows("SELECT id FROM users WHERE email IS NULL"))
                .containsExactly("[2]", "[3]", "[4]");
    }

    @Test
    void definitions() {
        users();
        refused(
                Kind.DUPLICATE_NAME,
                "CREATE TABLE USERS (id INT)",
                "there is a table USERS (line 1, column 14)");
        sql.execute("CREATE TABLE IF NOT EXISTS users (other INT)");
        refused(Kind.UNKNOWN_NAME, "DROP TABLE nope", "there is no table nope (line 1, column 12)");
        sql.execute("DROP TABLE IF EXISTS nope");
        sql.execute("CREATE UNIQUE INDEX by_name ON users (name, id)");
        refused(Kind.DUPLICATE_NAME, "CREATE INDEX By_Name ON users (id)", "By_Name");
        sql.execute("CREATE INDEX IF NOT EXISTS by_name ON users (id)");
        refused(Kind.UNKNOWN_NAME, "CREATE INDEX j ON users (nope)", "no column nope");
        refused(Kind.CONSTRAINT, "CREATE UNIQUE INDEX j ON users (age)", "age = -1");
        sql.execute("DROP INDEX by_name");
        refused(Kind.UNKNOWN_NAME, "DROP INDEX by_name", "by_name");
        sql.execute("CREATE INDEX by_name ON users (name)");
        sql.execute("DROP TABLE users");
        refused(
                Kind.UNKNOWN_NAME,
                "SELECT * FROM users",
                "there is no table users (line 1, column 15)");
        refused(Kind.UNKNOWN_NAME, "DROP INDEX by_name", "by_name");
        assertThat(db.in(db.keyspace(SqlDatabase.KEYSPACE)).count(KeyRange.all())).isOne();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SYNTAX       | SELECT FROM users                              | line 1, column 8",
                "SYNTAX       | SELECT 'open                                   | column 8",
                "SYNTAX       | CREATE TABLE t (id INT,)                       | column 24",
                "SYNTAX       | CREATE TABLE t (value INT)                     | reserved word",
                "UNSUPPORTED  | CREATE TABLE t (id INT DEFAULT)                | column 31",
                "UNKNOWN_NAME | SELECT nope FROM users                         | no column nope (line 1, column 8)",
                "UNKNOWN_NAME | SELECT u.nope FROM users u                     | no column nope",
                "UNKNOWN_NAME | INSERT INTO nope VALUES (1)                    | no table nope",
                "UNKNOWN_NAME | INSERT INTO users (nope) VALUES (1)            | no column nope in table Users",
                "UNKNOWN_NAME | UPDATE users SET nope = 1                      | no column nope",
                "UNKNOWN_NAME | UPDATE users SET age = nope                    | no column nope",
                "UNKNOWN_NAME | DELETE FROM users WHERE nope = 1               | no column nope",
                "UNKNOWN_NAME | DELETE FROM nope                               | no table nope",
                "DUPLICATE_NAME | CREATE TABLE t (a INT, A INT)                | column 24",
                "INVALID      | INSERT INTO users VALUES (1)                   | 7 columns, and 1 values",
                "INVALID      | SELECT id FROM users WHERE name = 1            | cannot compare a text with a number",
                "INVALID      | SELECT id FROM users WHERE id IN ('a')         | cannot compare a number with a text",
                "INVALID      | SELECT id FROM users WHERE id IN (SELECT name FROM users) | compare",
                "INVALID      | SELECT id + name FROM users                    | line 1, column 8",
                "INVALID      | SELECT id, COUNT(*) FROM users                 | line 1, column 8",
                "INVALID      | SELECT id FROM users WHERE id = ?              | 1 parameters, and 0 values",
                "UNSUPPORTED  | CREATE TABLE t (id DECIMAL)                    | type DECIMAL is not supported (line 1, column 20)",
                "UNSUPPORTED  | CREATE TABLE t (id INT CHECK (id > 0))         | CHECK is not supported",
                "UNSUPPORTED  | CREATE TABLE t (id INT REFERENCES users)       | REFERENCES is not supported",
                "UNSUPPORTED  | CREATE VIEW v AS SELECT 1                      | CREATE VIEW is not supported",
                "UNSUPPORTED  | ALTER TABLE users DROP COLUMN age              | DROP is not supported (line 1, column 19)",
                "UNSUPPORTED  | ALTER TABLE users ADD COLUMN x INT UNIQUE      | a key of a column",
                "UNSUPPORTED  | ALTER INDEX i RENAME TO j                      | ALTER INDEX",
                "INVALID      | ALTER TABLE users ADD x INT NOT NULL           | needs a DEFAULT",
                "DUPLICATE_NAME | ALTER TABLE users ADD COLUMN AGE INT         | column AGE",
                "UNKNOWN_NAME | ALTER TABLE nope ADD COLUMN x INT              | no table nope",
                "UNSUPPORTED  | SELECT ROW_NUMBER() OVER (ORDER BY id) FROM users | OVER is not supported (line 1, column 8)",
                "UNSUPPORTED  | SELECT id FROM users GROUP BY ROLLUP(id)       | ROLLUP is not supported",
                "UNSUPPORTED  | SELECT CURRENT_DATE                            | CURRENT_DATE is not supported",
                "UNSUPPORTED  | SELECT DATE '2020-01-01'                       | the literal",
                "UNSUPPORTED  | SELECT CAST(id AS DECIMAL) FROM users          | type DECIMAL",
                "UNSUPPORTED  | SELECT STDDEV_POP(id) FROM users               | STDDEV_POP is not supported",
                "UNSUPPORTED  | SELECT id FROM users WHERE id > ALL (SELECT 1) | > ALL is not supported",
                "UNSUPPORTED  | SELECT * FROM users NATURAL JOIN users v       | NATURAL JOIN",
                "UNSUPPORTED  | SELECT * FROM users JOIN users v USING (id)    | USING is not supported (line 1, column 21)",
                "UNSUPPORTED  | SELECT 1; SELECT 2                             | more than one statement",
                "UNSUPPORTED  | UPSERT INTO users VALUES (1)                   | UPSERT",
                "UNSUPPORTED  | MERGE INTO users u USING users v ON u.id = v.id WHEN MATCHED THEN UPDATE SET age = 1 | MERGE",
                "UNSUPPORTED  | EXPLAIN PLAN FOR SELECT 1                      | EXPLAIN",
                "UNSUPPORTED  | SELECT id FROM users WHERE name SIMILAR TO 'a' | SIMILAR TO is not supported",
                "VALUE        | SELECT 1 / 0                                   | division by zero",
                "VALUE        | SELECT MOD(id, 0) FROM users                   | division by zero",
                "VALUE        | SELECT 1.0 / 0                                 | division by zero",
                "VALUE        | SELECT 2147483647 + id FROM users              | out of the range of INT",
                "VALUE        | SELECT 9223372036854775807 + age FROM users WHERE id = 1 | out of the range of BIGINT",
                "VALUE        | SELECT SUM(9223372036854775800 + id) FROM users | out of the range of BIGINT",
                "VALUE        | SELECT 99999999999999999999                    | is no BIGINT",
                "VALUE        | SELECT CAST(name AS INT) FROM users            | cannot be cast to INTEGER",
                "VALUE        | SELECT (SELECT id FROM users)                  | more than one row",
            })
    void whatCannotBeDoneIsSaid(Kind kind, String statement, String said) {
        users();
        refused(kind, statement, said);
    }

    @Test
    void deepNestingIsAnError() {
        String deep = "(".repeat(100_000) + "1" + ")".repeat(100_000);
        assertThatThrownBy(() -> sql.execute("SELECT " + deep)).isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> sql.execute(" ".repeat(2_000_000)))
                .isInstanceOf(SqlException.class);
        assertThatThrownBy(() -> sql.execute("")).isInstanceOf(SqlException.class);
    }

    @Test
    void parameters() {
        users();
        assertThat(rows("SELECT id FROM users WHERE id = ? OR name = ?", 1, "-- no"))
                .containsExactly("[1]", "[3]");
        assertThat(rows("SELECT id FROM users ORDER BY id LIMIT ? OFFSET ?", 1, 1))
                .containsExactly("[2]");
        assertThat(rows("SELECT id + ? FROM users WHERE id = ?", 10L, (short) 1))
                .containsExactly("[11]");
        assertThat(rows("SELECT id FROM users WHERE id = ?", 5_000_000_000L)).isEmpty();
        assertThat(rows("SELECT id FROM users WHERE email = ?", (Object) null)).isEmpty();
        sql.execute(
                "INSERT INTO users (id, name, photo, score) VALUES (?, ?, ?, ?)",
                9,
                "nine",
                new byte[] {1},
                2);
        sql.execute("UPDATE users SET score = ?, age = age + ? WHERE id = ?", 2.5f, 1, 9);
        assertThat(rows("SELECT score, age FROM users WHERE photo = ?", new byte[] {1}))
                .containsExactly("[2.5, 0]");
        assertThatThrownBy(() -> sql.execute("SELECT id FROM users WHERE id = ?", "x"))
                .hasMessageContaining("parameter 1");
        assertThatThrownBy(() -> sql.execute("SELECT id FROM users WHERE id = ?", new Object()))
                .hasMessageContaining("parameter 1");
        assertThatThrownBy(() -> sql.execute("SELECT id FROM users LIMIT ?", -1))
                .hasMessageContaining("LIMIT");
    }

    @Test
    void queriesOfManyKinds() {
        users();
        assertThat(rows("SELECT id FROM users WHERE NOT (id = 1) AND id BETWEEN 0 AND 2"))
                .containsExactly("[2]");
        assertThat(rows("SELECT * FROM users LIMIT 0")).isEmpty();
        assertThat(rows("SELECT COUNT(*), SUM(id), MAX(name) FROM users WHERE id > 5"))
                .containsExactly("[0, null, null]");
        assertThat(rows("SELECT id FROM users WHERE id > 5 GROUP BY id")).isEmpty();
        assertThat(rows("SELECT a.id, b.id FROM users a FULL JOIN users b ON a.id = b.id + 1"))
                .containsExactly("[1, null]", "[2, 1]", "[3, 2]", "[null, 3]");
        assertThat(rows("SELECT score FROM users ORDER BY score"))
                .containsExactly("[null]", "[null]", "[1.5]");
        assertThat(rows("SELECT score FROM users ORDER BY score DESC"))
                .containsExactly("[1.5]", "[null]", "[null]");
        assertThat(rows("SELECT DISTINCT age FROM users")).containsExactly("[-1]", "[30]");
        assertThat(rows("SELECT COUNT(*) FILTER (WHERE id > 1) FROM users")).containsExactly("[2]");
        assertThat(rows("WITH w AS (SELECT id FROM users) SELECT w.id FROM w WHERE w.id <> 2"))
                .hasSize(2);
        assertThat(
                        rows(
                                "SELECT u.id FROM users u WHERE u.age = (SELECT MAX(v.age) FROM users v WHERE v.id <= u.id)"))
                .containsExactly("[1]");
        assertThat(rows("SELECT 7 / 2, -7 / 2, 7 % 3, 7 / 2.0, 0.1 + 0.2"))
                .containsExactly("[3, -3, 1, 3.5, 0.3]");
        assertThat(rows("SELECT name FROM users WHERE name LIKE 'o%' OR name LIKE '%;_x'"))
                .containsExactly("['Al,pha; x']");
        assertThat(
                        rows(
                                "SELECT 'a_b' LIKE 'a!_b' ESCAPE '!', 'axb' LIKE 'a!_b' ESCAPE '!', 'a.b' LIKE 'a*'"))
                .containsExactly("[true, false, false]");
        assertThat(
                        rows(
                                "SELECT CAST('12' AS INT), CAST(1.9 AS INT), CAST(-1.9 AS INT), CAST(5 AS TEXT), CAST('abc' AS VARCHAR(2))"))
                .containsExactly("[12, 1, -1, '5', 'ab']");
        assertThat(
                        rows(
                                "SELECT TRIM('  a '), SUBSTRING('hello' FROM 2 FOR 3), POSITION('l' IN 'hello'), LENGTH('\ud83d\ude00'), ROUND(2.5), FLOOR(-1.5), CEIL(1.2), REPLACE('aba', 'a', 'c'), SQRT(9.0), POWER(2, 10)"))
                .containsExactly("['a', 'ell', 3, 1, 3, -2, 2, 'cbc', 3, 1024]");
        assertThat(rows("SELECT 1 UNION ALL SELECT 1.5 EXCEPT SELECT 1")).containsExactly("[1.5]");
        assertThat(rows("VALUES (1, 'a'), (2, 'bcd')")).containsExactly("[1, 'a']", "[2, 'bcd']");
        assertThat(rows("SELECT CASE WHEN id = 1 THEN 'a' ELSE 'bcd' END FROM users WHERE id < 3"))
                .containsExactly("['a']", "['bcd']");
    }

    @Test
    void columnsAreAdded() {
        sql.execute("CREATE TABLE t (a INT, id INT PRIMARY KEY)");
        sql.execute("INSERT INTO t VALUES (1, 1)");
        assertThat(rows("SELECT * FROM t")).containsExactly("[1, 1]");
        sql.execute("ALTER TABLE T ADD COLUMN b TEXT NOT NULL DEFAULT 'x'");
        sql.execute("ALTER TABLE t ADD c DOUBLE;");
        sql.execute("INSERT INTO t (id, c) VALUES (2, 0.5)");
        sql.execute("CREATE INDEX i ON t (b)");
        assertThat(rows("SELECT * FROM t"))
                .containsExactly("[1, 1, 'x', null]", "[null, 2, 'x', 0.5]");
        sql.execute("UPDATE t SET b = 'y' WHERE id = 1");
        assertThat(rows("SELECT id FROM t WHERE b = 'x'")).containsExactly("[2]");
        assertThat(rows("SELECT id FROM t WHERE b = 'y'")).containsExactly("[1]");
    }

    @Test
    void rowsWithoutAKeyStayInOrder() {
        sql.execute("CREATE TABLE log (line TEXT)");
        for (int i = 0; i < 30; i++) {
            sql.execute("INSERT INTO log VALUES (?)", "line " + i);
        }
        sql.execute("INSERT INTO log SELECT line FROM log");
        assertThat(sql.execute("SELECT * FROM log").rows())
                .extracting(row -> Objects.requireNonNull(row.get(0)))
                .startsWith("line 0", "line 1", "line 2")
                .hasSize(60);
        assertThat(sql.execute("UPDATE log SET line = 'x' WHERE line = 'line 7'").rowsAffected())
                .isEqualTo(2);
        assertThat(sql.execute("DELETE FROM log WHERE line = 'x'").rowsAffected()).isEqualTo(2);
    }

    @Test
    void aStatementHoldsNoMoreRowsThanItMay() {
        sql.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
        for (int i = 0; i < 100; i++) {
            sql.execute("INSERT INTO t VALUES (?, ?)", i, i % 10);
        }
        SqlDatabase small = sql.withRowsHeldMax(50);
        for (String statement :
                List.of(
                        "SELECT * FROM t",
                        "SELECT id FROM t ORDER BY n",
                        "SELECT COUNT(DISTINCT id) FROM t",
                        "SELECT id FROM t GROUP BY id",
                        "SELECT COUNT(*) FROM t a JOIN t b ON a.n = b.n",
                        "SELECT COUNT(*) FROM t WHERE id IN (SELECT id FROM t)",
                        "DELETE FROM t",
                        "INSERT INTO t SELECT id + 100, n FROM t")) {
            assertThatThrownBy(() -> small.execute(statement))
                    .as(statement)
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("50 rows");
        }
        assertThat(
                        small.execute(
                                        "SELECT COUNT(*) FROM t a WHERE id IN"
                                                + " (SELECT b.id FROM t b WHERE b.n = a.n)")
                                .rows())
                .hasSize(1);
        assertThat(small.execute("SELECT n, COUNT(*) FROM t GROUP BY n").rows()).hasSize(10);
        assertThat(
                        small.execute(
                                        "SELECT COUNT(*) FROM t a WHERE EXISTS (SELECT n, COUNT(*) FROM t b WHERE b.n = a.n GROUP BY n)")
                                .rows())
                .hasSize(1);
        assertThat(rows("SELECT COUNT(*) FROM t")).containsExactly("[100]");
    }
}
