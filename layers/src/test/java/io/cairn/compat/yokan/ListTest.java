package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_DEFAULT;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_IGNORE_KEYS;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_INCLUSIVE;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_KEEP_LAST;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NO_PREFIX;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_SUFFIX;
import static io.cairn.compat.yokan.Rows.bytes;
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
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listings and iterations over the keys a1 a2 a3 b1 b2 c1.txt c2.bin c3.txt, values A to H. */
class ListTest {

    private static final String[] DATA = {
        "a1", "A", "a2", "B", "a3", "C", "b1", "D", "b2", "E", "c1.txt", "F", "c2.bin", "G",
        "c3.txt", "H"
    };

    @TempDir Path directory;

    /** A listing of keys: how many, from where, which, how, and what comes. */
    private record Listing(
            String name, int count, String from, String filter, int mode, String keys) {}

    private static final List<Listing> LISTINGS =
            List.of(
                    new Listing("K01", 3, "", "", YOKAN_MODE_DEFAULT, "a1 a2 a3"),
                    new Listing("K02", 3, "a2", "", YOKAN_MODE_DEFAULT, "a3 b1 b2"),
                    new Listing("K03", 3, "a2", "", YOKAN_MODE_INCLUSIVE, "a2 a3 b1"),
                    new Listing("K04", 2, "a25", "", YOKAN_MODE_DEFAULT, "a3 b1"),
                    new Listing("K04 inclusive", 2, "a25", "", YOKAN_MODE_INCLUSIVE, "a3 b1"),
                    new Listing("K05", 5, "", "b", YOKAN_MODE_DEFAULT, "b1 b2"),
                    new Listing("K06", 5, "a2", "a", YOKAN_MODE_DEFAULT, "a3"),
                    new Listing("K06 inclusive", 5, "a2", "a", YOKAN_MODE_INCLUSIVE, "a2 a3"),
                    new Listing("K07", 5, "b1", "a", YOKAN_MODE_DEFAULT, ""),
                    new Listing("K08", 5, "a1", "b", YOKAN_MODE_DEFAULT, "b1 b2"),
                    new Listing("K09", 5, "", "a", YOKAN_MODE_NO_PREFIX, "1 2 3"),
                    new Listing("K10", 5, "", "b1", YOKAN_MODE_NO_PREFIX, "-"),
                    new Listing("K11", 5, "", ".txt", YOKAN_MODE_SUFFIX, "c1.txt c3.txt"),
                    new Listing(
                            "K12",
                            5,
                            "",
                            ".txt",
                            YOKAN_MODE_SUFFIX | YOKAN_MODE_NO_PREFIX,
                            "c1 c3"),
                    new Listing("K13", 5, "c1.txt", ".txt", YOKAN_MODE_SUFFIX, "c3.txt"),
                    new Listing(
                            "K13 inclusive",
                            5,
                            "c1.txt",
                            ".txt",
                            YOKAN_MODE_SUFFIX | YOKAN_MODE_INCLUSIVE,
                            "c1.txt c3.txt"),
                    new Listing(
                            "K14",
                            9,
                            "",
                            "",
                            YOKAN_MODE_SUFFIX,
                            "a1 a2 a3 b1 b2 c1.txt c2.bin c3.txt"),
                    new Listing("K15", 5, "a1", "a", YOKAN_MODE_NO_PREFIX, "2 3"),
                    new Listing("K16", 3, "", "", YOKAN_MODE_IGNORE_KEYS, "- - -"),
                    new Listing("K17", 3, "", "", YOKAN_MODE_KEEP_LAST, "- - a3"),
                    new Listing("K18", 10, "", "", YOKAN_MODE_KEEP_LAST, "- - - - - - - c3.txt"),
                    new Listing("K19", 10, "", "a", YOKAN_MODE_KEEP_LAST, "- - a3"),
                    new Listing(
                            "K20",
                            5,
                            "",
                            ".bin",
                            YOKAN_MODE_KEEP_LAST | YOKAN_MODE_SUFFIX,
                            "c2.bin"),
                    new Listing(
                            "K21",
                            5,
                            "",
                            ".txt",
                            YOKAN_MODE_KEEP_LAST | YOKAN_MODE_SUFFIX,
                            "- c3.txt"),
                    new Listing(
                            "K22",
                            2,
                            "a2",
                            "a",
                            YOKAN_MODE_INCLUSIVE | YOKAN_MODE_NO_PREFIX | YOKAN_MODE_KEEP_LAST,
                            "- 3"),
                    new Listing(
                            "K23",
                            2,
                            "c1.txt",
                            ".txt",
                            YOKAN_MODE_INCLUSIVE
                                    | YOKAN_MODE_NO_PREFIX
                                    | YOKAN_MODE_SUFFIX
                                    | YOKAN_MODE_KEEP_LAST,
                            "- c3"),
                    new Listing(
                            "K24", 1, "a1", "", YOKAN_MODE_INCLUSIVE | YOKAN_MODE_KEEP_LAST, "a1"),
                    new Listing("K32", 0, "", "", YOKAN_MODE_DEFAULT, ""),
                    new Listing("K33", 5, "x", "", YOKAN_MODE_DEFAULT, ""),
                    new Listing("K38", 5, "", "a1 and more", YOKAN_MODE_DEFAULT, ""));

