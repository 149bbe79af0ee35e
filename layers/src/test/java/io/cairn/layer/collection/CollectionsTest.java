package io.cairn.layer.collection;

import static io.cairn.layer.collection.OpenCollections.all;
import static io.cairn.layer.collection.OpenCollections.assertRefused;
import static io.cairn.layer.collection.OpenCollections.bytes;
import static io.cairn.layer.collection.OpenCollections.document;
import static io.cairn.layer.collection.OpenCollections.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Keyspace;
import io.cairn.api.Sizes;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.collection.CollectionException.Reason;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Collections and their documents on every store; ids of rows are those of Yokan's truth table. */
class CollectionsTest {

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void d01_d16_withoutItsCollectionNothingIsDone(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection never = f.collections().open("never");
            assertRefused(Reason.NO_COLLECTION, () -> never.store(f.db(), bytes("x")));
            Collection dropped = f.created("dropped");
            dropped.store(f.db(), bytes("x"));
            assertThat(f.collections().drop(f.db(), "dropped")).isTrue();
            for (Collection each : List.of(never, dropped)) {
                assertRefused(Reason.NO_COLLECTION, () -> each.size(f.db()));
                assertRefused(Reason.NO_COLLECTION, () -> each.lastId(f.db()));
                assertRefused(Reason.NO_COLLECTION, () -> each.load(f.db(), 0));
                assertRefused(Reason.NO_COLLECTION, () -> each.loadAll(f.db(), 0, 1));
                assertRefused(Reason.NO_COLLECTION, () -> each.take(f.db(), 0));
                assertRefused(Reason.NO_COLLECTION, () -> each.storeAll(f.db(), all("a", "b")));
                assertRefused(Reason.NO_COLLECTION, () -> each.update(f.db(), 0, bytes("x")));
                assertRefused(
                        Reason.NO_COLLECTION, () -> each.updateOrCreate(f.db(), 0, bytes("x")));
                assertRefused(Reason.NO_COLLECTION, () -> each.erase(f.db(), 0));
                assertRefused(
                        Reason.NO_COLLECTION, () -> each.page(f.db(), DocumentListing.all(), 1));
                assertRefused(Reason.NO_COLLECTION, () -> each.indexes().list(f.db()));
            }
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void d02_aNameStandsForOneCollectionAndIsNotEmpty(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            assertThat(f.created("c").name()).isEqualTo("c");
            assertRefused(Reason.COLLECTION_EXISTS, () -> f.created("c"));
            for (String bad : List.of("", "\0", "a\0b")) {
                assertThatThrownBy(() -> f.created(bad))
                        .isInstanceOf(InvalidArgumentException.class);
                assertThatThrownBy(() -> f.collections().open(bad))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            f.created("\u00e9\ud83d\ude00");
            assertThat(f.collections().exists(f.db(), "c")).isTrue();
            assertThat(f.collections().exists(f.db(), "cc")).isFalse();
            assertThat(f.collections().names(f.db())).containsExactly("c", "\u00e9\ud83d\ude00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void d03_d04_idsCountFromZero(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            assertThat(c.size(f.db())).isZero();
            assertThat(c.lastId(f.db())).isEmpty();
            assertThat(c.store(f.db(), bytes("a"))).isZero();
            assertThat(c.storeAll(f.db(), all("b", ""))).containsExactly(1, 2);
            assertThat(c.storeAll(f.db(), List.of())).isEmpty();
            assertThat(c.size(f.db())).isEqualTo(3);
            assertThat(c.lastId(f.db())).hasValue(2);
            assertThat(text(c.load(f.db(), 2))).isEmpty();
            assertThat(c.length(f.db(), 2)).hasValue(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void d05_d06_a33_whatIsErasedIsGoneAndItsIdIsNotGivenOutAgain(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("10", "11", "12"));
            assertThat(c.erase(f.db(), 1)).isTrue();
            assertThat(c.erase(f.db(), 1)).isFalse();
            assertThat(c.erase(f.db(), 99)).isFalse();
            assertThat(c.size(f.db())).isEqualTo(2);
            assertThat(c.lastId(f.db())).hasValue(2);
            assertThat(c.loadAll(f.db(), 0, 1, 2))
                    .extracting(OpenCollections::text)
                    .containsExactly("10", null, "12");
            assertThat(c.lengths(f.db(), 0, 1, 2)).containsExactly(2, Sizes.ABSENT, 2);
            assertThat(c.store(f.db(), bytes("13"))).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void d10_a36_aRepeatedIdIsErasedOnce(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "b"));
            assertThat(c.eraseAll(f.db(), 0, 0, 7)).isEqualTo(1);
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.eraseAll(f.db())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void d13_a37_aListingStartsAtItsStart(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("0", "1", "2"));
            c.updateOrCreate(f.db(), 50, bytes("50"));
            c.store(f.db(), bytes("51"));
            f.created("d").store(f.db(), bytes("another collection's"));
            DocumentPage page = c.page(f.db(), DocumentListing.all().from(2), 2);
            assertThat(page.documents()).containsExactly(document(2, "2"), document(50, "50"));
            assertThat(page.endReason()).isEqualTo(EndReason.LIMIT);
            assertThat(page.nextId()).isEqualTo(51);
            DocumentPage rest = c.page(f.db(), DocumentListing.all().from(page.nextId()), 2);
            assertThat(rest.documents()).containsExactly(document(51, "51"));
            assertThat(rest.endReason()).isEqualTo(EndReason.EXHAUSTED);
            DocumentPage none = c.page(f.db(), DocumentListing.all().from(rest.nextId()), 2);
            assertThat(none.documents()).isEmpty();
            assertThat(none.nextId()).isEqualTo(52);
            assertThat(c.page(f.db(), DocumentListing.all(), 0).documents()).isEmpty();
            assertThat(
                            c.page(
                                            f.db(),
                                            DocumentListing.all()
                                                    .from(3)
                                                    .matching(each -> each.id() != 50),
                                            9)
                                    .documents())
                    .containsExactly(document(51, "51"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCursorSeesItsViewOnly(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            c.storeAll(f.db(), all("a", "", "c"));
            try (var snapshot = f.db().snapshot()) {
                c.erase(f.db(), 2);
                try (DocumentCursor cursor = c.cursor(snapshot, DocumentListing.all().from(1))) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.document()).isEqualTo(document(1, ""));
                    assertThat(cursor.content().byteSize()).isZero();
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.id()).isEqualTo(2);
                    assertThat(cursor.content().get(ValueLayout.JAVA_BYTE, 0))
                            .isEqualTo((byte) 'c');
                    assertThat(cursor.next()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void d17_d18_d20_a38_dropTakesOneCollectionAndItsIds(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.unique("/n"));
            Collection cc = f.created("cc", Index.on("/n"));
            c.storeAll(f.db(), all("{\"n\":1}", "{\"n\":2}"));
            cc.store(f.db(), bytes("{\"n\":1}"));
            assertThat(f.collections().drop(f.db(), "never")).isFalse();
            assertThat(f.collections().drop(f.db(), "c")).isTrue();
            assertThat(f.collections().drop(f.db(), "c")).isFalse();
            assertThat(text(cc.load(f.db(), 0))).isEqualTo("{\"n\":1}");
            assertThat(cc.indexes().find(f.db(), "/n", 1)).containsExactly(0L);
            f.created("c");
            assertThat(c.store(f.db(), bytes("again"))).isZero();
            assertThat(c.size(f.db())).isEqualTo(1);
            f.collections().drop(f.db(), "c");
            f.collections().drop(f.db(), "cc");
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void d19_lengthsOfWhatIsNotThere(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection never = f.collections().open("never");
            assertRefused(Reason.NO_COLLECTION, () -> never.length(f.db(), 0));
            assertThat(never.lengths(f.db(), 0, 1)).containsExactly(Sizes.ABSENT, Sizes.ABSENT);
            assertThat(f.created("c").length(f.db(), 0)).isEqualTo(OptionalLong.empty());
        }
    }

    @ParameterizedTest
    @EnumSource
    void d21_d22_a39_keysOfUsersAndCollectionsDoNotMeet(Store store) {
        try (OpenStore open = store.open(directory)) {
            Keyspace users = open.db().keyspace("users");
            Keyspace hidden = open.db().keyspace("hidden");
            Collections collections = new Collections(hidden, Subspace.of());
            Collection c = collections.create(open.db(), "c");
            c.storeAll(open.db(), all("a", "b"));
            open.db().in(users).put(bytes("c"), bytes("a user's"));
            open.db().put(bytes("c"), bytes("another user's"));
            assertThat(open.db().in(users).count(KeyRange.all())).isEqualTo(1);
            assertThat(open.db().count(KeyRange.all())).isEqualTo(1);
            assertThat(c.size(open.db())).isEqualTo(2);
            assertThat(text(c.load(open.db(), 1))).isEqualTo("b");
            collections.drop(open.db(), "c");
            assertThat(open.db().in(users).get(bytes("c"))).isEqualTo(bytes("a user's"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void d23_anAbortLeavesNothing(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            try (Transaction tx = f.db().begin()) {
                Collection c = f.collections().create(tx, "c", Index.on("/n"));
                assertThat(c.store(tx, bytes("{\"n\":1}"))).isZero();
                assertThat(c.storeAll(tx, all("{\"n\":1}", "{}"))).containsExactly(1, 2);
                assertThat(c.erase(tx, 1)).isTrue();
                assertThat(c.size(tx)).isEqualTo(2);
                assertThat(c.indexes().find(tx, "/n", 1)).containsExactly(0L);
                tx.abort();
            }
            assertThat(f.rawKeys()).isZero();
            Collection c = f.created("c", Index.on("/n"));
            c.storeAll(f.db(), all("{\"n\":1}", "{\"n\":2}"));
            long before = f.rawKeys();
            try (Transaction tx = f.db().begin()) {
                c.store(tx, bytes("{\"n\":3}"));
                c.update(tx, 0, bytes("{\"n\":4}"));
                c.take(tx, 1);
                tx.abort();
            }
            assertThat(f.rawKeys()).isEqualTo(before);
            assertThat(c.lastId(f.db())).hasValue(1);
            assertThat(c.size(f.db())).isEqualTo(2);
            assertThat(c.indexes().find(f.db(), "/n", 1)).containsExactly(0L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void operationsComposeWithOthers(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection from = f.created("from");
            Collection to = f.created("to");
            from.store(f.db(), bytes("moved"));
            f.db().transact(tx -> to.store(tx, from.take(tx, 0).orElseThrow()));
            assertThat(from.size(f.db())).isZero();
            assertThat(text(to.load(f.db(), 0))).isEqualTo("moved");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedInATransactionHasWrittenNothingThere(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c", Index.unique("/n"));
            c.store(f.db(), bytes("{\"n\":1}"));
            f.db().transact(tx -> {
                assertRefused(
                        Reason.NOT_UNIQUE, () -> c.storeAll(tx, all("{\"n\":2}", "{\"n\":1}")));
                assertRefused(
                        Reason.UNKNOWN_ID,
                        () ->
                                c.updateAll(
                                        tx, List.of(document(0, "{\"n\":3}"), document(9, "{}"))));
                assertThatThrownBy(() -> c.storeAll(tx, all("{\"n\":2}", "no")))
                        .isInstanceOf(InvalidArgumentException.class);
                return null;
            });
            assertThat(c.size(f.db())).isEqualTo(1);
            assertThat(c.lastId(f.db())).hasValue(0);
            assertThat(text(c.load(f.db(), 0))).isEqualTo("{\"n\":1}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void idsAreNotNegativeAndEnd(Store store) {
        try (OpenCollections f = OpenCollections.on(store, directory)) {
            Collection c = f.created("c");
            assertThatThrownBy(() -> c.load(f.db(), -1))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> c.updateOrCreate(f.db(), Long.MAX_VALUE, Bytes.EMPTY))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> DocumentListing.all().from(-1))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> c.page(f.db(), DocumentListing.all(), -1))
                    .isInstanceOf(InvalidArgumentException.class);
            c.updateOrCreate(f.db(), Long.MAX_VALUE - 1, bytes("last"));
            assertThatThrownBy(() -> c.store(f.db(), bytes("no id is left")))
                    .isInstanceOf(InvalidArgumentException.class);
            DocumentPage page = c.page(f.db(), DocumentListing.all(), 2);
            assertThat(page.documents()).containsExactly(document(Long.MAX_VALUE - 1, "last"));
            assertThat(c.page(f.db(), DocumentListing.all().from(page.nextId()), 2).documents())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignRowsAreDamage(Store store) {
        try (OpenStore open = store.open(directory)) {
            Keyspace keyspace = open.db().keyspace("documents");
            Subspace subspace = OpenCollections.SUBSPACE;
            Collections collections = new Collections(keyspace, subspace);
            Collection c = collections.create(open.db(), "c", Index.on("/n"));
            var view = open.db().in(keyspace);
            view.put(subspace.key(2, "c", true), bytes("x"));
            assertThatThrownBy(() -> c.page(open.db(), DocumentListing.all(), 9))
                    .isInstanceOf(CorruptionException.class);
            view.put(subspace.key(3, "c", 0, "no kind", 1), Bytes.EMPTY);
            assertThatThrownBy(() -> c.indexes().find(open.db(), "/n", ValueRange.all(), 9))
                    .isInstanceOf(CorruptionException.class);
            view.put(subspace.key(1, "c"), Tuple.of(1, 2).pack());
            assertThatThrownBy(() -> c.size(open.db())).isInstanceOf(CorruptionException.class);
            view.put(subspace.key(0, "c"), bytes("\u0001"));
            assertThatThrownBy(() -> c.indexes().list(open.db()))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("written by something else");
            view.put(subspace.key(0, 7), Bytes.EMPTY);
            assertThatThrownBy(() -> collections.names(open.db()))
                    .isInstanceOf(CorruptionException.class);
        }
    }
}
