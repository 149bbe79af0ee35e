package io.cairn.compat.yokan;

import static io.cairn.compat.yokan.Mode.YOKAN_MODE_APPEND;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_CONSUME;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_DEFAULT;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_EXIST_ONLY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_IGNORE_DOCS;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_NEW_ONLY;
import static io.cairn.compat.yokan.Mode.YOKAN_MODE_UPDATE_NEW;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.targets;
import static io.cairn.compat.yokan.Rows.text;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.testing.Store;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What collections do. */
class DocumentsTest {

    @TempDir Path directory;

    /** Creates c with the documents d0, d1 and d2. */
    private static Collection three(Database db) {
        Collection c = db.createCollection("c");
        assertThat(c.storeMulti(List.of("d0", "d1", "d2"))).containsExactly(0L, 1L, 2L);
        return c;
    }

    private static String loaded(Collection c, long id) {
        byte[] target = new byte[9];
        return text(target, c.load(id, target));
    }

    private static String listed(Collection c, long start, int count, int... mode) {
        List<byte[]> targets = targets(9, 9, 9, 9, 9, 9).subList(0, count);
        List<DocumentLength> lengths = c.listDocs(start, targets, "", mode);
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            DocumentLength each = lengths.get(i);
            shown.add(each.id() + text(targets.get(i), each.length()));
        }
        return String.join(" ", shown);
    }

    @ParameterizedTest
    @EnumSource
    void collections(Store store) {
        new Rows()
                .row(
                        "D01: storing where there is no collection",
                        db -> {
                            Collection c = db.openCollection("c");
                            refused(15, () -> c.store("x"));
                            assertThat(db.collectionExists("c")).isFalse();
                        })
                .row(
                        "D02: creating",
                        db -> {
                            assertThat(db.createCollection("c").name()).isEqualTo("c");
                            assertThat(db.collectionExists("c")).isTrue();
                            refused(17, () -> db.createCollection("c"));
                            refused(3, () -> db.createCollection(""));
                            refused(3, () -> db.createCollection("a\0b"));
                            refused(3, () -> db.createCollection(null));
                            refused(3, () -> db.openCollection(null));
                            refused(
                                    29,
                                    () ->
                                            db.createCollection(
                                                    "cc", YOKAN_MODE_NEW_ONLY, YOKAN_MODE_APPEND));
                        })
                .row(
                        "D03: a fresh one",
                        db -> {
                            Collection c = db.createCollection("c");
                            assertThat(c.size()).isZero();
                            assertThat(c.lastId()).isEqualTo(-1);
                        })
                .row(
                        "D16, D18: a dropped one, created again",
                        db -> {
                            Collection c = three(db);
                            db.dropCollection("c");
                            refused(15, c::size);
                            refused(15, c::lastId);
                            refused(15, () -> c.load(0, new byte[9]));
                            refused(15, () -> c.store("x"));
                            refused(15, () -> c.listDocs(0, targets(9)));
                            refused(15, () -> c.iter((i, id, document) -> {}));
                            db.createCollection("c");
                            assertThat(c.store("x")).isZero();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void namesAndPairs(Store store) {
        new Rows()
                .row("D17: dropping one that never was", db -> db.dropCollection("never"))
                .row(
                        "D20: names of which one begins with the other",
                        db -> {
                            three(db);
                            Collection cc = db.createCollection("cc");
                            cc.store("kept");
                            db.dropCollection("c");
                            assertThat(loaded(cc, 0)).isEqualTo("kept");
                            assertThat(cc.size()).isOne();
                        })
                .row(
                        "D21, D22: pairs and documents do not meet",
                        db -> {
                            Collection c = three(db);
                            db.put("c", "user");
                            assertThat(db.count()).isOne();
                            assertThat(Rows.list(db, 9, "", "")).containsExactly("c");
                            assertThat(loaded(c, 1)).isEqualTo("d1");
                            db.eraseRange("");
                            assertThat(c.size()).isEqualTo(3);
                            db.put("c", "user");
                            db.dropCollection("c");
                            assertThat(value(db, "c")).isEqualTo("user");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void storeAndErase(Store store) {
        new Rows()
                .row(
                        "D04, D05, D06: ids, erasing, loading what is there and what is not",
                        db -> {
                            Collection c = three(db);
                            c.erase(1);
                            c.erase(1);
                            c.erase(99);
                            assertThat(c.size()).isEqualTo(2);
                            assertThat(c.lastId()).isEqualTo(2);
                            List<byte[]> targets = targets(2, 2, 2);
                            assertThat(c.loadMulti(List.of(0L, 1L, 2L), targets))
                                    .containsExactly(2L, null, 2L);
                            assertThat(text(targets.get(2), 2)).isEqualTo("d2");
                            assertThat(c.store("d3")).isEqualTo(3);
                        })
                .row(
                        "D10: an id erased twice in one call",
                        db -> {
                            Collection c = three(db);
                            c.eraseMulti(List.of(0L, 0L));
                            assertThat(c.size()).isEqualTo(2);
                        })
                .row(
                        "D12: storing only what exists",
                        db -> {
                            Collection c = three(db);
                            refused(29, () -> c.store("x", YOKAN_MODE_EXIST_ONLY));
                            refused(
                                    29,
                                    () -> c.storeMulti(List.of("x", "y"), YOKAN_MODE_EXIST_ONLY));
                            assertThat(c.size()).isEqualTo(3);
                            assertThat(c.store("new", YOKAN_MODE_NEW_ONLY)).isEqualTo(3);
                            assertThat(c.store("new", YOKAN_MODE_APPEND)).isEqualTo(4);
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void packed(Store store) {
        new Rows()
                .row(
                        "packed",
                        db -> {
                            Collection c = three(db);
                            assertThat(c.storePacked("abbb", List.of(1L, 3L)))
                                    .containsExactly(3L, 4L);
                            assertThat(loaded(c, 4)).isEqualTo("bbb");
                            refused(3, () -> c.storePacked("abbb", List.of(1L, 4L)));
                            refused(3, () -> c.storePacked("abbb", List.of(-1L)));
                            byte[] target = new byte[4];
                            assertThat(c.loadPacked(List.of(0L, 9L, 3L, 1L, 2L), target))
                                    .containsExactly(2L, null, 1L, -1L, -1L);
                            assertThat(text(target, 3)).isEqualTo("d0a");
                            c.updatePacked(List.of(3L, 4L), "xyy", List.of(1L, 2L));
                            assertThat(loaded(c, 4)).isEqualTo("yy");
                        })
                .row(
                        "an empty document, and none at all",
                        db -> {
                            Collection c = db.createCollection("c");
                            assertThat(c.store("")).isZero();
                            assertThat(c.length(0)).isZero();
                            assertThat(c.load(0, new byte[0])).isZero();
                            assertThat(c.storeMulti(List.of())).isEmpty();
                            assertThat(c.loadMulti(List.of(), List.of())).isEmpty();
                            c.eraseMulti(List.of());
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void loadAndLength(Store store) {
        new Rows()
                .row(
                        "a document that is not there, or does not fit",
                        db -> {
                            Collection c = three(db);
                            refused(15, () -> c.load(7, new byte[9]));
                            refused(16, () -> c.load(0, new byte[1]));
                            refused(31, () -> c.load(0, ByteBuffer.allocate(9).asReadOnlyBuffer()));
                            refused(3, () -> c.load(-1, new byte[9]));
                            refused(3, () -> c.load(0, "text"));
                            refused(3, () -> c.loadMulti(List.of(0L), List.of()));
                            assertThat(c.loadMulti(List.of(0L, 1L), targets(1, 2)))
                                    .containsExactly(-1L, 2L);
                        })
                .row(
                        "D19: lengths",
                        db -> {
                            Collection none = db.openCollection("c");
                            refused(15, () -> none.length(0));
                            assertThat(none.lengthMulti(List.of(0L))).containsExactly((Long) null);
                            Collection c = three(db);
                            assertThat(c.length(0)).isEqualTo(2);
                            refused(15, () -> c.length(9));
                            assertThat(c.lengthMulti(List.of(0L, 9L))).containsExactly(2L, null);
                        })
                .row(
                        "C10: CONSUME, which takes what it delivers",
                        db -> {
                            Collection c = three(db);
                            refused(16, () -> c.load(0, new byte[1], YOKAN_MODE_CONSUME));
                            assertThat(c.load(0, new byte[2], YOKAN_MODE_CONSUME)).isEqualTo(2);
                            refused(15, () -> c.load(0, new byte[2], YOKAN_MODE_CONSUME));
                            assertThat(c.size()).isEqualTo(2);
                            assertThat(
                                            c.loadMulti(
                                                    List.of(1L, 2L),
                                                    targets(1, 2),
                                                    YOKAN_MODE_CONSUME))
                                    .containsExactly(-1L, 2L);
                            assertThat(listed(c, 0, 6)).isEqualTo("1d1");
                            c.fetch(1, (i, id, document) -> {}, YOKAN_MODE_CONSUME);
                            assertThat(c.size()).isZero();
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void fetch(Store store) {
        new Rows()
                .row(
                        "fetching",
                        db -> {
                            Collection c = three(db);
                            List<String> seen = new ArrayList<>();
                            DocumentCallback callback =
                                    (i, id, document) ->
                                            seen.add(
                                                    i
                                                            + ":"
                                                            + id
                                                            + (document == null
                                                                    ? "none"
                                                                    : text(document, 2)));
                            c.fetch(1, callback);
                            c.fetchMulti(List.of(2L, 9L), callback);
                            c.fetchMulti(List.of(0L, 1L, 2L), callback, YOKAN_MODE_DEFAULT, 2);
                            assertThat(seen)
                                    .containsExactly(
                                            "0:1d1", "0:2d2", "1:9none", "0:0d0", "1:1d1", "2:2d2");
                            refused(3, () -> c.fetch(0, null));
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void update(Store store) {
        new Rows()
                .row(
                        "D07: an erased id",
                        db -> {
                            Collection c = three(db);
                            c.erase(1);
                            refused(15, () -> c.update(1, "back"));
                            assertThat(c.size()).isEqualTo(2);
                            c.update(1, "back", YOKAN_MODE_UPDATE_NEW);
                            assertThat(loaded(c, 1)).isEqualTo("back");
                            assertThat(c.size()).isEqualTo(3);
                        })
                .row(
                        "D08: an id that was not given out yet",
                        db -> {
                            Collection c = three(db);
                            refused(8, () -> c.update(50, "far"));
                            c.update(50, "far", YOKAN_MODE_UPDATE_NEW);
                            assertThat(c.size()).isEqualTo(4);
                            assertThat(c.lastId()).isEqualTo(50);
                            assertThat(c.store("next")).isEqualTo(51);
                        })
                .row(
                        "D09: several, one of which cannot be",
                        db -> {
                            Collection c = three(db);
                            refused(8, () -> c.updateMulti(List.of(0L, 99L), List.of("x", "y")));
                            assertThat(loaded(c, 0)).isEqualTo("d0");
                            refused(3, () -> c.updateMulti(List.of(0L, 1L), List.of("x")));
                        })
                .row(
                        "D11: a new id given twice",
                        db -> {
                            Collection c = three(db);
                            c.updateMulti(
                                    List.of(200L, 200L), List.of("x", "y"), YOKAN_MODE_UPDATE_NEW);
                            assertThat(c.size()).isEqualTo(4);
                            assertThat(loaded(c, 200)).isEqualTo("y");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void modesOfUpdates(Store store) {
        new Rows()
                .row(
                        "modes of updates",
                        db -> {
                            Collection c = three(db);
                            c.update(0, "+", YOKAN_MODE_APPEND);
                            assertThat(loaded(c, 0)).isEqualTo("d0+");
                            refused(17, () -> c.update(0, "x", YOKAN_MODE_NEW_ONLY));
                            c.update(0, "x", YOKAN_MODE_EXIST_ONLY);
                            assertThat(loaded(c, 0)).isEqualTo("x");
                            refused(
                                    29,
                                    () ->
                                            c.update(
                                                    0,
                                                    "x",
                                                    YOKAN_MODE_NEW_ONLY | YOKAN_MODE_APPEND));
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void list(Store store) {
        new Rows()
                .row(
                        "D13: the start is listed",
                        db -> {
                            Collection c = three(db);
                            c.update(50, "far", YOKAN_MODE_UPDATE_NEW);
                            assertThat(listed(c, 2, 2)).isEqualTo("2d2 50far");
                            assertThat(listed(c, 0, 6)).isEqualTo("0d0 1d1 2d2 50far");
                            assertThat(listed(c, 3, 1)).isEqualTo("50far");
                            assertThat(listed(c, 51, 1)).isEmpty();
                            refused(3, () -> listed(c, -1, 1));
                        })
                .row(
                        "D14: too little room",
                        db -> {
                            Collection c = three(db);
                            assertThat(c.listDocs(0, targets(2, 1, 1)))
                                    .containsExactly(
                                            new DocumentLength(0, 2),
                                            new DocumentLength(1, -1),
                                            new DocumentLength(2, -1));
                            byte[] target = new byte[5];
                            assertThat(c.listDocsPacked(1, target, 9, ""))
                                    .containsExactly(
                                            new DocumentLength(1, 2), new DocumentLength(2, 2));
                            assertThat(text(target, 4)).isEqualTo("d1d2");
                            assertThat(c.listDocsPacked(0, new byte[3], 9, ""))
                                    .extracting(DocumentLength::length)
                                    .containsExactly(2L, -1L, -1L);
                        })
                .row(
                        "D15: identifiers only",
                        db -> {
                            Collection c = three(db);
                            assertThat(listed(c, 1, 6, YOKAN_MODE_IGNORE_DOCS)).isEqualTo("1 2");
                        })
                .check(store, directory);
    }

    @ParameterizedTest
    @EnumSource
    void consumeAndIterate(Store store) {
        new Rows()
                .row(
                        "CONSUME takes what was delivered",
                        db -> {
                            Collection c = three(db);
                            assertThat(c.listDocs(0, targets(1, 2), "", YOKAN_MODE_CONSUME))
                                    .containsExactly(
                                            new DocumentLength(0, -1), new DocumentLength(1, 2));
                            assertThat(listed(c, 0, 6)).isEqualTo("0d0 2d2");
                            assertThat(c.size()).isEqualTo(2);
                        })
                .row(
                        "iterating",
                        db -> {
                            Collection c = three(db);
                            List<String> seen = new ArrayList<>();
                            c.iter((i, id, document) -> {
                                c.store("put meanwhile");
                                seen.add(i + ":" + id + text(document, 2));
                            });
                            assertThat(seen).containsExactly("0:0d0", "1:1d1", "2:2d2");
                            seen.clear();
                            c.iter(
                                    (i, id, document) -> seen.add(i + ":" + id),
                                    1,
                                    "",
                                    2,
                                    YOKAN_MODE_CONSUME,
                                    1);
                            assertThat(seen).containsExactly("0:1", "1:2");
                            seen.clear();
                            c.iter((i, id, document) -> {
                                seen.add("" + id);
                                throw new YokanException(ReturnCode.YOKAN_STOP_ITERATION, "enough");
                            });
                            assertThat(seen).containsExactly("0");
                            assertThat(c.size()).isEqualTo(6);
                        })
                .check(store, directory);
    }
}
