package io.cairn.compat.sochdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlResult;
import io.cairn.layer.sql.SqlRow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SQL without the library that runs it, and the types that it gives. */
class WithoutSqlTest {

    @Test
    void theErrorNamesTheDependency() {
        try (Database db = Database.of(Cairn.open("memory:"));
                Transaction txn = db.transaction()) {
            assertThatThrownBy(() -> db.executeSql("SELECT 1"))
                    .isInstanceOf(DatabaseError.class)
                    .hasMessageContaining("io.cairn:cairn-sql");
            assertThatThrownBy(() -> db.execute("SELECT 1")).isInstanceOf(DatabaseError.class);
            assertThatThrownBy(() -> txn.execute("SELECT 1")).isInstanceOf(DatabaseError.class);
            assertThat(db.stats()).containsEntry("queries_executed", 0L);
        }
    }

    @Test
    void resultsAreGoneThroughByRow() {
        List<String> columns = List.of("id", "Name");
        SqlResult result =
                new SqlResult(columns, List.of(new SqlRow(columns, new Object[] {1, null})), 0);
        List<Object> maps = new ArrayList<>();
        for (SqlRow row : result) {
            maps.add(row.asMap().keySet());
            assertThat(row.get("NAME")).isNull();
            assertThat(row.get(0)).isEqualTo(row.get("id")).isEqualTo(1);
            assertThat(row).hasToString("{id=1, Name=null}");
            assertThatThrownBy(() -> row.get("nope")).hasMessageContaining("column=nope");
            assertThatThrownBy(() -> row.get(2)).hasMessageContaining("column=2");
        }
        assertThat(maps).hasSize(1);
        assertThatThrownBy(() -> new SqlRow(columns, new Object[1]))
                .hasMessageContaining("values=1");
        assertThat(SqlResult.affected(3).rowsAffected()).isEqualTo(3);
    }

    @Test
    void anErrorSaysWhereItIs() {
        SqlException e = new SqlException(SqlException.Kind.SYNTAX, "no", 2, 7, null);
        assertThat(e).hasMessage("no (line 2, column 7)");
        assertThat(e.line()).isEqualTo(2);
        assertThat(e.column()).isEqualTo(7);
        assertThat(new SqlException(SqlException.Kind.LIMIT, "no")).hasMessage("no");
    }
}
