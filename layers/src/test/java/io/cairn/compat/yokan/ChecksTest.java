package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_APPEND;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_INCLUSIVE;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_KEEP_LAST;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NO_PREFIX;
import static io.cairn.compat.yokan.Rows.bytes;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.list;
import static io.cairn.compat.yokan.Rows.text;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Short stories that use several calls, as the programs of Yokan's documentation do. */
class ChecksTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void pairs(Store store) {
        new Rows()
                .row(
                        "1: put, length, get, count",
                        db -> {
                            db.put("greeting", "Hello");
                            assertThat(db.length("greeting")).isEqualTo(5);
                            byte[] target = new byte[5];
                            assertThat(db.get("greeting", target)).isEqualTo(5);
                            assertThat(text(target, 5)).isEqualTo("Hello");
                            assertThat(db.count()).isOne();
                        })
                .row(
                        "count: keys that are there, however often they were written and erased",
                        db -> {
                            for (int i = 0; i < 30; i++) {
                                db.put("k" + i % 10, "v" + i);
                            }
                            db.erase("k3");
                            db.erase("absent");
                            assertThat(db.count()).isEqualTo(9);
                            db.put("k3", "again");
                            db.eraseRange("k1");
                            assertThat(db.count()).isEqualTo(9);
                        })
                .row(
                        "2: put, exists, erase",
                        db -> {
                            db.put("user:1", "Alice");
                            assertThat(db.exists("user:1")).isTrue();
                            db.erase("user:1");
                            assertThat(db.exists("user:1")).isFalse();
                            assertThat(db.length("user:1")).isNull();
                        })
                .row(
                        "3, 4: many at once",
                        db -> {
                            given(db, "user:1", "Alice", "user:2", "Bob", "user:3", "Carol");
                            List<String> keys = List.of("user:1", "user:2", "user:3");
                            assertThat(
                                            db.existsMulti(
                                                    List.of(
                                                            "user:1", "user:2", "user:3", "user:4",
                                                            "user:5")))
                                    .containsExactly(true, true, true, false, false);
                            assertThat(db.lengthMulti(keys)).containsExactly(5L, 3L, 5L);
                            byte[] target = new byte[13];
                            assertThat(
                                            db.getPacked(
                                                    String.join("", keys),
                                                    Collections.nCopies(3, 6L),
                                                    target))
                                    .containsExactly(5L, 3L, 5L);
                            assertThat(text(target, 13)).isEqualTo("AliceBobCarol");
                            db.eraseMulti(keys);
                            assertThat(db.count()).isZero();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void logsAndOrder(Store store) {
        new Rows()
                .row(
                        "9: a log",
                        db -> {
                            db.put("log", "Entry 1\n");
                            db.put("log", "Entry 2\n", YOKAN_MODE_APPEND);
                            db.put("log", "Entry 3\n", YOKAN_MODE_APPEND);
                            assertThat(value(db, "log"))
                                    .isEqualTo("Entry 1\nEntry 2\nEntry 3\n")
                                    .hasSize(24);
                        })
                .row(
                        "23: bytes are unsigned",
                        db -> {
                            for (int key : new int[] {0xFF, 0x00, 0x80, 0x7F}) {
                                db.put(bytes(key), "");
                            }
                            byte[] keys = new byte[4];
                            assertThat(db.listKeysPacked(keys, 9, "", "")).hasSize(4);
                            assertThat(keys).isEqualTo(bytes(0x00, 0x7F, 0x80, 0xFF));
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void listings(Store store) {
        new Rows()
                .row(
                        "5, 6: keys with a prefix, with and without it",
                        db -> {
                            twenty(db);
                            assertThat(list(db, 5, "item:006", "item:00"))
                                    .containsExactly("item:007", "item:008", "item:009");
                            assertThat(list(db, 5, "item:006", "item:00", YOKAN_MODE_NO_PREFIX))
                                    .containsExactly("7", "8", "9");
                        })
                .row(
                        "7, 8: pairs from a key on",
                        db -> {
                            twenty(db);
                            byte[] keys = new byte[128];
                            byte[] values = new byte[128];
                            assertThat(
                                            db.listKeyvalsPacked(
                                                    keys,
                                                    values,
                                                    5,
                                                    "item:003",
                                                    "",
                                                    YOKAN_MODE_INCLUSIVE))
                                    .isEqualTo(Collections.nCopies(5, new Lengths(8, 7)));
                            assertThat(text(keys, 40))
                                    .isEqualTo("item:003item:004item:005item:006item:007");
                            assertThat(text(values, 35))
                                    .isEqualTo("value_3value_4value_5value_6value_7");
                        })
                .row(
                        "19, 21: paging by the last key",
                        db -> {
                            List<Map.Entry<String, String>> pairs = new ArrayList<>();
                            for (int i = 0; i < 500; i++) {
                                pairs.add(Map.entry("in:%03d".formatted(i), "%03d".formatted(i)));
                                pairs.add(Map.entry("out:%03d".formatted(i), "no"));
                            }
                            db.putMulti(pairs);
                            List<String> expected =
                                    IntStream.range(0, 500).mapToObj("%03d"::formatted).toList();
                            assertThat(pagedValues(db, "in:", 7)).isEqualTo(expected);
                        })
                .row(
                        "32: listings that take away",
                        db -> {
                            twenty(db);
                            assertThat(list(db, 4, "", "item:01", YOKAN_MODE_CONSUME)).hasSize(4);
                            assertThat(db.count()).isEqualTo(16);
                            assertThat(list(db, 9, "", "item:01"))
                                    .hasSize(6)
                                    .startsWith("item:014");
                        })
                .check(store, directory);
    }

    private static void twenty(Database db) {
        for (int i = 0; i < 20; i++) {
            db.put("item:%03d".formatted(i), "value_" + i);
        }
    }

    /** Reads all values of a prefix, so many at a time, with no more keys than are needed. */
    private static List<String> pagedValues(Database db, String prefix, int count) {
        List<String> all = new ArrayList<>();
        byte[] key = new byte[9];
        byte[] values = new byte[3 * count];
        String from = "";
        for (int pages = 0; pages < 1000; pages++) {
            List<Lengths> page =
                    db.listKeyvalsPacked(key, values, count, from, prefix, YOKAN_MODE_KEEP_LAST);
            for (int i = 0; i < page.size(); i++) {
                all.add(text(values, 3L * count).substring(3 * i, 3 * i + 3));
            }
            if (page.isEmpty()) {
                return all;
            }
            from = text(key, page.getLast().key());
        }
        throw new AssertionError("the pages do not end");
    }
}
