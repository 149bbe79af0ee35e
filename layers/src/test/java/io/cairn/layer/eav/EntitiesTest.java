package io.cairn.layer.eav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Transaction;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.index.Match;
import io.cairn.layer.index.MatchCursor;
import io.cairn.layer.index.ValueRange;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entities on every store. */
class EntitiesTest {

    private static final Subspace SUBSPACE = Subspace.of("entities");

    @TempDir private Path directory;

    /** What a test uses. */
    private record Fixture(OpenStore store, Keyspace keyspace, Entities entities)
            implements AutoCloseable {

        Database db() {
            return store.db();
        }

        long rawKeys() {
            return db().in(keyspace).count(KeyRange.all());
        }

        @Override
        public void close() {
            RawRows.checked(db(), keyspace, SUBSPACE);
            store.close();
        }
    }

    private Fixture open(Store store) {
        OpenStore open = store.open(directory);
        Keyspace keyspace = open.db().keyspace("facts");
        return new Fixture(open, keyspace, new Entities(keyspace, SUBSPACE));
    }

    @ParameterizedTest
    @EnumSource
    void anEntityIsCreatedUpdatedFoundAndRemoved(Store store) {
        try (Fixture f = open(store)) {
            Database db = f.db();
            UUID id = f.entities.create(db, Map.of("hello", "world"));
            assertThat(f.entities.get(db, id)).isEqualTo(Map.of("hello", "world"));
            f.entities.update(db, id, Map.of("who", "me"));
            assertThat(f.entities.get(db, id)).isEqualTo(Map.of("hello", "world", "who", "me"));
            f.entities.update(db, id, Map.of("hello", "there"));
            assertThat(f.entities.find(db, "hello", "world")).isEmpty();
            assertThat(f.entities.find(db, "hello", "there")).containsExactly(id);
            assertThat(f.entities.replace(db, id, Map.of("who", "you"))).isTrue();
            assertThat(f.entities.get(db, id)).isEqualTo(Map.of("who", "you"));
            assertThat(f.entities.find(db, "who", "me")).isEmpty();
            assertThat(f.entities.exists(db, id)).isTrue();
            assertThat(f.entities.remove(db, id)).isTrue();
            assertThat(f.entities.remove(db, id)).isFalse();
            assertThat(f.entities.get(db, id)).isEmpty();
            assertThat(f.entities.exists(db, id)).isFalse();
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueFindsExactlyTheEntitiesThatHaveIt(Store store) {
        try (Fixture f = open(store)) {
            List<UUID> expected = new ArrayList<>();
            f.db().transact(tx -> {
                expected.clear();
                for (int i = 0; i < 10; i++) {
                    expected.add(f.entities.create(tx, Map.of("key", 42)));
                }
                for (int i = 0; i < 84; i++) {
                    if (i != 42) {
                        f.entities.create(tx, Map.of("key", i));
                    }
                }
                return null;
            });
            assertThat(f.entities.find(f.db(), "key", 42))
                    .containsExactlyInAnyOrderElementsOf(expected)
                    .isSortedAccordingTo((a, b) -> Tuple.of(a).compareTo(Tuple.of(b)));
            assertThat(f.entities.find(f.db(), "key", 42.0)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHoldsZerosIsNotFoundByItsBeginning(Store store) {
        try (Fixture f = open(store)) {
            Database db = f.db();
            UUID a = f.entities.create(db, Map.of("k", "a"));
            UUID b = f.entities.create(db, Map.of("k", "a\0b", "k\0", "a"));
            assertThat(f.entities.find(db, "k", "a")).containsExactly(a);
            assertThat(f.entities.find(db, "k", "a\0b")).containsExactly(b);
            assertThat(f.entities.find(db, "k\0", "a")).containsExactly(b);
            assertThat(f.entities.find(db, "k", ValueRange.all().endingAt("a"), 9))
                    .containsExactly(new Match<>("a", a));
            assertThat(f.entities.find(db, "k", ValueRange.all().startingAfter("a"), 9))
                    .containsExactly(new Match<>("a\0b", b));
            assertThat(f.entities.find(db, "k", ValueRange.all(), 9)).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rangesAreInTheOrderOfValuesAndOfOneKind(Store store) {
        try (Fixture f = open(store)) {
            Database db = f.db();
            Map<Object, UUID> ids = new HashMap<>();
            for (Object value : List.of(-300L, -1L, 0L, 7L, 255L, 256L, 7.5, "7", true)) {
                ids.put(value, f.entities.create(db, Map.of("n", value)));
            }
            ValueRange range = ValueRange.all().startingAt(-1).endingBefore(256);
            assertThat(f.entities.find(db, "n", range, 9))
                    .extracting(Match::value)
                    .containsExactly(-1L, 0L, 7L, 255L);
            assertThat(f.entities.find(db, "n", range.startingAfter(-1).endingAt(256), 2))
                    .containsExactly(new Match<>(0L, ids.get(0L)), new Match<>(7L, ids.get(7L)));
            assertThat(f.entities.find(db, "n", range.startingAt(300), 9)).isEmpty();
            assertThat(f.entities.find(db, "n", ValueRange.all().startingAt(7.0), 9))
                    .extracting(Match::value)
                    .containsExactly(7.5, true);
            assertThat(f.entities.find(db, "n", ValueRange.all(), 0)).isEmpty();
            assertThat(range).hasToString("[-1 to 256)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagesGoOnInTheMiddleOfAValue(Store store) {
        try (Fixture f = open(store)) {
            f.db().transact(tx -> {
                for (int i = 0; i < 30; i++) {
                    f.entities.create(tx, Map.of("age", i / 13, "name", i));
                }
                return null;
            });
            List<Match<UUID>> all = f.entities.find(f.db(), "age", ValueRange.all(), 99);
            List<Match<UUID>> paged = new ArrayList<>();
            ValueRange rest = ValueRange.all();
            List<Match<UUID>> page = f.entities.find(f.db(), "age", rest, 4);
            while (!page.isEmpty()) {
                paged.addAll(page);
                rest = rest.after(page.getLast());
                // What was found last may be gone when the next page is asked for.
                f.entities.remove(f.db(), page.getLast().id());
                page = f.entities.find(f.db(), "age", rest, 4);
            }
            assertThat(paged).isEqualTo(all).hasSize(30);
            ValueRange ones = ValueRange.exactly(1).after(all.get(15));
            assertThat(f.entities.find(f.db(), "age", ones, 99))
                    .extracting(Match::value)
                    .hasSize(8)
                    .containsOnly(1L);
            assertThat(ones).hasToString("(1/" + all.get(15).id() + " to 1]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCursorSeesItsViewAndIsNotEndedByLaterWrites(Store store) {
        try (Fixture f = open(store)) {
            UUID id = f.entities.create(f.db(), Map.of("k", 1));
            try (var snapshot = f.db().snapshot()) {
                f.entities.create(f.db(), Map.of("k", 0));
                try (MatchCursor<UUID> cursor =
                        f.entities.cursor(snapshot, "k", ValueRange.all())) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.match()).isEqualTo(new Match<>(1L, id));
                    assertThat(cursor.next()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfElementIsAKeyAndAValue(Store store) {
        try (Fixture f = open(store)) {
            Map<@Nullable Object, @Nullable Object> attributes = new HashMap<>();
            attributes.put(null, null);
            attributes.put(List.of("nested", 1), new byte[] {0, (byte) 0xFF});
            attributes.put(new byte[] {1}, 3);
            UUID id = f.entities.create(f.db(), attributes);
            var stored = f.entities.get(f.db(), id);
            assertThat(stored).hasSize(3).containsEntry(null, null);
            assertThat(stored.get(new byte[] {1})).isEqualTo(3L);
            assertThat(stored.get(Tuple.of("nested", 1))).isEqualTo(new byte[] {0, (byte) 0xFF});
            assertThat(f.entities.find(f.db(), null, null)).containsExactly(id);
            assertThat(f.entities.find(f.db(), List.of("nested", 1), new byte[] {0, (byte) 0xFF}))
                    .containsExactly(id);
            f.entities.unset(f.db(), id, List.of(new byte[] {1}, "absent"));
            assertThat(f.entities.get(f.db(), id)).hasSize(2);
            assertThat(f.entities.find(f.db(), new byte[] {1}, 3)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void operationsComposeAndAreUndoneTogether(Store store) {
        try (Fixture f = open(store)) {
            try (Transaction tx = f.db().begin()) {
                UUID id = f.entities.create(tx, Map.of("k", 1));
                f.entities.update(tx, id, Map.of("k", 2));
                assertThat(f.entities.find(tx, "k", 1)).isEmpty();
                assertThat(f.entities.find(tx, "k", 2)).containsExactly(id);
                tx.abort();
            }
            assertThat(f.rawKeys()).isZero();
            f.db().transact(tx -> {
                UUID id = f.entities.create(tx, Map.of("k", 1));
                return f.entities.remove(tx, id);
            });
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void badInputIsRefusedAndNothingWritten(Store store) {
        try (Fixture f = open(store)) {
            Database db = f.db();
            UUID id = f.entities.create(db, Map.of("k", 1));
            assertThatThrownBy(() -> f.entities.create(db, id, Map.of("k", 2)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(id.toString());
            assertThatThrownBy(() -> f.entities.update(db, id, Map.of("k", new StringBuilder())))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("StringBuilder");
            assertThatThrownBy(() -> f.entities.update(db, id, Map.of("k", 2, 1, 1, 1L, 1)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("same element");
            assertThatThrownBy(() -> f.entities.find(db, "k", ValueRange.all(), -1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("limit");
            try (Transaction tx = db.begin()) {
                Map<String, Object> tooLong = Map.of("k", 3, "l", "x".repeat(65_536));
                assertThatThrownBy(() -> f.entities.update(tx, id, tooLong))
                        .isInstanceOf(LimitException.class);
                tx.commit();
            }
            assertThat(f.entities.get(db, id)).isEqualTo(Map.of("k", 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignRowsAreReportedWithTheirKey(Store store) {
        try (OpenStore open = store.open(directory)) {
            Database db = open.db();
            Keyspace keyspace = db.keyspace("facts");
            Entities entities = new Entities(keyspace, SUBSPACE);
            UUID id = UUID.randomUUID();
            db.in(keyspace).put(SUBSPACE.key(0, id, "k"), new byte[] {3});
            db.in(keyspace).put(SUBSPACE.key(1, "k", 1, "no identifier"), Bytes.EMPTY);
            db.in(keyspace).put(SUBSPACE.key(1, "l", 1), Bytes.EMPTY);
            assertThatThrownBy(() -> entities.get(db, id))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("0x02656e");
            assertThatThrownBy(() -> entities.find(db, "k", 1))
                    .isInstanceOf(CorruptionException.class);
            assertThatThrownBy(() -> entities.find(db, "l", ValueRange.all(), 1))
                    .isInstanceOf(CorruptionException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoThreadsKeepTheIndexExact(Store store) throws Exception {
        try (Fixture f = open(store);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            UUID id = f.entities.create(f.db(), Map.of("shared", -1));
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int own = thread;
                done.add(
                        threads.submit(() -> {
                            for (int i = 0; i < 50; i++) {
                                f.entities.update(f.db(), id, Map.of("shared", i, own, i));
                                f.entities.create(f.db(), Map.of("made", i));
                            }
                        }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertThat(f.entities.get(f.db(), id))
                    .isEqualTo(Map.of("shared", 49L, 0L, 49L, 1L, 49L));
            assertThat(f.entities.find(f.db(), "made", ValueRange.all(), 999)).hasSize(100);
        }
    }
}
