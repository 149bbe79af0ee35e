package io.cairn.examples;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlRow;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.layer.trigger.TriggerPlugin;
import io.cairn.layer.trigger.TriggerRegistry;
import io.cairn.sql.SqlDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/sql.md shows. */
class SqlTest {

    private final List<String> out = new ArrayList<>();

    @Test
    void statementsAndTransactions() {
        try (Database db = Cairn.open("memory:")) {
            // @start region=sql-statements
            SqlDatabase sql = SqlDatabase.of(db);
            sql.execute("CREATE TABLE users (id INT PRIMARY KEY, email TEXT UNIQUE, age INT)");
            sql.execute("INSERT INTO users VALUES (?, ?, ?)", 1, "alice@example.org", 33);

            SqlResult found = sql.execute("SELECT email, age FROM users WHERE age > ?", 18);
            for (SqlRow row : found) {
                out.add(row.asMap().toString()); // {email=alice@example.org, age=33}
            }
            // @end
            assertThat(out).containsExactly("{email=alice@example.org, age=33}");

            // @start region=sql-transaction
            db.transact(tx -> {
                sql.execute(tx, "UPDATE users SET age = age + 1 WHERE id = 1");
                tx.put(utf8("user:1:birthday"), utf8("today"));
                return null;
            });
            // @end
            assertThat(sql.execute("SELECT age FROM users").rows().getFirst().get("age"))
                    .isEqualTo(34);
            assertThat(db.exists(utf8("user:1:birthday"))).isTrue();

            assertThatThrownBy(
                            () -> {
                                // @start region=sql-limit
                                SqlDatabase small = sql.withRowsHeldMax(10_000);
                                small.execute("SELECT a.age FROM users a, users b ORDER BY a.age");
                                // @end
                                small.withRowsHeldMax(1)
                                        .execute("SELECT id, id FROM users UNION SELECT 2, 2");
                            })
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("1 rows");
        }
    }

    @Test
    void triggers() {
        try (Database db = Cairn.open("memory:")) {
            // @start region=sql-triggers
            TriggerRegistry registry = new TriggerRegistry();
            registry.register(
                    TriggerPlugin.of("email_validator")
                            .withTrigger(
                                    "users",
                                    TriggerEvent.BEFORE_INSERT,
                                    (row, old) -> {
                                        String email = String.valueOf(row.get("email")).strip();
                                        if (!email.contains("@")) {
                                            throw new TriggerAbortException(
                                                    "Invalid email format", "INVALID_EMAIL");
                                        }
                                        row.put("email", email);
                                        return row;
                                    }));
            SqlDatabase sql = SqlDatabase.of(db).withTriggers(registry);
            sql.execute("CREATE TABLE users (id INT PRIMARY KEY, email TEXT)");
            sql.execute("INSERT INTO users VALUES (1, '  alice@example.org ')"); // stored stripped
            // @end
            assertThat(sql.execute("SELECT email FROM users").rows().getFirst().get(0))
                    .isEqualTo("alice@example.org");
            assertThatThrownBy(() -> sql.execute("INSERT INTO users VALUES (2, 'bad')"))
                    .isInstanceOf(TriggerAbortException.class);
        }
    }
}
