package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.all;
import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static io.cairn.layer.collection.OpenCollections.document;
import static io.cairn.layer.collection.OpenCollections.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.error.InvalidModeException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.testing.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What mode flags do to documents; ids of rows are those of Yokan's truth table. */
class DocumentModesTest {

    private static final Modes UPDATE_NEW = Modes.of(Mode.UPDATE_NEW);

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void d07_a34_anErasedDocumentComesBackWithUpdateNewOnly(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "b", "c"));
            c.erase(f.db(), 1);
            assertRefused(Reason.NO_DOCUMENT, () -> c.update(f.db(), 1, bytes("B")));
            assertRefused(Reason.NO_DOCUMENT, () -> c.append(f.db(), 1, bytes("B")));
            assertThat(c.size(f.db())).isEqualTo(2);
            c.update(f.db(), 1, bytes("B"), UPDATE_NEW);
            assertThat(c.size(f.db())).isEqualTo(3);
            assertThat(text(c.load(f.db(), 1))).isEqualTo("B");
            assertThat(c.lastId(f.db())).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void d08_a35_anIdOfTheFutureNeedsUpdateNew(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            assertRefused(Reason.UNKNOWN_ID, () -> c.update(f.db(), 50, bytes("x")));
            c.updateOrCreate(f.db(), 50, bytes("x"));
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.lastId(f.db())).hasValue(50);
            assertThat(c.store(f.db(), bytes("y"))).isEqualTo(51);
            assertRefused(Reason.NO_DOCUMENT, () -> c.update(f.db(), 49, bytes("x")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void d09_allAreUpdatedOrNone(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.store(f.db(), bytes("a"));
            assertRefused(
                    Reason.UNKNOWN_ID,
                    () -> c.updateAll(f.db(), List.of(document(0, "A"), document(99, "Z"))));
            assertThat(text(c.load(f.db(), 0))).isEqualTo("a");
            assertThat(c.size(f.db())).isEqualTo(1);
            c.updateAll(f.db(), List.of());
            c.updateAll(f.db(), List.of(document(0, "A"), document(0, "AA")));
            assertThat(text(c.load(f.db(), 0))).isEqualTo("AA");
        }
    }

    @ParameterizedTest
    @EnumSource
    void d11_aRepeatedNewIdIsCountedOnce(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            List<Document> twice = List.of(document(200, "first"), document(200, "last"));
            c.updateAll(f.db(), twice, UPDATE_NEW);
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(text(c.load(f.db(), 200))).isEqualTo("last");
            c.updateAll(f.db(), twice, UPDATE_NEW.and(Mode.APPEND));
            assertThat(text(c.load(f.db(), 200))).isEqualTo("lastfirstlast");
        }
    }

    @ParameterizedTest
    @EnumSource
    void d12_storeRefusesExistOnly(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            Modes existOnly = Modes.of(Mode.EXIST_ONLY);
            assertThatThrownBy(() -> c.store(f.db(), bytes("x"), existOnly))
                    .isInstanceOf(InvalidModeException.class);
            assertThatThrownBy(() -> c.storeAll(f.db(), all("x", "y"), existOnly))
                    .isInstanceOf(InvalidModeException.class);
            assertThat(c.size(f.db())).isZero();
            assertThat(c.lastId(f.db())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void flagsThatDoNotMatterToStoreAreAccepted(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            for (Mode mode :
                    List.of(Mode.APPEND, Mode.NEW_ONLY, Mode.WAIT, Mode.CONSUME, Mode.INLINE)) {
                c.store(f.db(), bytes(mode.name()), Modes.of(mode));
            }
            assertThat(c.size(f.db())).isEqualTo(5);
            assertThat(text(c.load(f.db(), 4, Modes.of(Mode.INLINE)))).isEqualTo("INLINE");
        }
    }

    @ParameterizedTest
    @EnumSource
    void updatesAppendAndKeepTheirConditions(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.store(f.db(), bytes("a"));
            c.append(f.db(), 0, bytes("b"));
            c.update(f.db(), 0, bytes("c"), Modes.of(Mode.APPEND, Mode.EXIST_ONLY));
            assertThat(text(c.load(f.db(), 0))).isEqualTo("abc");
            assertRefused(
                    Reason.DOCUMENT_EXISTS,
                    () -> c.update(f.db(), 0, bytes("x"), Modes.of(Mode.NEW_ONLY)));
            assertRefused(
                    Reason.NO_DOCUMENT,
                    () ->
                            c.update(
                                    f.db(),
                                    1,
                                    bytes("x"),
                                    Modes.of(Mode.EXIST_ONLY, Mode.UPDATE_NEW)));
            c.update(f.db(), 1, bytes("new"), Modes.of(Mode.NEW_ONLY, Mode.UPDATE_NEW));
            assertThat(text(c.load(f.db(), 1))).isEqualTo("new");
            assertThatThrownBy(() ->
                            c.update(f.db(), 0, bytes("x"), Modes.of(Mode.APPEND, Mode.NEW_ONLY)))
                    .isInstanceOf(InvalidModeException.class);
            assertThatThrownBy(() ->
                            c.update(
                                    f.db(),
                                    0,
                                    bytes("x"),
                                    Modes.of(Mode.NEW_ONLY, Mode.EXIST_ONLY)))
                    .isInstanceOf(InvalidModeException.class);
            assertThat(text(c.load(f.db(), 0))).isEqualTo("abc");
        }
    }

    @ParameterizedTest
    @EnumSource
    void c10_whatIsConsumedIsNotCountedAnyMore(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.on(""));
            c.storeAll(f.db(), all("0", "1", "2"));
            assertThat(text(c.load(f.db(), 1, Modes.of(Mode.CONSUME)))).isEqualTo("1");
            assertThat(c.size(f.db())).isEqualTo(2);
            assertThat(c.load(f.db(), 1)).isEmpty();
            assertThat(c.take(f.db(), 1)).isEmpty();
            assertThat(c.indexes().find(f.db(), "", 1)).isEmpty();
            assertThat(c.loadAll(f.db(), Modes.of(Mode.CONSUME), 2, 1, 2))
                    .extracting(OpenCollections::text)
                    .containsExactly("2", null, "2");
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.lastId(f.db())).hasValue(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void d15_withoutDocumentsAListingHasIdsOnly(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "bb"));
            DocumentPage page =
                    c.page(f.db(), DocumentListing.all().with(Modes.of(Mode.IGNORE_DOCS)), 9);
            assertThat(page.documents()).containsExactly(document(0, ""), document(1, ""));
            assertThat(page.nextId()).isEqualTo(2);
            DocumentListing even =
                    DocumentListing.all().matching(each -> each.content().length == 2);
            assertThat(c.page(f.db(), even.idsOnly(), 9).documents())
                    .containsExactly(document(1, ""));
            try (var snapshot = f.db().snapshot();
                    DocumentCursor cursor = c.cursor(snapshot, DocumentListing.all().idsOnly())) {
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.content().byteSize()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPageConsumesExactlyWhatItDelivers(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("0", "1", "2", "3", "4"));
            DocumentListing odd =
                    DocumentListing.all()
                            .matching(each -> each.id() % 2 == 1)
                            .with(Modes.of(Mode.CONSUME));
            assertThat(c.page(f.db(), odd, 1).documents()).containsExactly(document(1, "1"));
            assertThat(c.page(f.db(), odd, 9).documents()).containsExactly(document(3, "3"));
            assertThat(c.page(f.db(), odd, 9).documents()).isEmpty();
            assertThat(c.size(f.db())).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsRefuseWhatTheyCannotHonour(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            assertThatThrownBy(() -> c.load(f.db(), 0, Modes.of(Mode.WAIT)))
                    .isInstanceOf(InvalidModeException.class)
                    .hasMessageContaining("never waits");
            DocumentListing consume = DocumentListing.all().with(Modes.of(Mode.CONSUME));
            assertThatThrownBy(() -> c.cursor(f.db(), consume))
                    .isInstanceOf(InvalidModeException.class);
            DocumentListing two =
                    DocumentListing.all().with(Modes.of(Mode.LUA_FILTER, Mode.LIB_FILTER));
            assertThatThrownBy(() -> c.page(f.db(), two, 1))
                    .isInstanceOf(InvalidModeException.class);
        }
    }
}
