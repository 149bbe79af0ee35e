package io.cairn.sql;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Transaction;
import io.cairn.error.ConflictException;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables on every store: statements, transactions, other processes, reopening. */
class StoresTest {

    @TempDir Path directory;

    private static List<String> titles(SqlResult result) {
        List<String> titles = new ArrayList<>();
        for (SqlRow row : result) {
            titles.add((String) row.get("title"));
        }
        return titles;
    }

    @ParameterizedTest
    @EnumSource
    void check24TablesAreMadeFilledAndRead(Opened.Store store) {
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = open.sql();
            assertThat(sql.execute("CREATE TABLE users (id INT, name TEXT)").rowsAffected())
                    .isZero();
            assertThat(sql.execute("INSERT INTO users VALUES (1, 'Alice')").rowsAffected()).isOne();
            SqlResult result = sql.execute("SELECT * FROM users");
            assertThat(result.columns()).containsExactly("id", "name");
            assertThat(result.rows().getFirst().asMap())
                    .containsExactly(Map.entry("id", 1), Map.entry("name", "Alice"));
            for (SqlRow row : result) {
                assertThat(row.get("NAME")).isEqualTo("Alice");
            }
            assertThat(
                            sql.execute("UPDATE users SET name = name || '!' WHERE id = 1")
                                    .rowsAffected())
                    .isOne();
            assertThat(sql.execute("DELETE FROM users WHERE name = 'Alice!'").rowsAffected())
                    .isOne();
            assertThat(sql.execute("SELECT * FROM users").rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check25TheBestTenOfTheTechnicalDocuments(Opened.Store store) {
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = open.sql();
            sql.execute(
                    "CREATE TABLE documents (id INT PRIMARY KEY, title TEXT, content TEXT,"
                            + " category TEXT, relevance_score DOUBLE)");
            for (int i = 0; i < 12; i++) {
                sql.execute(
                        "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                        i,
                        "title" + i,
                        "content",
                        i < 8 ? "technical" : "other",
                        (i * 7 % 12) / 16.0);
            }
            String query =
                    """
                        SELECT title, content, relevance_score\s
                        FROM documents\s
                        WHERE category = 'technical'
                        ORDER BY relevance_score DESC
                        LIMIT 10
                    """;
            assertThat(titles(sql.execute(query)))
                    .containsExactly(
                            "title5", "title3", "title1", "title6", "title4", "title2", "title7",
                            "title0");
            assertThat(sql.execute("UPDATE documents SET category = 'technical'").rowsAffected())
                    .isEqualTo(12);
            assertThat(titles(sql.execute(query))).hasSize(10).startsWith("title5", "title10");
        }
    }

    @ParameterizedTest
    @EnumSource
    void check26SqlAndKeysAreOneTransaction(Opened.Store store) {
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = open.sql();
            sql.execute("CREATE TABLE users (id INT PRIMARY KEY, name TEXT)");
            byte[] key = utf8("user:1:metadata");
            try (Transaction tx = open.db().begin()) {
                sql.execute(tx, "INSERT INTO users VALUES (1, 'Alice')");
                tx.put(key, utf8("{}"));
                assertThat(sql.execute(tx, "SELECT * FROM users").rows()).hasSize(1);
                assertThat(sql.execute("SELECT * FROM users").rows()).isEmpty();
                tx.abort();
            }
            assertThat(sql.execute("SELECT * FROM users").rows()).isEmpty();
            assertThat(open.db().get(key)).isNull();
            open.db()
                    .transact(tx -> {
                        tx.put(key, utf8("{}"));
                        return sql.execute(tx, "INSERT INTO users VALUES (1, 'Alice')");
                    });
            assertThat(sql.execute("SELECT * FROM users").rows()).hasSize(1);
            assertThat(open.db().get(key)).isEqualTo(utf8("{}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStatementThatFailsLeavesTheTransactionAsItWas(Opened.Store store) {
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = open.sql();
            sql.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT UNIQUE)");
            sql.execute("INSERT INTO t VALUES (5, 5)");
            open.db()
                    .transact(tx -> {
                        sql.execute(tx, "INSERT INTO t VALUES (1, 1)");
                        assertThatThrownBy(() ->
                                        sql.execute(tx, "INSERT INTO t VALUES (2, 2), (3, 5)"))
                                .isInstanceOf(SqlException.class);
                        assertThatThrownBy(() -> sql.execute(tx, "UPDATE t SET n = 7"))
                                .isInstanceOf(SqlException.class);
                        return null;
                    });
            assertThat(sql.execute("SELECT id FROM t").rows()).hasSize(2);
            assertThat(sql.execute("SELECT id FROM t WHERE n = 5").rows()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysMayChangePlaces(Opened.Store store) {
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = open.sql();
            sql.execute("CREATE TABLE t (id INT PRIMARY KEY, n INT UNIQUE)");
            sql.execute("INSERT INTO t VALUES (1, 10), (2, 20), (3, 30)");
            assertThat(sql.execute("UPDATE t SET id = 4 - id, n = 40 - n").rowsAffected())
                    .isEqualTo(3);
            assertThat(sql.execute("UPDATE t SET id = id + 1, n = n + 10").rowsAffected())
                    .isEqualTo(3);
            assertThat(Oracle.rows(sql.execute("SELECT * FROM t"), ""))
                    .containsExactly("[2, 20]", "[3, 30]", "[4, 40]");
            assertThat(sql.execute("SELECT id FROM t WHERE n = 20").rows().getFirst().get(0))
                    .isEqualTo(2);
            assertThat(sql.execute("SELECT id FROM t WHERE n = 10").rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoThatInsertTheSameKeyOneWins(Opened.Store store) throws Exception {
        try (Opened open = Opened.in(store, directory);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            open.sql().execute("CREATE TABLE t (id INT PRIMARY KEY, email TEXT UNIQUE, who INT)");
            for (int round = 0; round < 20; round++) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<Boolean>> wins = new ArrayList<>();
                for (int who = 0; who < 2; who++) {
                    int key = round % 2 == 0 ? round : round + 100 * (1 + who);
                    String insert =
                            "INSERT INTO t VALUES (" + key + ", 'mail" + round + "', " + who + ")";
                    wins.add(
                            threads.submit(() -> {
                                start.await();
                                try {
                                    return open.sql().execute(insert).rowsAffected() == 1;
                                } catch (SqlException e) {
                                    assertThat(e.kind()).isEqualTo(SqlException.Kind.CONSTRAINT);
                                    return false;
                                }
                            }));
                }
                assertThat(List.of(wins.get(0).get(), wins.get(1).get()))
                        .containsExactlyInAnyOrder(true, false);
            }
            assertThat(open.sql().execute("SELECT COUNT(*) FROM t").rows().getFirst().get(0))
                    .isEqualTo(20L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void writeSkewIsRefused(Opened.Store store) {
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = open.sql();
            sql.execute("CREATE TABLE accounts (id INT PRIMARY KEY, balance INT)");
            sql.execute("INSERT INTO accounts VALUES (1, 100), (2, 100)");
            try (Transaction one = open.db().begin();
                    Transaction two = open.db().begin()) {
                for (Transaction tx : List.of(one, two)) {
                    assertThat(
                                    sql.execute(tx, "SELECT SUM(balance) FROM accounts")
                                            .rows()
                                            .getFirst()
                                            .get(0))
                            .isEqualTo(200L);
                }
                sql.execute(one, "UPDATE accounts SET balance = balance - 150 WHERE id = 1");
                sql.execute(two, "UPDATE accounts SET balance = balance - 150 WHERE id = 2");
                one.commit();
                assertThatThrownBy(two::commit).isInstanceOf(ConflictException.class);
            }
        }
    }

    @Test
    void check28TablesAreFoundAgain() {
        try (Opened open = Opened.in(Opened.Store.ROCKSDB, directory)) {
            open.sql()
                    .execute(
                            "CREATE TABLE \"Odd Name\" (id INT PRIMARY KEY, s VARCHAR(3) DEFAULT 'x')");
            open.sql().execute("CREATE INDEX i ON \"odd name\" (s)");
            open.sql().execute("INSERT INTO \"ODD NAME\" (id) VALUES (1)");
        }
        try (Opened open = Opened.in(Opened.Store.ROCKSDB, directory)) {
            assertThat(
                            Oracle.rows(
                                    open.sql().execute("SELECT * FROM \"Odd Name\" WHERE s = 'x'"),
                                    ""))
                    .containsExactly("[1, 'x']");
            assertThatThrownBy(
                            () -> open.sql().execute("INSERT INTO \"Odd Name\" VALUES (2, 'long')"))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("3 characters");
        }
    }

    @Test
    void definitionsOfAnotherProcessAreSeen() {
        try (Opened server = Opened.in(Opened.Store.IPC, directory)) {
            SqlDatabase other = SqlDatabase.of(server.db());
            SqlDatabase sql = server.sql();
            other.execute("CREATE TABLE t (id INT)");
            other.execute("INSERT INTO t VALUES (1)");
            assertThat(sql.execute("SELECT * FROM t").columns()).containsExactly("id");
            other.execute("DROP TABLE t");
            other.execute("CREATE TABLE t (name TEXT, id INT)");
            assertThat(sql.execute("SELECT * FROM t").columns()).containsExactly("name", "id");
            assertThat(sql.execute("SELECT * FROM t").rows()).isEmpty();
        }
    }
}
