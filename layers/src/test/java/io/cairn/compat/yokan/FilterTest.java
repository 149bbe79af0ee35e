package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_FILTER_VALUE;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_IGNORE_DOCS;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_INCLUSIVE;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_LIB_FILTER;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_LUA_FILTER;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.list;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.targets;
import static io.cairn.compat.yokan.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Filters of pairs and of documents, which run where the data is. */
class FilterTest {

    private static final int LUA = YOKAN_MODE_LUA_FILTER;
    private static final int LIB = YOKAN_MODE_LIB_FILTER;
    private static final int VALUE = YOKAN_MODE_FILTER_VALUE;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void scripts(Store store) {
        new Rows()
                .row(
                        "F01, 45: keys of even length, keys with a value",
                        db -> {
                            given(db, "a", "1", "bb", "2", "ccc", "2", "dddd", "1");
                            String even = "return #__key__ % 2 == 0";
                            assertThat(list(db, 9, "", even, LUA)).containsExactly("bb", "dddd");
                            assertThat(list(db, 9, "bb", even, LUA)).containsExactly("dddd");
                            assertThat(list(db, 9, "bb", even, LUA, YOKAN_MODE_INCLUSIVE))
                                    .containsExactly("bb", "dddd");
                            assertThat(iterated(db, even, LUA)).containsExactly("bb2", "dddd1");
                            String two = "return __value__ == '2'";
                            assertThat(list(db, 9, "", two, LUA | VALUE))
                                    .containsExactly("bb", "ccc");
                            assertThat(list(db, 9, "", two, LUA)).isEmpty();
                        })
                .row(
                        "F03, F04, 45: scripts that are broken or endless",
                        db -> {
                            given(db, "a", "1");
                            for (String script : List.of("return (", "error('no')")) {
                                refused(9, () -> list(db, 9, "", script, LUA));
                                refused(9, () -> iterated(db, script, LUA));
                            }
                            refused(9, () -> list(db, 9, "", "while true do end", LUA));
                            assertThat(list(db, 9, "", "")).containsExactly("a");
                        })
                .row(
                        "what is filtered is taken away, the rest stays",
                        db -> {
                            given(db, "a", "1", "bb", "2", "ccc", "2");
                            int mode = LUA | YOKAN_MODE_CONSUME;
                            assertThat(list(db, 9, "", "return #__key__ == 2", mode))
                                    .containsExactly("bb");
                            assertThat(list(db, 9, "", "")).containsExactly("a", "ccc");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void libraries(Store store) {
        new Rows()
                .row(
                        "F05: names that are malformed or unknown",
                        db -> {
                            for (String filter :
                                    List.of(
                                            "",
                                            "yokan",
                                            "yokan:parity",
                                            "other:x:",
                                            "yokan:other:")) {
                                refused(9, () -> list(db, 9, "", filter, LIB | VALUE));
                                refused(9, () -> iterated(db, filter, LIB | VALUE));
                            }
                        })
                .row(
                        "F06: selected and rewritten",
                        db -> {
                            given(db, "abc", "12", "de", "12", "fg", "1");
                            assertThat(iterated(db, "yokan:parity:!", LIB | VALUE))
                                    .containsExactly("cba12!", "gf1!");
                            byte[] keys = new byte[9];
                            byte[] values = new byte[9];
                            assertThat(
                                            db.listKeyvalsPacked(
                                                    keys,
                                                    values,
                                                    9,
                                                    "",
                                                    "yokan:parity::",
                                                    LIB,
                                                    VALUE))
                                    .containsExactly(new Lengths(3, 3), new Lengths(2, 2));
                            assertThat(text(keys, 5)).isEqualTo("cbagf");
                            assertThat(text(values, 5)).isEqualTo("12:1:");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void documents(Store store) {
        new Rows()
                .row(
                        "F02, D24, 45: scripts see id, collection and content",
                        db -> {
                            Collection c = people(db);
                            assertThat(listed(c, "return __id__ % 2 == 0", LUA))
                                    .containsExactly(0L, 2L);
                            assertThat(listed(c, "return __collection__ == 'c'", LUA)).hasSize(3);
                            String boston = "return json.decode(__doc__).city == 'Boston'";
                            assertThat(listed(c, boston, LUA | VALUE)).containsExactly(0L, 2L);
                            assertThat(listed(c, boston, LUA | VALUE | YOKAN_MODE_IGNORE_DOCS))
                                    .containsExactly(0L, 2L);
                            List<Long> ids = new ArrayList<>();
                            c.iter((i, id, document) -> ids.add(id), 1, boston, 0, LUA | VALUE, 0);
                            assertThat(ids).containsExactly(2L);
                            byte[] target = new byte[99];
                            assertThat(c.listDocsPacked(0, target, 1, boston, LUA | VALUE))
                                    .extracting(DocumentLength::id)
                                    .containsExactly(0L);
                        })
                .row(
                        "F03, F05: filters that fail",
                        db -> {
                            Collection c = people(db);
                            refused(9, () -> listed(c, "return (", LUA));
                            refused(9, () -> listed(c, "yokan:parity", LIB));
                            refused(9, () -> listed(c, "other:x:", LIB));
                        })
                .check(store, directory);
    }

    private static Collection people(Database db) {
        Collection c = db.createCollection("c");
        for (String city : List.of("Boston", "New York", "Boston")) {
            c.store("{\"city\":\"" + city + "\"}");
        }
        return c;
    }

    private static List<Long> listed(Collection c, String filter, int mode) {
        return c.listDocs(0, targets(99, 99, 99, 99), filter, mode).stream()
                .map(DocumentLength::id)
                .toList();
    }

    private static List<String> iterated(Database db, String filter, int mode) {
        List<String> seen = new ArrayList<>();
        db.iter(
                (i, key, value) ->
                        seen.add(
                                text(key, key.length)
                                        + (value == null ? "" : text(value, value.length))),
                "",
                filter,
                0,
                mode,
                0,
                false);
        return seen;
    }
}
