package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.all;
import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static io.cairn.layer.collection.OpenCollections.document;
import static io.cairn.layer.collection.OpenCollections.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.index.Match;
import io.cairn.layer.index.MatchCursor;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Indexes on every store. */
class IndexesTest {

    private static final List<String> NOT_JSON = List.of("", "{", "{}{}", "{'a':1}", "nan", "\0");

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void documentsAreFoundByWhatStandsInThem(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on("/city"), Index.on("/tags"));
            c.storeAll(
                    f.db(),
                    all(
                            "{\"city\":\"Rome\",\"tags\":[\"a\",\"b\",\"a\"]}",
                            "{\"city\":\"Oslo\",\"tags\":\"b\"}",
                            "{\"city\":\"Rome\"}",
                            "{\"city\":{\"x\":1},\"tags\":[[\"b\"]]}"));
            Indexes indexes = c.indexes();
            assertThat(indexes.list(f.db())).containsExactly(Index.on("/city"), Index.on("/tags"));
            assertThat(indexes.find(f.db(), "/city", "Rome")).containsExactly(0L, 2L);
            assertThat(indexes.find(f.db(), "/city", "Rom")).isEmpty();
            assertThat(indexes.find(f.db(), "/city", "Rome\0")).isEmpty();
            assertThat(indexes.find(f.db(), "/tags", "b")).containsExactly(0L, 1L);
            assertThat(indexes.find(f.db(), "/tags", ValueRange.all(), 9))
                    .containsExactly(
                            new Match<>("a", 0L), new Match<>("b", 0L), new Match<>("b", 1L));
            assertRefused(Reason.NO_INDEX, () -> indexes.find(f.db(), "/none", 1));
            assertThatThrownBy(() -> indexes.find(f.db(), "/city", List.of()))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyChangeOfADocumentChangesItsIndexes(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on("/n"), Index.unique("/u"));
            c.storeAll(f.db(), all("{\"n\":1,\"u\":1}", "{\"n\":1,\"u\":2}", "{\"n\":1}"));
            Indexes indexes = c.indexes();
            c.update(f.db(), 0, bytes("{\"n\":2,\"u\":1.0}"));
            assertThat(indexes.find(f.db(), "/n", 1)).containsExactly(1L, 2L);
            assertThat(indexes.find(f.db(), "/n", 2)).containsExactly(0L);
            assertThat(indexes.find(f.db(), "/u", 1)).containsExactly(0L);
            c.append(f.db(), 0, bytes("  "));
            assertThatThrownBy(() -> c.append(f.db(), 0, bytes("}")))
                    .isInstanceOf(InvalidArgumentException.class);
            c.erase(f.db(), 0);
            c.take(f.db(), 1);
            assertThat(indexes.find(f.db(), "/n", ValueRange.all(), 9))
                    .extracting(Match::id)
                    .containsExactly(2L);
            assertThat(indexes.find(f.db(), "/u", ValueRange.all(), 9)).isEmpty();
            c.updateOrCreate(f.db(), 1, bytes("{\"n\":[7,8],\"u\":2}"));
            assertThat(indexes.find(f.db(), "/n", 8)).containsExactly(1L);
            assertThat(indexes.find(f.db(), "/u", 2)).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aUniqueValueStandsForOneDocument(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.unique("/id"));
            c.storeAll(f.db(), all("{\"id\":1}", "{\"id\":\"1\"}", "{}", "{}", "{\"id\":null}"));
            long before = f.rawKeys();
            assertThatThrownBy(() -> c.store(f.db(), bytes("{\"id\":1.0}")))
                    .isInstanceOfSatisfying(
                            CollectionException.class,
                            e -> {
                                assertThat(e.reason()).isEqualTo(Reason.NOT_UNIQUE);
                                assertThat(e.context())
                                        .containsEntry("index", "/id")
                                        .containsEntry("value", "1")
                                        .containsEntry("present", "0");
                            })
                    .hasMessageContaining("/id");
            assertRefused(
                    Reason.NOT_UNIQUE, () -> c.storeAll(f.db(), all("{\"id\":2}", "{\"id\":2}")));
            assertRefused(Reason.NOT_UNIQUE, () -> c.update(f.db(), 2, bytes("{\"id\":[5,null]}")));
            assertThat(f.rawKeys()).isEqualTo(before);
            assertThat(c.lastId(f.db())).hasValue(4);
            c.updateAll(f.db(), List.of(document(0, "{\"id\":\"1\"}"), document(1, "{\"id\":1}")));
            assertThat(c.indexes().find(f.db(), "/id", 1)).containsExactly(1L);
            assertThat(c.indexes().find(f.db(), "/id", "1")).containsExactly(0L);
            c.update(f.db(), 0, bytes("{\"id\":[9,9,8]}"));
            assertThat(c.indexes().find(f.db(), "/id", 9)).containsExactly(0L);
            c.erase(f.db(), 1);
            assertThat(c.store(f.db(), bytes("{\"id\":1}"))).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rangesAreInTheOrderOfScalars(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(
                    f.db(),
                    all(
                            "null",
                            "true",
                            "-1.5",
                            "0.1e1",
                            "10",
                            "9007199254740993",
                            "\"10\"",
                            "\"a\\u0000b\"",
                            "\"a\""));
            for (boolean unique : List.of(false, true)) {
                c.indexes().add(f.db(), new Index("", unique));
                assertThat(ids(f, c, ValueRange.all()))
                        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 8L, 7L);
                assertThat(ids(f, c, Indexes.numbers())).containsExactly(2L, 3L, 4L, 5L);
                assertThat(ids(f, c, Indexes.numbers().startingAfter(1))).containsExactly(4L, 5L);
                assertThat(ids(f, c, Indexes.numbers().startingAt(1).endingBefore(10)))
                        .containsExactly(3L);
                assertThat(ids(f, c, Indexes.strings().endingAt("a"))).containsExactly(6L, 8L);
                assertThat(ids(f, c, Indexes.strings().startingAfter("a"))).containsExactly(7L);
                assertThat(ids(f, c, ValueRange.all().endingBefore(false))).containsExactly(0L);
                assertThat(ids(f, c, Indexes.numbers().startingAt(11).endingBefore(1))).isEmpty();
                assertThat(c.indexes().find(f.db(), "", 9007199254740992.0)).isEmpty();
                assertThat(c.indexes().find(f.db(), "", ValueRange.all(), 2)).hasSize(2);
                try (var snapshot = f.db().snapshot();
                        MatchCursor<Long> cursor =
                                c.indexes().cursor(snapshot, "", Indexes.strings())) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.match()).isEqualTo(new Match<>("10", 6L));
                }
                assertThat(c.indexes().drop(f.db(), "")).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesGoOnInTheMiddleOfAScalar(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on("/n"), Index.unique("/u"));
            for (int i = 0; i < 7; i++) {
                c.store(
                        f.db(),
                        bytes("{\"n\":[null,-1.50," + i / 3 + ",\"x\"],\"u\":" + (i - 3) + "}"));
            }
            for (String pointer : List.of("/n", "/u")) {
                List<Match<Long>> all = c.indexes().find(f.db(), pointer, ValueRange.all(), 99);
                List<Match<Long>> paged = new ArrayList<>();
                ValueRange rest = ValueRange.all();
                List<Match<Long>> page = c.indexes().find(f.db(), pointer, rest, 2);
                while (!page.isEmpty()) {
                    paged.addAll(page);
                    rest = rest.after(page.getLast());
                    page = c.indexes().find(f.db(), pointer, rest, 2);
                }
                assertThat(paged).isEqualTo(all).hasSize(pointer.equals("/n") ? 28 : 7);
            }
        }
    }

    private static List<Long> ids(OpenCollections f, Collection c, ValueRange range) {
        return c.indexes().find(f.db(), "", range, 99).stream().map(Match::id).toList();
    }

    @ParameterizedTest
    @EnumSource
    void anIndexThatIsAddedKnowsThePresentDocuments(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("{\"n\":1}", "{\"n\":1,\"m\":2}", "{}"));
            long before = f.rawKeys();
            Collection other = f.collections().open("c");
            other.indexes().add(f.db(), Index.on("/n"));
            assertThat(c.indexes().find(f.db(), "/n", 1)).containsExactly(0L, 1L);
            assertRefused(Reason.INDEX_EXISTS, () -> c.indexes().add(f.db(), Index.unique("/n")));
            c.indexes().add(f.db(), Index.unique("/m"));
            assertThat(c.indexes().find(f.db(), "/m", 2)).containsExactly(1L);
            assertThat(c.indexes().drop(f.db(), "/n")).isTrue();
            assertThat(c.indexes().drop(f.db(), "/n")).isFalse();
            f.db().transact(tx -> {
                assertRefused(Reason.NOT_UNIQUE, () -> c.indexes().add(tx, Index.unique("/n")));
                return null;
            });
            assertThat(c.indexes().drop(f.db(), "/m")).isTrue();
            assertThat(f.rawKeys()).isEqualTo(before);
            c.store(f.db(), bytes("not JSON any more"));
            assertThatThrownBy(() -> c.indexes().add(f.db(), Index.on("/n")))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("id=3");
            assertThat(c.indexes().list(f.db())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void withAnIndexDocumentsAreJson(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on("/n"));
            for (String bad : NOT_JSON) {
                assertThatThrownBy(() -> c.store(f.db(), bytes(bad)))
                        .as(bad)
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("not JSON");
            }
            assertThatThrownBy(() -> c.store(f.db(), bytes("{\n \"n\": x}")))
                    .hasMessageContaining("line=2")
                    .hasMessageContaining("byteOffset");
            for (String bad : List.of("1e2000000000", "1e99999999999999999999", "\"\\ud800\"")) {
                assertThatThrownBy(() -> c.store(f.db(), bytes("{\"n\":" + bad + "}")))
                        .as(bad)
                        .isInstanceOf(InvalidArgumentException.class);
            }
            String endless = "[".repeat(100_000);
            assertThatThrownBy(() -> c.store(f.db(), bytes(endless)))
                    .isInstanceOf(InvalidArgumentException.class);
            String wide = "{\"n\":\"" + "x".repeat(70_000) + "\"}";
            assertThatThrownBy(() -> c.store(f.db(), bytes(wide)))
                    .isInstanceOf(LimitException.class);
            assertThat(c.size(f.db())).isZero();
            assertThat(c.lastId(f.db())).isEmpty();
            assertThat(text(c.load(f.db(), c.store(f.db(), bytes(" [ ] "))))).isEqualTo(" [ ] ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void badIndexesAreRefused(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            for (String bad : List.of("n", "/a~", "/~2", "#/a")) {
                assertThatThrownBy(() -> Index.on(bad))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            assertRefused(
                    Reason.INDEX_EXISTS, () -> f.created("c", Index.on("/n"), Index.unique("/n")));
            assertThat(f.collections().exists(f.db(), "c")).isFalse();
            Collection c = f.created("c", Index.on("/a~1b~0"));
            c.store(f.db(), bytes("{\"a/b~\":1}"));
            assertThat(c.indexes().find(f.db(), "/a~1b~0", 1)).containsExactly(0L);
            for (int i = 1; i < 64; i++) {
                c.indexes().add(f.db(), Index.on("/" + i));
            }
            assertThatThrownBy(() -> c.indexes().add(f.db(), Index.on("/one more")))
                    .isInstanceOf(LimitException.class);
        }
    }
}