    @ParameterizedTest
    @EnumSource
    void keys(Store store) {
        Rows rows = new Rows();
        for (Listing listing : LISTINGS) {
            rows.row(
                    listing.name(),
                    db -> {
                        given(db, DATA);
                        List<String> keys =
                                list(
                                        db,
                                        listing.count(),
                                        listing.from(),
                                        listing.filter(),
                                        listing.mode());
                        assertThat(shown(keys)).isEqualTo(listing.keys());
                        byte[] packed = new byte[99];
                        List<Long> lengths =
                                db.listKeysPacked(
                                        packed,
                                        listing.count(),
                                        listing.from(),
                                        listing.filter(),
                                        listing.mode());
                        assertThat(shown(taken(packed, lengths))).isEqualTo(listing.keys());
                    });
        }
        rows.check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void sizes(Store store) {
        new Rows()
                .row(
                        "K25: IGNORE_KEYS",
                        db -> {
                            given(db, DATA);
                            assertThat(pairs(db, 5, 9, 9, "a", YOKAN_MODE_IGNORE_KEYS))
                                    .isEqualTo("0/1 0/1 0/1: ABC");
                        })
                .row(
                        "K26: KEEP_LAST",
                        db -> {
                            given(db, DATA);
                            assertThat(pairs(db, 3, 9, 9, "a", YOKAN_MODE_KEEP_LAST))
                                    .isEqualTo("0/1 0/1 2/1:a3 ABC");
                            assertThat(pairs(db, 5, 9, 9, "a", YOKAN_MODE_KEEP_LAST))
                                    .isEqualTo("0/1 0/1 2/1:a3 ABC");
                        })
                .row(
                        "K27: packed keys, too little room",
                        db -> {
                            given(db, DATA);
                            assertThat(db.listKeysPacked(new byte[5], 4, "", ""))
                                    .containsExactly(2L, 2L, -1L, -1L);
                        })
                .row(
                        "K28: one of several targets is too small",
                        db -> {
                            given(db, DATA);
                            assertThat(db.listKeys(targets(2, 1, 2), "", ""))
                                    .containsExactly(2L, -1L, 2L);
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void targetsThatAreTooSmall(Store store) {
        new Rows()
                .row(
                        "K29: little room for keys",
                        db -> {
                            given(db, DATA);
                            assertThat(pairs(db, 3, 3, 9, "", YOKAN_MODE_DEFAULT))
                                    .isEqualTo("2/1 -1/1 -1/1:a1 ABC");
                        })
                .row(
                        "K30: little room for values",
                        db -> {
                            given(db, DATA);
                            assertThat(pairs(db, 3, 9, 1, "", YOKAN_MODE_DEFAULT))
                                    .isEqualTo("2/1 2/-1 2/-1:a1a2a3 A");
                        })
                .row(
                        "K31: the last key does not fit",
                        db -> {
                            given(db, DATA);
                            assertThat(
                                            db.listKeysPacked(
                                                    new byte[1], 2, "", "", YOKAN_MODE_KEEP_LAST))
                                    .containsExactly(0L, -1L);
                        })
                .row(
                        "pairs, each in targets of its own",
                        db -> {
                            given(db, DATA);
                            List<Map.Entry<byte[], byte[]>> targets =
                                    List.of(
                                            Map.entry(new byte[2], new byte[1]),
                                            Map.entry(new byte[1], new byte[1]),
                                            Map.entry(new byte[2], new byte[0]));
                            assertThat(db.listKeyvals(targets, "", "a"))
                                    .containsExactly(
                                            new Lengths(2, 1),
                                            new Lengths(-1, 1),
                                            new Lengths(2, -1));
                            assertThat(targets.get(0).getValue()).containsExactly('A');
                            assertThat(db.listKeyvals(targets, "a3", "a")).isEmpty();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void orderAndConsume(Store store) {
        new Rows()
                .row(
                        "K34: bytes are unsigned and shorter is first",
                        db -> {
                            for (byte[] key :
                                    List.of(
                                            bytes(0x80),
                                            bytes(0x7F),
                                            bytes('a'),
                                            bytes('a', 0),
                                            bytes('a', 'b'))) {
                                db.put(key, "");
                            }
                            byte[] keys = new byte[9];
                            assertThat(db.listKeysPacked(keys, 9, "", ""))
                                    .containsExactly(1L, 2L, 2L, 1L, 1L);
                            assertThat(keys).startsWith('a', 'a', 0, 'a', 'b', 0x7F, 0x80);
                        })
                .row(
                        "C09: CONSUME takes exactly what was delivered",
                        db -> {
                            given(db, DATA);
                            assertThat(list(db, 2, "", "", YOKAN_MODE_CONSUME))
                                    .containsExactly("a1", "a2");
                            assertThat(db.listKeys(targets(1, 2), "", "b", YOKAN_MODE_CONSUME))
                                    .containsExactly(-1L, 2L);
                            assertThat(list(db, 9, "", ""))
                                    .containsExactly("a3", "b1", "c1.txt", "c2.bin", "c3.txt");
                        })
                .row(
                        "K37: a page sees what was put behind its start",
                        db -> {
                            given(db, "a", "", "c", "");
                            assertThat(list(db, 1, "", "")).containsExactly("a");
                            given(db, "b", "");
                            assertThat(list(db, 9, "a", "")).containsExactly("b", "c");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void iterations(Store store) {
        new Rows()
                .row(
                        "K35: all, and from one state",
                        db -> {
                            given(db, DATA);
                            List<String> seen = new ArrayList<>();
                            db.iter((i, key, value) -> {
                                db.put("z", "put meanwhile");
                                seen.add(
                                        i
                                                + text(key, key.length)
                                                + (value == null ? "" : text(value, value.length)));
                            });
                            assertThat(String.join(" ", seen))
                                    .isEqualTo(
                                            "0a1A 1a2B 2a3C 3b1D 4b2E 5c1.txtF 6c2.binG 7c3.txtH");
                        })
                .row(
                        "K35: start, filter, count, modes, without values",
                        db -> {
                            given(db, DATA);
                            assertThat(iterated(db, "a2", "a", 0, YOKAN_MODE_DEFAULT))
                                    .isEqualTo("a3");
                            assertThat(iterated(db, "a2", "a", 1, YOKAN_MODE_INCLUSIVE))
                                    .isEqualTo("a2");
                            assertThat(iterated(db, "", "a", 0, YOKAN_MODE_NO_PREFIX))
                                    .isEqualTo("1 2 3");
                            assertThat(iterated(db, "", "", 2, YOKAN_MODE_NO_PREFIX))
                                    .isEqualTo("a1 a2");
                            int suffix = YOKAN_MODE_SUFFIX;
                            assertThat(iterated(db, "", ".txt", 0, suffix))
                                    .isEqualTo("c1.txt c3.txt");
                            assertThat(
                                            iterated(
                                                    db,
                                                    "c1.txt",
                                                    ".txt",
                                                    0,
                                                    suffix | YOKAN_MODE_NO_PREFIX))
                                    .isEqualTo("c3");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void iterationsThatEndEarly(Store store) {
        new Rows()
                .row(
                        "K35: stopped, and failed",
                        db -> {
                            given(db, DATA);
                            List<Long> seen = new ArrayList<>();
                            db.iter((i, key, value) -> {
                                seen.add(i);
                                if (i == 1) {
                                    throw new YokanException(
                                            ReturnCode.YOKAN_STOP_ITERATION, "enough");
                                }
                            });
                            assertThat(seen).containsExactly(0L, 1L);
                            refused(
                                    19,
                                    () ->
                                            db.iter((i, key, value) -> {
                                                throw new YokanException(19, "no");
                                            }));
                        })
                .row(
                        "K36: an iteration always gives its keys",
                        db -> {
                            refused(29, () -> iterated(db, "", "", 0, YOKAN_MODE_IGNORE_KEYS));
                            refused(29, () -> iterated(db, "", "", 0, YOKAN_MODE_KEEP_LAST));
                        })
                .row(
                        "an iteration consumes nothing",
                        db -> {
                            given(db, DATA);
                            assertThat(iterated(db, "", "b", 0, YOKAN_MODE_CONSUME))
                                    .isEqualTo("b1 b2");
                            assertThat(db.count()).isEqualTo(8);
                        })
                .check(store, directory);
    }

    private static String iterated(Database db, String from, String filter, long count, int mode) {
        List<String> seen = new ArrayList<>();
        db.iter(
                (i, key, value) -> {
                    assertThat(value).isNull();
                    seen.add(text(key, key.length));
                },
                from,
                filter,
                count,
                mode,
                1,
                true);
        return String.join(" ", seen);
    }

    /** Lists pairs packed and shows the sizes of keys and values, and what was copied. */
    private static String pairs(
            Database db, int count, int keyRoom, int valueRoom, String filter, int mode) {
        byte[] keys = new byte[keyRoom];
        byte[] values = new byte[valueRoom];
        List<Lengths> lengths = db.listKeyvalsPacked(keys, values, count, "", filter, mode);
        List<String> sizes = new ArrayList<>();
        long keyBytes = 0;
        long valueBytes = 0;
        for (Lengths each : lengths) {
            sizes.add(each.key() + "/" + each.value());
            keyBytes += Math.max(0, each.key());
            valueBytes += Math.max(0, each.value());
        }
        return String.join(" ", sizes)
                + ":"
                + text(keys, keyBytes)
                + " "
                + text(values, valueBytes);
    }

    private static List<String> taken(byte[] packed, List<Long> lengths) {
        List<String> keys = new ArrayList<>();
        int at = 0;
        for (long length : lengths) {
            keys.add(text(packed, at + length).substring(at));
            at += (int) length;
        }
        return keys;
    }

    private static String shown(List<String> keys) {
        return String.join(" ", keys.stream().map(key -> key.isEmpty() ? "-" : key).toList());
    }
}
