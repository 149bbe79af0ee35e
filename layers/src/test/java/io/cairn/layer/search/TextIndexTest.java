package io.cairn.layer.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
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
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Search on every store. */
class TextIndexTest {

    private static final Subspace SUBSPACE = Subspace.of("texts");

    @TempDir private Path directory;

    /** What a test uses. */
    private record Fixture(OpenStore store, Keyspace keyspace, TextIndex index)
            implements AutoCloseable {

        Database db() {
            return store.db();
        }

        List<Hit> all(int limit, String... terms) {
            return index.search(db(), SearchQuery.all(limit, terms));
        }

        List<Hit> any(int limit, String... terms) {
            return index.search(db(), SearchQuery.any(limit, terms));
        }

        long rawKeys() {
            return db().in(keyspace).count(KeyRange.all());
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private Fixture open(Store store) {
        OpenStore open = store.open(directory);
        Keyspace keyspace = open.db().keyspace("texts");
        return new Fixture(open, keyspace, new TextIndex(keyspace, SUBSPACE));
    }

    private static void indexThree(Fixture f) {
        f.index.index(f.db(), 0, Map.of("foundationdb", 1, "okvs", 2, "database", 42));
        f.index.index(f.db(), 1, Map.of("sqlite", 1, "sql", 2, "database", 3));
        f.index.index(f.db(), 2, Map.of("spam", 42));
    }

    @ParameterizedTest
    @EnumSource
    void termsFindTheDocumentsThatContainThem(Store store) {
        try (Fixture f = open(store)) {
            indexThree(f);
            assertThat(f.all(13, "foundationdb")).containsExactly(new Hit(0L, 1));
            assertThat(f.all(13, "spam")).containsExactly(new Hit(2L, 42));
            assertThat(f.all(13, "database")).containsExactly(new Hit(0L, 42), new Hit(1L, 3));
            assertThat(f.all(13, "database", "okvs")).containsExactly(new Hit(0L, 44));
            assertThat(f.any(13, "database", "okvs"))
                    .containsExactly(new Hit(0L, 44), new Hit(1L, 3));
            assertThat(f.any(2, "spam", "sql", "okvs"))
                    .containsExactly(new Hit(2L, 42), new Hit(0L, 2));
            assertThat(f.all(13, "spam", "database")).isEmpty();
            assertThat(f.all(13, "unknown")).isEmpty();
            assertThat(f.all(13, "database", "unknown")).isEmpty();
            assertThat(f.any(13, "sql", "unknown")).containsExactly(new Hit(1L, 2));
            assertThat(f.all(13)).isEmpty();
            assertThat(f.any(13)).isEmpty();
            assertThat(f.all(0, "database")).isEmpty();
            assertThat(f.any(1, "database")).containsExactly(new Hit(0L, 42));
            assertThat(f.all(13, "database", "database")).isEqualTo(f.all(13, "database"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theBestOfManyAreExactlyTheBest(Store store) {
        try (Fixture f = open(store)) {
            int documents = 5_000;
            f.db().transact(tx -> {
                for (int count = 1; count <= documents; count++) {
                    int document = Math.floorMod(count * 2_677, documents);
                    f.index.index(tx, document, Map.of("word", count));
                }
                return null;
            });
            List<Hit> best = new ArrayList<>();
            for (int count = documents; count > documents - 10; count--) {
                best.add(new Hit((long) Math.floorMod(count * 2_677, documents), count));
            }
            assertThat(f.all(10, "word")).isEqualTo(best);
            assertThat(f.any(10, "word")).isEqualTo(best).isEqualTo(f.all(10, "word"));
            assertThat(f.index.frequency(f.db(), "word")).isEqualTo(documents);
        }
    }

    @ParameterizedTest
    @EnumSource
    void equalScoresAreInTheOrderOfDocuments(Store store) {
        try (Fixture f = open(store)) {
            for (int document : List.of(300, -1, 7, 256, 255)) {
                f.index.index(f.db(), document, Map.of("same", 1, "rare" + document, 1));
            }
            assertThat(f.all(3, "same"))
                    .containsExactly(new Hit(-1L, 1), new Hit(7L, 1), new Hit(255L, 1));
            assertThat(f.any(4, "same", "rare300"))
                    .extracting(Hit::document)
                    .containsExactly(300L, -1L, 7L, 255L);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherVersionOfADocumentTakesItsPlace(Store store) {
        try (Fixture f = open(store)) {
            assertThat(f.index.index(f.db(), "d", Map.of("old", 1, "kept", 2))).isFalse();
            assertThat(f.index.index(f.db(), "d", Map.of("new", 5, "kept", 2))).isTrue();
            assertThat(f.all(9, "old")).isEmpty();
            assertThat(f.all(9, "new", "kept")).containsExactly(new Hit("d", 7));
            assertThat(f.index.counts(f.db(), "d")).isEqualTo(Map.of("new", 5, "kept", 2));
            assertThat(f.index.statistics(f.db())).isEqualTo(new TextStatistics(1, 7));
            assertThat(f.index.frequency(f.db(), "old")).isZero();
            assertThat(f.index.contains(f.db(), "d")).isTrue();
            assertThat(f.index.remove(f.db(), "d")).isTrue();
            assertThat(f.index.remove(f.db(), "d")).isFalse();
            assertThat(f.index.contains(f.db(), "d")).isFalse();
            assertThat(f.index.counts(f.db(), "d")).isEmpty();
            assertThat(f.any(9, "new", "kept")).isEmpty();
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDocumentWithoutTermsIsThereAndNotFound(Store store) {
        try (Fixture f = open(store)) {
            f.index.index(f.db(), "empty", Map.of());
            assertThat(f.index.contains(f.db(), "empty")).isTrue();
            assertThat(f.index.statistics(f.db())).isEqualTo(new TextStatistics(1, 0));
            f.index.remove(f.db(), "empty");
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHoldsZerosIsNotFoundByItsBeginning(Store store) {
        try (Fixture f = open(store)) {
            f.index.index(f.db(), "d", Map.of("a", 1));
            f.index.index(f.db(), "d\0e", Map.of("a\0b", 2, "a\0", 3));
            assertThat(f.all(9, "a")).containsExactly(new Hit("d", 1));
            assertThat(f.any(9, "a\0")).containsExactly(new Hit("d\0e", 3));
            assertThat(f.all(9, "a\0b", "a\0")).containsExactly(new Hit("d\0e", 5));
            assertThat(f.index.frequency(f.db(), "a")).isEqualTo(1);
            f.index.remove(f.db(), "d");
            assertThat(f.all(9, "a\0b")).containsExactly(new Hit("d\0e", 2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfElementIsADocument(Store store) {
        try (Fixture f = open(store)) {
            UUID uuid = new UUID(1, 2);
            List<Object> documents = List.of("text", 1L, 1.5, true, uuid, Tuple.of("a", 1));
            documents.forEach(document -> f.index.index(f.db(), document, Map.of("t", 1)));
            assertThat(f.all(9, "t"))
                    .extracting(Hit::document)
                    .containsExactly("text", Tuple.of("a", 1), 1L, 1.5, true, uuid);
            byte[] bytes = {0, 1};
            f.index.index(f.db(), bytes, Map.of("b", 1));
            assertThat(f.all(9, "b").getFirst().document()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rareTermsAndShortDocumentsRankHigherByBm25(Store store) {
        try (Fixture f = open(store)) {
            f.index.index(f.db(), "common", Map.of("the", 3, "x", 1));
            f.index.index(f.db(), "rare", Map.of("cairn", 1, "the", 1, "y", 2));
            f.index.index(f.db(), "long", Map.of("the", 3, "z", 9));
            SearchQuery query = SearchQuery.any(9, "the", "cairn");
            assertThat(f.index.search(f.db(), query))
                    .extracting(Hit::document)
                    .containsExactly("common", "long", "rare");
            List<Hit> ranked = f.index.search(f.db(), query.by(Ranking.bm25()));
            assertThat(ranked).extracting(Hit::document).containsExactly("rare", "common", "long");
            // N = 3, n = 3, c = 3, l = 4, L = 20 / 3
            double expected =
                    Math.log(1 + 0.5 / 3.5) * 3 * 2.2 / (3 + 1.2 * (0.25 + 0.75 * 4 / (20 / 3.0)));
            assertThat(ranked.get(1).score()).isCloseTo(expected, within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource
    void operationsComposeAndAreUndoneTogether(Store store) {
        try (Fixture f = open(store)) {
            try (Transaction tx = f.db().begin()) {
                f.index.index(tx, 1, Map.of("a", 1, "b", 1));
                f.index.index(tx, 2, Map.of("a", 2));
                f.index.remove(tx, 1);
                assertThat(f.index.search(tx, SearchQuery.all(9, "a")))
                        .containsExactly(new Hit(2L, 2));
                assertThat(f.index.statistics(tx)).isEqualTo(new TextStatistics(1, 2));
                tx.abort();
            }
            assertThat(f.rawKeys()).isZero();
            f.db().transact(tx -> {
                f.index.index(tx, 1, Map.of("a", 1, "b", 1));
                return f.index.remove(tx, 1);
            });
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSnapshotIsSearchedAsItWas(Store store) {
        try (Fixture f = open(store)) {
            f.index.index(f.db(), 1, Map.of("a", 1));
            try (Snapshot snapshot = f.db().snapshot()) {
                f.index.index(f.db(), 1, Map.of("b", 1));
                assertThat(f.index.searchIn(snapshot, SearchQuery.all(9, "a")))
                        .containsExactly(new Hit(1L, 1));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void badInputIsRefusedAndNothingWritten(Store store) {
        try (Fixture f = open(store)) {
            assertThatThrownBy(() -> f.index.index(f.db(), 1, Map.of("a", 1, "b", 0)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("term=b");
            assertThatThrownBy(() -> f.index.index(f.db(), 1, Map.of("a", -1)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("-1");
            assertThatThrownBy(() -> f.index.index(f.db(), 1, Map.of("", 1)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("empty");
            assertThatThrownBy(() -> f.index.index(f.db(), new StringBuilder(), Map.of("a", 1)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("StringBuilder");
            assertThatThrownBy(() -> f.index.frequency(f.db(), ""))
                    .isInstanceOf(InvalidArgumentException.class);
            Map<Object, Map<String, Integer>> twice = Map.of(1, Map.of("a", 1), 1L, Map.of("b", 1));
            assertThatThrownBy(() -> f.index.indexAll(f.db(), twice))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("same element");
            assertThat(f.index.indexAll(f.db(), Map.of())).isZero();
            try (Transaction tx = f.db().begin()) {
                Map<String, Integer> tooLong = Map.of("a", 1, "x".repeat(65_536), 1);
                assertThatThrownBy(() -> f.index.index(tx, 1, tooLong))
                        .isInstanceOf(LimitException.class);
                String document = "d".repeat(65_536);
                assertThatThrownBy(() -> f.index.index(tx, document, Map.of("a", 1, "b", 1)))
                        .isInstanceOf(LimitException.class);
                tx.commit();
            }
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignRowsAreReported(Store store) {
        try (Fixture f = open(store)) {
            Map<String, Integer> counts = Map.of("entry", 1, "names", 2, "sum", 3, "gone", 4);
            f.db().transact(tx -> f.index.index(tx, "d", counts));
            Map<String, byte[]> keys = new HashMap<>();
            try (Cursor cursor = f.db().in(f.keyspace).scan(KeyRange.all())) {
                while (cursor.next()) {
                    Tuple key = SUBSPACE.unpack(cursor.key());
                    String term = key.get(1) instanceof String text ? text : "";
                    keys.put(key.integer(0) + term, cursor.key());
                }
            }
            byte[][] broken = {
                {0}, {0, 3, 1}, {0, 0}, {0, 2, 1, (byte) 0x80}, {0, 2, 1, 1, 0, 2, 1, 1}, {9, 10}
            };
            for (byte[] value : broken) {
                f.db().in(f.keyspace).put(keys.get("1entry"), value);
                damaged(() -> f.any(1, "entry"));
            }
            f.db().in(f.keyspace).put(keys.get("2sum"), new byte[7]);
            damaged(() -> f.all(9, "sum"));
            damaged(() -> f.index.remove(f.db(), "d"));
            f.db().in(f.keyspace).put(keys.get("4"), new byte[] {1, 1, 1});
            damaged(() -> f.any(1, "names"));
            f.db().in(f.keyspace).delete(keys.get("4"));
            damaged(() -> f.any(1, "names"));
            f.db().in(f.keyspace).put(keys.get("0d"), new byte[] {3});
            damaged(() -> f.index.remove(f.db(), "d"));
        }
    }

    private static void damaged(ThrowingCallable reading) {
        assertThatThrownBy(reading)
                .isInstanceOf(CorruptionException.class)
                .hasMessageContaining("key=0x");
    }

    @ParameterizedTest
    @EnumSource
    void transactionsThatIndexTheSameWordDoNotConflict(Store store) {
        try (Fixture f = open(store)) {
            f.index.index(f.db(), 0, Map.of("word", 1));
            try (Transaction one = f.db().begin();
                    Transaction two = f.db().begin()) {
                for (int i = 1; i < 20; i++) {
                    f.index.index(one, i, Map.of("word", 1));
                    f.index.index(two, -i, Map.of("word", 1));
                }
                one.commit();
                two.commit();
            }
            assertThat(f.index.frequency(f.db(), "word")).isEqualTo(39);
            assertThat(f.index.statistics(f.db())).isEqualTo(new TextStatistics(39, 39));
        }
    }

    @ParameterizedTest
    @EnumSource
    void statisticsAreRightAfterTwoThreads(Store store) throws Exception {
        try (Fixture f = open(store);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < 2; thread++) {
                int own = thread + 1;
                done.add(
                        threads.submit(() -> {
                            for (int i = 0; i < 60; i++) {
                                f.index.index(f.db(), own * 1_000 + i, Map.of("word", own));
                                f.index.index(f.db(), i % 5, Map.of("word", 1, "own" + own, 1));
                                if (i % 3 == 0) {
                                    f.index.remove(f.db(), own * 1_000 + i);
                                }
                            }
                        }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            assertThat(f.index.statistics(f.db()))
                    .isEqualTo(new TextStatistics(40 + 40 + 5, 40 + 80 + 10));
            assertThat(f.index.frequency(f.db(), "word")).isEqualTo(85);
            assertThat(f.index.frequency(f.db(), "own1") + f.index.frequency(f.db(), "own2"))
                    .isEqualTo(5);
            for (Hit hit : f.all(999, "word")) {
                f.index.remove(f.db(), hit.document());
            }
            assertThat(f.rawKeys()).isZero();
        }
    }
}
