package io.cairn.compat.found;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.TransactionStateException;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Tuple;
import io.cairn.layer.versioned.Origin;
import io.cairn.layer.versioned.Version;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tuples that change by named changes, on every store. */
class VnStoreTest {

    private static final VnStore FACTS =
            VnStore.make("facts", Tuple.of(42), List.of("uid", "key", "value"));
    private static final Variable SUBJECT = VnStore.var("subject");

    @TempDir private Path directory;

    private static @Nullable Void addAndApply(FoundTransaction tx, UUID change, Tuple tuple) {
        VnStore.changeContinue(tx, FACTS, change);
        VnStore.add(tx, FACTS, tuple.elements().toArray());
        VnStore.changeApply(tx, FACTS, change);
        return null;
    }

    private static @Nullable Void apply(FoundTransaction tx, UUID change) {
        VnStore.changeApply(tx, FACTS, change);
        return null;
    }

    private static @Nullable Map<String, @Nullable Object> change(FoundDatabase db, UUID id) {
        return Found.transactional(db, tx -> VnStore.changeGet(tx, FACTS, id), true);
    }

    private static @Nullable Object field(FoundDatabase db, UUID id, String name) {
        Map<String, @Nullable Object> change = change(db, id);
        return change == null ? "no change" : change.get(name);
    }

    private static List<Map<String, @Nullable Object>> titled(FoundDatabase db, String title) {
        return Found.transactional(
                db, tx -> VnStore.query(tx, FACTS, List.of(SUBJECT, "title", title)), true);
    }

