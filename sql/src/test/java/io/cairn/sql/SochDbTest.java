package io.cairn.sql;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.compat.sochdb.embedded.Database;
import io.cairn.compat.sochdb.embedded.DatabaseError;
import io.cairn.compat.sochdb.embedded.Transaction;
import io.cairn.compat.sochdb.embedded.TransactionError;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SQL under SochDB's names. */
class SochDbTest {

    private final Database db = Database.of(Cairn.open("memory:"));

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void statementsAreCounted() {
        assertThat(db.stats()).containsEntry("queries_executed", 0L);
        db.executeSql("CREATE TABLE users (id INT, name TEXT)");
        db.execute("INSERT INTO users VALUES (1, 'Alice')");
        List<Map<String, @Nullable Object>> records = new ArrayList<>();
        for (SqlRow row : db.executeSql("SELECT * FROM users")) {
            records.add(row.asMap());
        }
        assertThat(records).containsExactly(Map.of("id", 1, "name", "Alice"));
        assertThat(Database.toToon("users", records)).isEqualTo("users[1]{id,name}:1,Alice");
        assertThat(db.stats()).containsEntry("queries_executed", 3L);
    }

    @Test
    void check26InATransactionWithKeys() {
        db.executeSql("CREATE TABLE users (id INT, name TEXT)");
        for (boolean commit : List.of(false, true)) {
            Transaction txn = db.transaction();
            txn.execute("INSERT INTO users VALUES (1, 'Alice')");
            txn.put(utf8("user:1:metadata"), utf8("{\"verified\": true}"));
            if (commit) {
                txn.commit();
            } else {
                txn.abort();
            }
            assertThat(db.executeSql("SELECT * FROM users").rows()).hasSize(commit ? 1 : 0);
            assertThat(db.get(utf8("user:1:metadata")) != null).isEqualTo(commit);
            assertThatThrownBy(() -> txn.execute("SELECT * FROM users"))
                    .isInstanceOf(TransactionError.class)
                    .hasMessage("Transaction already completed");
        }
    }

    @Test
    void whatIsWrongIsADatabaseError() {
        assertThatThrownBy(() -> db.executeSql("SELECT * FROM nope"))
                .isInstanceOf(DatabaseError.class)
                .hasCauseInstanceOf(SqlException.class)
                .hasMessageContaining("there is no table nope");
        db.close();
        assertThatThrownBy(() -> db.executeSql("SELECT 1")).isInstanceOf(DatabaseError.class);
    }
}
