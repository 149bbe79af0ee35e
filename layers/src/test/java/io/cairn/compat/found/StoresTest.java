package io.cairn.compat.found;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.search.Hit;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blobs, dictionaries and words on every store. */
class StoresTest {

    private static final BStore BLOBS = BStore.make("blobs", Tuple.of("blobs"));
    private static final EavStore THINGS = EavStore.make("things", Tuple.of("things"));
    private static final PStore WORDS = PStore.make("words", Tuple.of("words"));

    @TempDir private Path directory;

    private static byte[] seeded(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static List<UUID> found(FoundTransaction tx, Object key, Object value) {
        return Found.all(EavStore.query(tx, THINGS, key, value));
    }

    @ParameterizedTest
    @EnumSource
    void aBlobIsReadAndTheSameOneIsStoredOnce(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            FoundDatabase db = f.db();
            for (int length : new int[] {2, 200_000, 0}) {
                byte[] blob = seeded(length);
                UUID uid = Found.transactional(db, BStore::getOrCreate, BLOBS, blob);
                long keys = f.rawKeys();
                assertThat(Found.transactional(db, BStore::getOrCreate, BLOBS, blob))
                        .isEqualTo(uid);
                assertThat(f.rawKeys()).isEqualTo(keys);
                assertThat(Found.transactional(db, BStore::get, BLOBS, uid)).isEqualTo(blob);
            }
            assertThatThrownBy(() -> Found.transactional(db, BStore::get, BLOBS, new UUID(1, 2)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("blobs");
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignRowsOfBlobsAreTold(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            UUID uid = Found.transactional(f.db(), BStore::getOrCreate, BLOBS, utf8("a"));
            f.store()
                    .db()
                    .transact(tx -> {
                        KeyRange ids = Subspace.of("blobs").range(1);
                        KeyRange uuids = Subspace.of("blobs").range(2);
                        for (KeyRange range : List.of(ids, uuids)) {
                            List<byte[]> keys = new ArrayList<>();
                            try (var cursor = tx.in(f.db().keyspace()).scan(range)) {
                                while (cursor.next()) {
                                    keys.add(cursor.key());
                                }
                            }
                            assertThat(keys).hasSize(1);
                            tx.in(f.db().keyspace()).put(keys.getFirst(), utf8("?"));
                        }
                        return null;
                    });
            assertThatThrownBy(() -> Found.transactional(f.db(), BStore::get, BLOBS, uid))
                    .isInstanceOf(CorruptionException.class);
            assertThatThrownBy(() ->
                            Found.transactional(f.db(), BStore::getOrCreate, BLOBS, utf8("a")))
                    .isInstanceOf(CorruptionException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsThatStoreTheSameBlobGetTheSameIdentifier(Store store) throws Exception {
        try (OpenFound f = OpenFound.in(store, directory);
                ExecutorService executor = Executors.newFixedThreadPool(2)) {
            List<Future<List<UUID>>> running = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                running.add(
                        executor.submit(() -> {
                            List<UUID> uids = new ArrayList<>();
                            for (int n = 0; n < 30; n++) {
                                uids.add(
                                        Found.transactional(
                                                f.db(), BStore::getOrCreate, BLOBS, seeded(n)));
                            }
                            return uids;
                        }));
            }
            List<UUID> first = running.getFirst().get();
            assertThat(running.getLast().get()).isEqualTo(first).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDictionaryIsCreatedReplacedAndRemoved(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            UUID uid = EavStore.create(tx, THINGS, Map.of("hello", "world"));
            assertThat(EavStore.get(tx, THINGS, uid)).isEqualTo(Map.of("hello", "world"));
            EavStore.update(tx, THINGS, uid, Map.of("hello", "there", "who", "me"));
            assertThat(EavStore.get(tx, THINGS, uid))
                    .isEqualTo(Map.of("hello", "there", "who", "me"));
            assertThat(found(tx, "hello", "world")).isEmpty();
            assertThat(found(tx, "who", "me")).containsExactly(uid);
            EavStore.update(tx, THINGS, uid, Map.of("who", "me"));
            assertThat(EavStore.get(tx, THINGS, uid)).isEqualTo(Map.of("who", "me"));
            EavStore.remove(tx, THINGS, uid);
            assertThat(EavStore.get(tx, THINGS, uid)).isEmpty();
            assertThat(EavStore.create(tx, THINGS, Map.of("a", 1), uid)).isEqualTo(uid);
            assertThatThrownBy(() -> EavStore.create(tx, THINGS, Map.of("a", 1), uid))
                    .isInstanceOf(InvalidArgumentException.class);
            EavStore.remove(tx, THINGS, uid);
            EavStore.remove(tx, THINGS, EavStore.create(tx, THINGS, Map.of("a", 1), null));
            Found.commit(tx);
            assertThat(f.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aValueFindsItsDictionaries(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            List<UUID> expected = new ArrayList<>();
            for (int i = 0; i < 84; i++) {
                UUID uid = EavStore.create(tx, THINGS, Map.of("key", i == 42 ? -1 : i));
                assertThat(uid).isNotNull();
            }
            for (int i = 0; i < 10; i++) {
                expected.add(EavStore.create(tx, THINGS, Map.of("key", 42)));
            }
            UUID nul = EavStore.create(tx, THINGS, Map.of("key", "a\0b", "count", 7));
            assertThat(EavStore.get(tx, THINGS, nul)).isEqualTo(Map.of("key", "a\0b", "count", 7L));
            assertThat(found(tx, "key", 42)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(found(tx, "key", "a")).isEmpty();
            assertThat(found(tx, "key", "a\0b")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void documentsAreFoundByTheirWords(Store store) {
        try (OpenFound f = OpenFound.in(store, directory);
                FoundTransaction tx = Found.transaction(f.db())) {
            PStore.index(tx, WORDS, 0, Map.of("foundationdb", 1, "okvs", 2, "database", 42));
            PStore.index(tx, WORDS, 1, Map.of("sqlite", 1, "sql", 2, "database", 3));
            PStore.index(tx, WORDS, 2, Map.of("spam", 42));
            assertThat(PStore.search(tx, WORDS, List.of("foundationdb")))
                    .containsExactly(new Hit(0L, 1));
            assertThat(PStore.search(tx, WORDS, List.of("spam"))).containsExactly(new Hit(2L, 42));
            List<Hit> both = List.of(new Hit(0L, 42), new Hit(1L, 3));
            assertThat(PStore.search(tx, WORDS, List.of("database"))).isEqualTo(both);
            assertThat(PStore.search(tx, WORDS, List.of("database", "database"))).isEqualTo(both);
            assertThat(PStore.search(tx, WORDS, List.of("database", "okvs")))
                    .containsExactly(new Hit(0L, 44));
            assertThat(PStore.search(tx, WORDS, List.of("database"), 1)).hasSize(1);
            assertThat(PStore.search(tx, WORDS, List.of("database"), 0)).isEmpty();
            assertThat(PStore.search(tx, WORDS, List.of("database", "nothing"))).isEmpty();
            assertThat(PStore.search(tx, WORDS, List.of())).isEmpty();
            PStore.index(tx, WORDS, 0, Map.of("okvs", 2));
            assertThat(PStore.search(tx, WORDS, List.of("foundationdb"))).isEmpty();
            assertThatThrownBy(() -> PStore.index(tx, WORDS, 3, Map.of("a", 0)))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    void aSearchReturnsTheThirteenBestUnlessToldOtherwise() {
        PStore words = PStore.make("words", Tuple.of(42), Runnable::run);
        try (FoundDatabase db = Found.open("memory:");
                FoundTransaction tx = Found.transaction(db)) {
            for (int i = 1; i <= 2_000; i++) {
                PStore.index(tx, words, i, Map.of("word", i));
            }
            assertThat(PStore.search(tx, words, List.of("word")))
                    .hasSize(13)
                    .startsWith(new Hit(2_000L, 2_000))
                    .endsWith(new Hit(1_988L, 1_988));
        }
    }

    @ParameterizedTest
    @EnumSource
    void operationsOfSeveralStoresAreOneTransaction(Store store) {
        try (OpenFound f = OpenFound.in(store, directory)) {
            Work<UUID, RuntimeException> work =
                    tx -> {
                        UUID uid = BStore.getOrCreate(tx, BLOBS, utf8("a photo"));
                        PStore.index(tx, WORDS, uid, Map.of("photo", 1));
                        return EavStore.create(tx, THINGS, Map.of("photo", uid));
                    };
            assertThatThrownBy(() ->
                            Found.<@Nullable UUID, RuntimeException>transactional(
                                    f.db(),
                                    tx -> {
                                        work.run(tx);
                                        throw new IllegalStateException("no");
                                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(f.rawKeys()).isZero();
            UUID thing = Found.transactional(f.db(), work);
            List<UUID> seen =
                    Found.transactional(
                            f.db(),
                            tx ->
                                    found(
                                            tx,
                                            "photo",
                                            PStore.search(tx, WORDS, List.of("photo"))
                                                    .getFirst()
                                                    .document()),
                            true);
            assertThat(seen).containsExactly(thing);
        }
    }

    @Test
    void aHandleServesSeveralDatabases() {
        try (FoundDatabase one = Found.open("memory:");
                FoundDatabase other = Found.open("memory:")) {
            UUID uid = Found.transactional(one, tx -> EavStore.create(tx, THINGS, Map.of("a", 1)));
            Work<Map<@Nullable Object, @Nullable Object>, RuntimeException> get =
                    tx -> EavStore.get(tx, THINGS, uid);
            assertThat(Found.transactional(other, get)).isEmpty();
            assertThat(Found.transactional(one, get)).hasSize(1);
        }
    }

    @Test
    void handlesAreCalledByTheirNames() {
        assertThat(List.of(BLOBS, THINGS, WORDS).toString())
                .isEqualTo("[bstore blobs, eavstore things, pstore words]");
    }
}