    @ParameterizedTest
    @EnumSource
    void whatAChangeAddsIsThereUntilAnotherOneRemovesIt(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            for (int round = 0; round < 10; round++) {
                UUID uid = new UUID(0, round);
                assertThat(titled(db, "a.example")).isEmpty();
                UUID added = Found.transactional(db, VnStore::changeCreate, FACTS);
                Found.transactional(
                        db, VnStoreTest::addAndApply, added, Tuple.of(uid, "title", "a.example"));
                assertThat(titled(db, "a.example")).containsExactly(Map.of("subject", uid));
                UUID removed = Found.transactional(db, VnStore::changeCreate, FACTS);
                Found.transactional(
                        db,
                        tx -> {
                            VnStore.changeContinue(tx, FACTS, removed);
                            assertThat(VnStore.remove(tx, FACTS, uid, "title", "a.example"))
                                    .isTrue();
                            return apply(tx, removed);
                        });
                assertThat(titled(db, "a.example")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesAreListedDescribedAndNamed(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            UUID one = Found.transactional(db, VnStore::changeCreate, FACTS);
            UUID other = Found.transactional(db, VnStore::changeCreate, FACTS);
            assertThat(Found.transactional(db, VnStore::changeList, FACTS))
                    .extracting(change -> change.get("uid"))
                    .containsExactlyInAnyOrder(one, other);
            Map<String, @Nullable Object> expected = new HashMap<>();
            expected.put("uid", one);
            expected.put("type", "change");
            expected.put("significance", null);
            expected.put("message", null);
            assertThat(change(db, one)).isEqualTo(expected);
            Found.transactional(
                    db,
                    tx -> {
                        VnStore.changeMessage(tx, FACTS, one, "something else");
                        VnStore.changeMessage(tx, FACTS, one, "hello world");
                        return null;
                    });
            assertThat(field(db, one, "message")).isEqualTo("hello world");
            assertThat(field(db, other, "message")).isNull();
            assertThat(change(db, new UUID(1, 2))).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource
    void editsAreListedAndNotThereBeforeTheyAreApplied(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            UUID change = Found.transactional(db, VnStore::changeCreate, FACTS);
            Found.transactional(
                    db,
                    tx -> {
                        VnStore.changeContinue(tx, FACTS, change);
                        assertThat(VnStore.add(tx, FACTS, 1, "title", "hello")).isTrue();
                        assertThat(VnStore.add(tx, FACTS, 1, "tag", "world")).isTrue();
                        assertThat(VnStore.remove(tx, FACTS, 1, "tag", "nothing")).isFalse();
                        return null;
                    });
            assertThat(Found.transactional(db, VnStore::changeChanges, FACTS, change))
                    .containsExactly(
                            Map.of("uid", 1L, "key", "tag", "value", "world", "alive?", true),
                            Map.of("uid", 1L, "key", "title", "value", "hello", "alive?", true));
            assertThat(Found.transactional(db, VnStore::changeChanges, FACTS, new UUID(1, 2)))
                    .isEmpty();
            assertThat(titled(db, "hello")).isEmpty();
            Found.transactional(db, VnStoreTest::apply, change);
            assertThat(titled(db, "hello")).containsExactly(Map.of("subject", 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereAddsToWhatSelectFound(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            UUID change = VnStore.changeCreate(tx, FACTS);
            VnStore.changeContinue(tx, FACTS, change);
            VnStore.add(tx, FACTS, 1, "title", "hello");
            VnStore.add(tx, FACTS, 1, "tag", "world");
            VnStore.add(tx, FACTS, 2, "tag", "nobody");
            VnStore.changeApply(tx, FACTS, change);
            var titles = VnStore.select(tx, FACTS, SUBJECT, "title", "hello");
            assertThat(VnStore.where(tx, FACTS, titles, SUBJECT, "tag", VnStore.var("tag")))
                    .containsExactly(Map.of("subject", 1L, "tag", "world"));
            assertThat(
                            VnStore.query(
                                    tx,
                                    FACTS,
                                    List.of(SUBJECT, "title", "hello"),
                                    List.of(SUBJECT, "tag", VnStore.var("tag"))))
                    .containsExactly(Map.of("subject", 1L, "tag", "world"));
            assertThat(VnStore.select(tx, FACTS, 2, "tag", "nobody")).containsExactly(Map.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void applyingTwiceChangesNothing(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            UUID change = Found.transactional(db, VnStore::changeCreate, FACTS);
            Found.transactional(db, VnStoreTest::addAndApply, change, Tuple.of(1, 2, 3));
            Object significance = field(db, change, "significance");
            assertThat(significance).isInstanceOf(Version.class);
            assertThat(Found.transactional(db, VnStore::changeApply, FACTS, change))
                    .isEqualTo(significance);
            assertThat(field(db, change, "significance")).isEqualTo(significance);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTupleTellsItsChange(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            assertThat(VnStore.get(tx, FACTS, 1, 2, 3)).isEmpty();
            assertThat(VnStore.ask(tx, FACTS, 1, 2, 3)).isFalse();
            UUID change = VnStore.changeCreate(tx, FACTS);
            VnStore.changeContinue(tx, FACTS, change);
            VnStore.add(tx, FACTS, 1, 2, 3);
            Version significance = VnStore.changeApply(tx, FACTS, change);
            assertThat(VnStore.ask(tx, FACTS, 1, 2, 3)).isTrue();
            assertThat(VnStore.get(tx, FACTS, 1, 2, 3)).contains(new Origin(significance, change));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeSeesItsOwnEdits(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            UUID change = VnStore.changeCreate(tx, FACTS);
            VnStore.changeContinue(tx, FACTS, change);
            VnStore.add(tx, FACTS, 1, 2, 3);
            assertThat(VnStore.ask(tx, FACTS, 1, 2, 3)).isTrue();
            assertThat(VnStore.select(tx, FACTS, SUBJECT, 2, 3)).hasSize(1);
            assertThat(VnStore.remove(tx, FACTS, 1, 2, 3)).isTrue();
            assertThat(VnStore.remove(tx, FACTS, 1, 2, 3)).isFalse();
            VnStore.add(tx, FACTS, 4, 5, 6);
            VnStore.remove(tx, FACTS, 4, 5, 6);
            VnStore.add(tx, FACTS, 4, 5, 6);
            VnStore.changeApply(tx, FACTS, change);
            assertThat(VnStore.select(tx, FACTS, SUBJECT, VnStore.var("b"), VnStore.var("c")))
                    .containsExactly(Map.of("subject", 4L, "b", 5L, "c", 6L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTupleThatTwoChangesAddIsThereOnce(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            UUID one = Found.transactional(db, VnStore::changeCreate, FACTS);
            UUID other = Found.transactional(db, VnStore::changeCreate, FACTS);
            Tuple tuple = Tuple.of("a", "title", "b");
            Found.transactional(db, VnStoreTest::addAndApply, one, tuple);
            Found.transactional(db, VnStoreTest::addAndApply, other, tuple);
            assertThat(titled(db, "b")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneOfTwoChangesThatSpendTheSameBalanceIsRefused(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            UUID first = Found.transactional(db, VnStore::changeCreate, FACTS);
            Found.transactional(
                    db, VnStoreTest::addAndApply, first, Tuple.of("account", "balance", 100));
            UUID ten = Found.transactional(db, VnStore::changeCreate, FACTS);
            UUID fifty = Found.transactional(db, VnStore::changeCreate, FACTS);
            Found.transactional(db, VnStoreTest::spend, ten, 90);
            Found.transactional(db, VnStoreTest::spend, fifty, 50);
            Found.transactional(db, VnStoreTest::apply, ten);
            assertThatThrownBy(() -> Found.transactional(db, VnStoreTest::apply, fifty))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("balance");
            List<Map<String, @Nullable Object>> left =
                    Found.transactional(
                            db,
                            tx ->
                                    VnStore.select(
                                            tx, FACTS, "account", "balance", VnStore.var("left")));
            assertThat(left).containsExactly(Map.of("left", 90L));
        }
    }

    private static @Nullable Void spend(FoundTransaction tx, UUID change, int left) {
        VnStore.changeContinue(tx, FACTS, change);
        assertThat(VnStore.remove(tx, FACTS, "account", "balance", 100)).isTrue();
        VnStore.add(tx, FACTS, "account", "balance", left);
        return null;
    }

    @ParameterizedTest
    @EnumSource
    void editsNeedAChangeThatGoesOn(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            UUID change = VnStore.changeCreate(tx, FACTS);
            assertThatThrownBy(() -> VnStore.add(tx, FACTS, 1, 2, 3))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("changeContinue");
            assertThatThrownBy(() -> VnStore.remove(tx, FACTS, 1, 2, 3))
                    .isInstanceOf(TransactionStateException.class);
            VnStore.changeContinue(tx, FACTS, change);
            VnStore.changeApply(tx, FACTS, change);
            assertThatThrownBy(() -> VnStore.add(tx, FACTS, 1, 2, 3))
                    .isInstanceOf(TransactionStateException.class);
            UUID unknown = new UUID(1, 2);
            assertThatThrownBy(() -> VnStore.changeApply(tx, FACTS, unknown))
                    .isInstanceOf(TransactionStateException.class);
            VnStore.changeContinue(tx, FACTS, unknown);
            assertThatThrownBy(() -> VnStore.ask(tx, FACTS, 1, 2, 3))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("facts");
        }
    }

    @Test
    void wrongColumnsAreRefused() {
        assertThatThrownBy(() -> VnStore.make("none", Tuple.of(1), List.of()))
                .isInstanceOf(InvalidArgumentException.class);
        try (FoundDatabase db = Found.open("memory:");
                FoundTransaction tx = Found.transaction(db)) {
            assertThatThrownBy(() -> VnStore.ask(tx, FACTS, 1, 2))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }
}
