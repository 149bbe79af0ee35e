package io.cairn.layer.objects;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.api.Transaction;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.ConflictException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.layer.testing.CrashImages;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects as parts of transactions. */
class StoredObjectsTest {

    private static final ReplicateConfig ONE = ReplicateConfig.standard();
    private static final byte[] SHORT = OpenObjects.value(1, 3000);
    private static final byte[] LONG = OpenObjects.value(2, 5 << 20);
    private static final byte[] OTHER = utf8("other");

    @TempDir Path directory;

    private static Segment stored(Database db, String name, String subspace) {
        return Segment.stored(name, db, Where.keyspace(db), Subspace.of(subspace));
    }

    /** A memory segment, and two in the directory's database. */
    private static ObjectStore store(Database db) {
        return ObjectStore.builder()
                .segment(Segment.memory("m", 64 << 20))
                .directory(db, Where.keyspace(db), Where.DIRECTORY)
                .segment(stored(db, "a", "chunks a"))
                .segment(stored(db, "b", "chunks b"))
                .open();
    }

    private static long rawKeys(Database db) {
        return db.in(Where.keyspace(db)).count(KeyRange.all());
    }

    @ParameterizedTest
    @EnumSource
    void anObjectAndAKeyAreWrittenTogetherOrNotAtAll(Store kind) {
        try (OpenStore open = kind.open(directory);
                ObjectStore store = store(open.db())) {
            Database db = open.db();
            StoredObjects objects = StoredObjects.of(store);
            try (Transaction tx = db.begin()) {
                assertThat(objects.put(tx, "k", LONG, ONE).isCreated()).isTrue();
                assertThat(objects.get(tx, "k")).hasValue(LONG);
                assertThat(objects.size(tx, "k")).hasValue(LONG.length);
                tx.put(utf8("beside"), OTHER);
                assertThat(store.exists("k")).isFalse();
                tx.abort();
            }
            assertThat(store.exists("k")).isFalse();
            assertThat(rawKeys(db)).isZero();
            db.transact(tx -> {
                tx.put(utf8("beside"), OTHER);
                return objects.put(tx, "k", LONG, ONE);
            });
            assertThat(store.get("k")).hasValue(LONG);
            assertThat(db.get(utf8("beside"))).isEqualTo(OTHER);
            assertThat(objects.put(db, "k", OTHER, ONE).isPresent()).isTrue();
            assertThat(rawKeys(db)).isEqualTo(1 + LONG.length / (128 << 10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsReplacedOrRemovedStaysUntilTheCommit(Store kind) {
        try (OpenStore open = kind.open(directory);
                ObjectStore store = store(open.db())) {
            Database db = open.db();
            StoredObjects objects = StoredObjects.of(store);
            ReplicateConfig three = ReplicateConfig.builder().replicas(3).strict().build();
            assertThat(store.put("k", SHORT, three).replicas()).hasSize(3);
            try (Transaction tx = db.begin()) {
                objects.upsert(tx, "k", OTHER, ReplicateConfig.builder().replicas(2).build());
                assertThat(objects.get(tx, "k")).hasValue(OTHER);
                assertThat(store.get("k")).hasValue(SHORT);
                tx.commit();
            }
            assertThat(store.get("k")).hasValue(OTHER);
            assertThat(store.info("k").orElseThrow().replicas())
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(store.segments().getFirst().bytesUsed()).as("in memory").isZero();
            try (Transaction tx = db.begin()) {
                assertThat(objects.remove(tx, "k")).isTrue();
                assertThat(objects.remove(tx, "k")).isFalse();
                assertThat(objects.exists(tx, "k")).isFalse();
                assertThat(store.exists("k")).isTrue();
                tx.commit();
            }
            assertThat(store.exists("k")).isFalse();
            assertThat(rawKeys(db)).isZero();
            assertThat(store.sweep(Duration.ZERO)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoTransactionsOnOneKeyConflict(Store kind) {
        try (OpenStore open = kind.open(directory);
                ObjectStore store = store(open.db());
                Transaction one = open.db().begin();
                Transaction two = open.db().begin()) {
            StoredObjects objects = StoredObjects.of(store);
            objects.put(one, "k", SHORT, ONE);
            objects.put(two, "k", OTHER, ONE);
            one.commit();
            assertThatThrownBy(two::commit).isInstanceOf(ConflictException.class);
            assertThat(store.get("k")).hasValue(SHORT);
        }
    }

    @Test
    void whatIsInMemoryOnlyTakesNoPart() {
        try (OpenStore open = Store.MEMORY.open(directory);
                ObjectStore store = store(open.db())) {
            Database db = open.db();
            StoredObjects objects = StoredObjects.of(store);
            store.put("k", SHORT, ReplicateConfig.builder().preferred("m").build());
            assertThat(objects.get(db, "k")).isEmpty();
            assertThat(objects.exists(db, "k")).isFalse();
            assertThat(objects.remove(db, "k")).isFalse();
            assertThat(objects.put(db, "k", OTHER, ONE).replicas()).containsExactly("m");
            assertThatThrownBy(() -> objects.upsert(db, "k", OTHER, ONE))
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("in memory only")
                    .hasMessageContaining("key=k");
            assertThat(store.get("k")).hasValue(SHORT);
            assertThat(rawKeys(db)).isZero();
        }
    }

    @Test
    void refusalsNameWhatTheyRefuse() {
        try (OpenStore open = Store.MEMORY.open(directory)) {
            Database db = open.db();
            ObjectStore store = store(db);
            StoredObjects objects = StoredObjects.of(store);
            assertThatThrownBy(() -> objects.put(db, "", SHORT, ONE))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> objects.put(db, "k", new byte[0], ONE))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("at least one byte");
            ReplicateConfig three = ReplicateConfig.builder().replicas(3).strict().build();
            assertThatThrownBy(() -> objects.put(db, "k", SHORT, three))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("segments=2, replicas=3");
            store.close();
            assertThatThrownBy(() -> objects.get(db, "k")).isInstanceOf(ClosedException.class);
            try (ObjectStore limited =
                    ObjectStore.builder()
                            .directory(db, Where.keyspace(db), Where.DIRECTORY)
                            .segment(
                                    Segment.stored(
                                            "a", db, Where.keyspace(db), Where.CHUNKS, 64 << 20))
                            .open()) {
                assertThatThrownBy(() -> StoredObjects.of(limited).put(db, "k", SHORT, ONE))
                        .isInstanceOfSatisfying(
                                LimitException.class,
                                e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-200));
            }
            try (ObjectStore memory =
                    ObjectStore.builder().segment(Segment.memory("m", 64 << 10)).open()) {
                assertThatThrownBy(() -> StoredObjects.of(memory))
                        .isInstanceOf(UnsupportedRequestException.class)
                        .hasMessageContaining("directory");
            }
        }
    }

    @Test
    void damageIsFoundAndAnotherReplicaRead() {
        try (OpenStore open = Store.MEMORY.open(directory);
                ObjectStore store = store(open.db())) {
            Database db = open.db();
            StoredObjects objects = StoredObjects.of(store);
            objects.put(db, "k", SHORT, ReplicateConfig.builder().replicas(2).build());
            db.in(Where.keyspace(db)).deleteRange(Subspace.of("chunks a").range());
            assertThat(objects.get(db, "k")).hasValue(SHORT);
            db.in(Where.keyspace(db)).deleteRange(Subspace.of("chunks b").range());
            assertThatThrownBy(() -> objects.get(db, "k"))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("key=k");
        }
    }

    @Test
    void aKillLeavesBothOrNone() throws Exception {
        CrashImages.of(
                        directory,
                        0,
                        (db, done) -> {
                            try (ObjectStore store = store(db)) {
                                StoredObjects objects = StoredObjects.of(store);
                                for (int i = 0; i < 3; i++) {
                                    byte[] value = OpenObjects.value(i, 300_000);
                                    db.transact(tx -> {
                                        tx.put(utf8("newest"), value);
                                        return objects.upsert(tx, "k", value, ONE);
                                    });
                                    done.accept(i);
                                }
                            }
                        })
                .each(
                        3,
                        (image, _) -> {
                            try (OpenStore open = Store.ROCKSDB.open(image);
                                    ObjectStore store = store(open.db())) {
                                byte[] newest = open.db().get(utf8("newest"));
                                assertThat(newest).isNotNull();
                                assertThat(store.get("k")).hasValue(newest);
                                assertThat(rawKeys(open.db())).isEqualTo(1 + 3);
                            }
                        });
    }
}
