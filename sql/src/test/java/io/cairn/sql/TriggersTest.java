package io.cairn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.layer.sql.SqlException;
import io.cairn.layer.trigger.TriggerAbortException;
import io.cairn.layer.trigger.TriggerEvent;
import io.cairn.layer.trigger.TriggerPlugin;
import io.cairn.layer.trigger.TriggerRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Triggers of tables, on every store. */
class TriggersTest {

    @TempDir Path directory;

    private final List<String> told = new ArrayList<>();
    private final TriggerRegistry registry = new TriggerRegistry();

    private void tell(TriggerEvent event) {
        registry.register(
                TriggerPlugin.of("tell " + event)
                        .withTrigger(
                                "Users",
                                event,
                                (row, old) -> {
                                    told.add(
                                            event + " " + row + (old == null ? "" : " was " + old));
                                    return row;
                                }));
    }

    private void validateEmail(TriggerEvent event) {
        registry.register(
                TriggerPlugin.of("email " + event)
                        .withTrigger(
                                "Users",
                                event,
                                (row, _) -> {
                                    String email = String.valueOf(row.get("email")).strip();
                                    if (!email.contains("@")) {
                                        throw new TriggerAbortException(
                                                "Invalid email format", "INVALID_EMAIL");
                                    }
                                    row.put("EMAIL", email.toLowerCase(java.util.Locale.ROOT));
                                    row.remove("email");
                                    return row;
                                }));
    }

    private static SqlDatabase users(Opened open, TriggerRegistry registry) {
        open.sql().execute("CREATE TABLE Users (id INT PRIMARY KEY, email TEXT UNIQUE)");
        return open.sql().withTriggers(registry);
    }

    @ParameterizedTest
    @EnumSource
    void check35ARefusalLeavesNoRow(Opened.Store store) {
        validateEmail(TriggerEvent.BEFORE_INSERT);
        validateEmail(TriggerEvent.BEFORE_UPDATE);
        tell(TriggerEvent.AFTER_INSERT);
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = users(open, registry);
            sql.execute("INSERT INTO users VALUES (1, '  ALICE@EXAMPLE.COM ')");
            assertThatThrownBy(() -> sql.execute("INSERT INTO users VALUES (2, 'b@x'), (3, 'bad')"))
                    .isInstanceOfSatisfying(
                            TriggerAbortException.class,
                            e -> assertThat(e.code()).isEqualTo("INVALID_EMAIL"));
            assertThatThrownBy(() -> sql.execute("UPDATE users SET email = 'bad'"))
                    .isInstanceOf(TriggerAbortException.class);
            assertThatThrownBy(
                            () -> sql.execute("INSERT INTO users VALUES (4, 'Alice@Example.com')"))
                    .isInstanceOf(SqlException.class);
            assertThat(Oracle.rows(sql.execute("SELECT * FROM users"), ""))
                    .containsExactly("[1, 'alice@example.com']");
            assertThat(told).containsExactly("AFTER_INSERT {id=1, email=alice@example.com}");
            assertThat(
                            open.sql()
                                    .execute("INSERT INTO users VALUES (5, 'no triggers')")
                                    .rowsAffected())
                    .isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachEventIsTold(Opened.Store store) {
        for (TriggerEvent event : TriggerEvent.values()) {
            if (event != TriggerEvent.ON_BATCH) {
                tell(event);
            }
        }
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = users(open, registry);
            sql.execute("INSERT INTO users (id) VALUES (1)");
            sql.execute("UPDATE users SET id = id + 1");
            sql.execute("DELETE FROM users");
            assertThat(told)
                    .containsExactly(
                            "BEFORE_INSERT {id=1, email=null}",
                            "AFTER_INSERT {id=1, email=null}",
                            "BEFORE_UPDATE {id=2, email=null} was {id=1, email=null}",
                            "AFTER_UPDATE {id=2, email=null} was {id=1, email=null}",
                            "BEFORE_DELETE {id=2, email=null}",
                            "AFTER_DELETE {id=2, email=null}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFailureAfterwardsTakesTheStatementOutOfTheTransaction(Opened.Store store) {
        for (TriggerEvent event :
                List.of(
                        TriggerEvent.AFTER_INSERT,
                        TriggerEvent.AFTER_UPDATE,
                        TriggerEvent.AFTER_DELETE)) {
            registry.register(
                    TriggerPlugin.of("fail " + event)
                            .withTrigger(
                                    "Users",
                                    event,
                                    (row, _) -> {
                                        throw new TriggerAbortException("no");
                                    }));
        }
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = users(open, registry);
            open.sql().execute("INSERT INTO users VALUES (1, 'one'), (2, 'two')");
            open.db()
                    .transact(tx -> {
                        open.sql().execute(tx, "INSERT INTO users VALUES (3, 'three')");
                        for (String statement :
                                List.of(
                                        "INSERT INTO users VALUES (4, 'four')",
                                        "UPDATE users SET id = id + 1, email = 'x' || email",
                                        "DELETE FROM users")) {
                            assertThatThrownBy(() -> sql.execute(tx, statement))
                                    .isInstanceOf(TriggerAbortException.class);
                        }
                        return null;
                    });
            assertThat(Oracle.rows(sql.execute("SELECT * FROM users"), ""))
                    .containsExactly("[1, 'one']", "[2, 'two']", "[3, 'three']");
            assertThat(sql.execute("SELECT * FROM users WHERE email = 'two'").rows()).hasSize(1);
            assertThat(sql.execute("SELECT * FROM users WHERE email > 'x'").rows()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatATriggerSetsIsChecked(Opened.Store store) {
        registry.register(
                TriggerPlugin.of("bad")
                        .withTrigger(
                                "Users",
                                TriggerEvent.BEFORE_INSERT,
                                (row, _) -> Map.of("id", row.get("id"), "nope", 1)));
        try (Opened open = Opened.in(store, directory)) {
            SqlDatabase sql = users(open, registry);
            assertThatThrownBy(() -> sql.execute("INSERT INTO users VALUES (1, 'one')"))
                    .hasMessageContaining("unknown column nope");
            registry.register(
                    TriggerPlugin.of("bad")
                            .withTrigger(
                                    "Users",
                                    TriggerEvent.BEFORE_INSERT,
                                    (row, _) -> Map.of("id", "text")));
            assertThatThrownBy(() -> sql.execute("INSERT INTO users VALUES (1, 'one')"))
                    .hasMessageContaining("Users.id");
            assertThat(sql.execute("SELECT * FROM users").rows()).isEmpty();
        }
    }
}
