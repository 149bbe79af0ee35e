package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_APPEND;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_EXIST_ONLY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_INCLUSIVE;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_LIB_FILTER;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_LUA_FILTER;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NEW_ONLY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NOTIFY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NO_RDMA;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_SUFFIX;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.Store;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What puts do, with each mode. */
class PutTest {

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void single(Store store) {
        new Rows()
                .row(
                        "P01: the last put wins",
                        db -> {
                            given(db, "k", "a");
                            db.put("k", "b");
                            assertThat(value(db, "k")).isEqualTo("b");
                        })
                .row(
                        "P02, P03: APPEND to a present and to a missing key",
                        db -> {
                            given(db, "k", "a");
                            db.put("k", "b", YOKAN_MODE_APPEND);
                            db.put("n", "z", YOKAN_MODE_APPEND);
                            assertThat(value(db, "k")).isEqualTo("ab");
                            assertThat(value(db, "n")).isEqualTo("z");
                        })
                .row(
                        "P04, P05: NEW_ONLY on a present and on a missing key",
                        db -> {
                            given(db, "k", "a");
                            refused(17, () -> db.put("k", "X", YOKAN_MODE_NEW_ONLY));
                            db.put("n", "X", YOKAN_MODE_NEW_ONLY);
                            assertThat(value(db, "k")).isEqualTo("a");
                            assertThat(value(db, "n")).isEqualTo("X");
                        })
                .row(
                        "P07: EXIST_ONLY on a missing key",
                        db -> {
                            refused(15, () -> db.put("k", "X", YOKAN_MODE_EXIST_ONLY));
                            assertThat(db.exists("k")).isFalse();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void conditionsAndHints(Store store) {
        new Rows()
                .row(
                        "P09, P10: EXIST_ONLY with APPEND",
                        db -> {
                            given(db, "k", "1");
                            int mode = YOKAN_MODE_EXIST_ONLY | YOKAN_MODE_APPEND;
                            db.put("k", "+", mode);
                            refused(15, () -> db.put("n", "+", mode));
                            assertThat(value(db, "k")).isEqualTo("1+");
                            assertThat(db.exists("n")).isFalse();
                        })
                .row(
                        "P15: an empty value",
                        db -> {
                            db.put("k", "");
                            assertThat(db.length("k")).isZero();
                            assertThat(db.exists("k")).isTrue();
                        })
                .row(
                        "P17: modes that put has no use for",
                        db -> {
                            db.put(
                                    "k",
                                    "1",
                                    YOKAN_MODE_CONSUME,
                                    YOKAN_MODE_INCLUSIVE,
                                    YOKAN_MODE_LUA_FILTER);
                            assertThat(value(db, "k")).isEqualTo("1");
                        })
                .row(
                        "P18: hints change nothing",
                        db -> {
                            db.put("k", "1", YOKAN_MODE_NO_RDMA | YOKAN_MODE_NOTIFY);
                            assertThat(value(db, "k")).isEqualTo("1");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void multi(Store store) {
        new Rows()
                .row(
                        "P06: NEW_ONLY leaves out what is there",
                        db -> {
                            given(db, "k", "a");
                            db.putMulti(pairs("k", "X", "n", "Y"), YOKAN_MODE_NEW_ONLY);
                            assertThat(value(db, "k")).isEqualTo("a");
                            assertThat(value(db, "n")).isEqualTo("Y");
                        })
                .row(
                        "P08: EXIST_ONLY leaves out what is not there",
                        db -> {
                            given(db, "k", "a");
                            db.putMulti(pairs("k", "1", "q", "2"), YOKAN_MODE_EXIST_ONLY);
                            assertThat(value(db, "k")).isEqualTo("1");
                            assertThat(db.exists("q")).isFalse();
                        })
                .row(
                        "P12, P13, P14: a key given twice",
                        db -> {
                            db.putMulti(pairs("d", "1", "d", "2"));
                            db.putMulti(pairs("e", "1", "e", "2"), YOKAN_MODE_NEW_ONLY);
                            db.putMulti(pairs("x", "1", "x", "2"), YOKAN_MODE_APPEND);
                            assertThat(value(db, "d")).isEqualTo("2");
                            assertThat(value(db, "e")).isEqualTo("1");
                            assertThat(value(db, "x")).isEqualTo("12");
                        })
                .row(
                        "P16: an empty key, alone and among others",
                        db -> {
                            refused(3, () -> db.put("", "v"));
                            refused(3, () -> db.putMulti(pairs("a", "1", "", "2", "c", "3")));
                            assertThat(db.count()).isZero();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void packed(Store store) {
        new Rows()
                .row(
                        "packed: keys and values one behind the other",
                        db -> {
                            ByteBuffer values =
                                    ByteBuffer.allocateDirect(5)
                                            .put(new byte[] {'?', '1', '2', '2', '?'});
                            values.position(1).limit(4);
                            db.putPacked("abb", List.of(1L, 2L), values, List.of(1L, 2L));
                            assertThat(value(db, "a")).isEqualTo("1");
                            assertThat(value(db, "bb")).isEqualTo("22");
                            refused(
                                    3,
                                    () ->
                                            db.putPacked(
                                                    "ab", List.of(1L, 2L), "xx", List.of(1L, 1L)));
                            refused(
                                    3,
                                    () ->
                                            db.putPacked(
                                                    "ab", List.of(1L, -1L), "xx", List.of(1L, 1L)));
                            refused(
                                    3,
                                    () -> db.putPacked("ab", List.of(1L, 1L), "xx", List.of(1L)));
                            refused(
                                    3,
                                    () ->
                                            db.putPacked(
                                                    "ab", List.of(2L, 0L), "xx", List.of(1L, 1L)));
                            assertThat(db.count()).isEqualTo(2);
                        })
                .row(
                        "a mapping's entries are pairs",
                        db -> {
                            db.putMulti(Map.of("a", "1").entrySet());
                            assertThat(value(db, "a")).isEqualTo("1");
                        })
                .check(store, directory);
    }

    /** P11, checks 24 to 27: whatever the call, and before anything is done. */
    @ParameterizedTest
    @EnumSource
    void modesThatContradictEachOther(Store store) {
        Rows rows = new Rows();
        for (int pair :
                new int[] {
                    YOKAN_MODE_APPEND | YOKAN_MODE_NEW_ONLY,
                    YOKAN_MODE_NEW_ONLY | YOKAN_MODE_EXIST_ONLY,
                    YOKAN_MODE_SUFFIX | YOKAN_MODE_LUA_FILTER,
                    YOKAN_MODE_SUFFIX | YOKAN_MODE_LIB_FILTER,
                    YOKAN_MODE_LUA_FILTER | YOKAN_MODE_LIB_FILTER,
                    0x10000,
                }) {
            rows.row("pair 0x" + Integer.toHexString(pair), db -> refusedByEach(db, pair));
        }
        rows.check(store, directory);
    }

    private static void refusedByEach(Database db, int mode) {
        byte[] target = new byte[9];
        PairCallback callback = (i, key, value) -> {};
        refused(29, () -> db.put("k", "v", mode));
        refused(29, () -> db.putMulti(List.of(Map.entry("k", "v")), mode));
        assertThat(db.exists("k")).isFalse();
        given(db, "k", "1");
        refused(29, () -> db.get("k", target, mode));
        refused(29, () -> db.getMulti(List.of(Map.entry("k", target)), mode));
        refused(29, () -> db.getPacked("k", List.of(1L), target, mode));
        refused(29, () -> db.fetch("k", callback, mode));
        refused(29, () -> db.exists("k", mode));
        refused(29, () -> db.length("k", mode));
        refused(29, () -> db.erase("k", mode));
        refused(29, () -> db.eraseRange("", mode));
        refused(29, () -> db.count(mode));
        refused(29, () -> db.listKeys(List.of(target), "", "", mode));
        refused(29, () -> db.listKeysPacked(target, 1, "", "", mode));
        refused(29, () -> db.iter(callback, "", "", 0, mode, 0, false));
        assertThat(value(db, "k")).isEqualTo("1");
    }

    private static List<Map.Entry<String, String>> pairs(String... keysAndValues) {
        return IntStream.range(0, keysAndValues.length / 2)
                .mapToObj(i -> Map.entry(keysAndValues[2 * i], keysAndValues[2 * i + 1]))
                .toList();
    }
}
