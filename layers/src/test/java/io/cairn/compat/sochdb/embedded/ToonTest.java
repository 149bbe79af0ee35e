package io.cairn.compat.sochdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.toon.ToonTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records to one line of TOON and back, under SochDB's names. */
class ToonTest {

    private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }

    private static final List<Map<String, @Nullable Object>> RECORDS =
            List.of(
                    row("id", 1, "name", "Alice", "email", "alice@example.com", "age", 30),
                    row("id", 2, "name", "Bob", "email", "bob@example.com", "age", 25));

    @Test
    void check29AllFields() {
        assertThat(Database.toToon("users", RECORDS))
                .isEqualTo(
                        "users[2]{id,name,email,age}:"
                                + "1,Alice,alice@example.com,30;2,Bob,bob@example.com,25");
    }

    @Test
    void check30SomeFieldsAndNone() {
        assertThat(Database.toToon("users", RECORDS, List.of("name", "email")))
                .isEqualTo("users[2]{name,email}:Alice,alice@example.com;Bob,bob@example.com");
        assertThat(Database.toToon("users", List.of())).isEqualTo("users[0]{}:");
        assertThat(Database.fromToon("users[0]{}:"))
                .isEqualTo(new ToonTable("users", List.of(), List.of()));
    }

    @Test
    void check31TheDocumentedLineIsRead() {
        ToonTable table =
                Database.fromToon("users[2]{name,email}:Alice,alice@ex.com;Bob,bob@ex.com");
        assertThat(table.name()).isEqualTo("users");
        assertThat(table.fields()).containsExactly("name", "email");
        assertThat(table.rows())
                .containsExactly(
                        row("name", "Alice", "email", "alice@ex.com"),
                        row("name", "Bob", "email", "bob@ex.com"));
    }

    @Test
    void check32EveryCellComesBackWithItsType() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (@Nullable Object cell :
                new @Nullable Object[] {
                    "x,y",
                    "p;q",
                    "say \"hi\"",
                    "a\nb",
                    "back\\slash",
                    "",
                    null,
                    " pad ",
                    "42",
                    42L,
                    1.5,
                    true,
                    "true",
                    "\u2205",
                    "\u0000",
                    "b64:AA=="
                }) {
            rows.add(row("cell", cell, "after", "end"));
        }
        assertThat(Database.fromToon(Database.toToon("t", rows)).rows()).isEqualTo(rows);
        assertThat(Database.fromToon(Database.toToon("t", rows, List.of("cell"))).rows())
                .hasSameSizeAs(rows);
    }

    @Test
    void recordsThatDifferLoseNothing() {
        assertThat(Database.toToon("t", List.of(row("a", 1), row("b", 2))))
                .isEqualTo("t[2]{a,b}:1,;,2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t[3]{a}:1;2 | position=",
                "t[1]{a}:1;2 | position=",
                "t[1]{a,b}:1 | position=10",
                "t[1]{a}:1,2 | position=",
                "t[1]{a}:\"x | position=8",
                "no header | position=",
                "t[x]{a}:1 | position=",
                "t[1]{a:1 | position=",
                "'' | position=0"
            })
    void check33WhatIsWrongIsSaidWithItsPlace(String line, String place) {
        assertThatThrownBy(() -> Database.fromToon(line))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(place);
    }

    @Test
    void onlyScalarsAreWritten() {
        assertThatThrownBy(() -> Database.toToon("t", List.of(row("a", List.of()))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("field=a");
        assertThatThrownBy(() -> Database.toToon("t", List.of(row("a", Double.NaN))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> Database.toToon("t", RECORDS, List.of("id", "id")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("field=id");
    }

    /**
     * Lines with one to three characters changed are refused or are a table that can be written.
     */
    @Test
    void hostileLinesAreRefusedOrRead() {
        SplittableRandom random = new SplittableRandom(20261127);
        String line = Database.toToon("users", RECORDS);
        String pieces = "[]{}:;,\"\\0129eE+-.tf\u2205\ud800\n\u0000 b64:";
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            StringBuilder changed = new StringBuilder(line);
            for (int n = random.nextInt(1, 4); n > 0 && !changed.isEmpty(); n--) {
                int at = random.nextInt(changed.length());
                char c = pieces.charAt(random.nextInt(pieces.length()));
                switch (random.nextInt(4)) {
                    case 0 -> changed.setCharAt(at, c);
                    case 1 -> changed.insert(at, c);
                    case 2 -> changed.deleteCharAt(at);
                    default -> changed.setLength(at);
                }
            }
            try {
                ToonTable table = Database.fromToon(changed.toString());
                assertThat(
                                Database.fromToon(
                                        Database.toToon(
                                                table.name(), table.rows(), table.fields())))
                        .isEqualTo(table);
            } catch (InvalidArgumentException | LimitException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 49_000);
    }
}
