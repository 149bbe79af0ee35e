package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CorruptionException;
import io.cairn.layer.tuple.Tuple;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that change where they are stored are never given out. */
class DamageTest {

    private static final byte[] VALUE = OpenObjects.value(1, 300_000);
    private static final UUID ID = new UUID(1, 2);
    private static final ReplicateConfig ALL = ReplicateConfig.builder().replicas(9).build();

    private final HandClock clock = new HandClock();
    private Database database = Cairn.inMemory();
    private Catalog catalog = catalog();
    private ObjectStore store = new ObjectStore(catalog, clock);

    @BeforeEach
    void open() {
        database.close();
        database = Cairn.inMemory();
        catalog = catalog();
        store = new ObjectStore(catalog, clock);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private Catalog catalog() {
        Directory rows = new Directory(database, Where.keyspace(database), Where.DIRECTORY);
        return new Catalog(rows, clock, 0, true);
    }

    private WriteView rows() {
        return database.in(Where.keyspace(database));
    }

    private void mountMemory(String name) {
        store.mount(Segment.memory(name, 1 << 20));
    }

    private void mountStored() {
        store.mount(Segment.stored("s", database, Where.keyspace(database), Where.CHUNKS));
    }

    private void damageMemory(int replica) {
        ObjectEntry entry = Objects.requireNonNull(catalog.find("k"));
        MemorySegment memory = ((MemoryReplica) entry.replicas().get(replica)).memory();
        memory.set(ValueLayout.JAVA_BYTE, 200_000, (byte) (VALUE[200_000] + 1));
    }

    private byte[] secondChunk() {
        return Where.CHUNKS.key(store.info("k").orElseThrow().token(), 1);
    }

    private void damageChunk() {
        byte[] chunk = Objects.requireNonNull(rows().get(secondChunk()));
        chunk[7]++;
        rows().put(secondChunk(), chunk);
    }

    private void assertDamaged() {
        assertThatThrownBy(() -> store.get("k"))
                .isInstanceOfSatisfying(
                        CorruptionException.class,
                        e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-801));
    }

    @Test
    void check38AnotherReplicaIsReadAndTheDamagedOneDropped() {
        mountMemory("a");
        mountMemory("b");
        store.put("k", VALUE, ALL);
        damageMemory(0);
        assertThat(store.get("k")).hasValue(VALUE);
        assertThat(store.info("k").orElseThrow().replicas()).hasSize(1);
        assertThat(store.stats().damaged()).isEqualTo(1);
        assertThat(store.segments()).extracting(Segment::bytesUsed).contains(0L);
        assertThat(store.get("k")).hasValue(VALUE);
        assertThat(store.stats().damaged()).isEqualTo(1);
    }

    @Test
    void check38TheOnlyReplicaIsNeverWrong() {
        mountMemory("a");
        store.put("k", VALUE, ALL);
        damageMemory(0);
        assertDamaged();
        assertDamaged();
        try (PinnedObject lent = store.getBuffer("k").orElseThrow()) {
            assertThat(lent.isIntact()).isFalse();
        }
        store.upsert("k", VALUE, ALL);
        assertThat(store.get("k")).hasValue(VALUE);
    }

    @Test
    void check38AStoredReplicaIsReadWhenTheOneInMemoryIsDamaged() {
        mountMemory("a");
        mountStored();
        store.put("k", VALUE, ALL);
        damageMemory(0);
        assertThat(store.get("k")).hasValue(VALUE);
        assertThat(store.info("k").orElseThrow().replicas()).containsExactly("s");
        damageChunk();
        assertDamaged();
        assertThatThrownBy(() -> store.getBuffer("k")).isInstanceOf(CorruptionException.class);
        assertThat(store.remove("k")).isTrue();
        assertThat(rows().count(KeyRange.all())).isZero();
    }

    @Test
    void aChunkThatIsMissingOrTooLongIsDamage() {
        mountStored();
        store.put("k", VALUE, ALL);
        byte[] chunk = Objects.requireNonNull(rows().get(secondChunk()));
        rows().delete(secondChunk());
        assertDamaged();
        rows().put(secondChunk(), new byte[chunk.length + 1]);
        assertDamaged();
        rows().put(secondChunk(), new byte[chunk.length - 1]);
        assertDamaged();
        rows().put(secondChunk(), chunk);
        assertThat(store.get("k")).hasValue(VALUE);
    }

    @Test
    void aRowThatIsNoneOfOursIsRefused() {
        mountStored();
        store.put("k", VALUE, ALL);
        for (byte[] row :
                new byte[][] {
                    {},
                    {99},
                    Tuple.of(1, 2).pack(),
                    Tuple.of(2, 5, 1, ID, false, Tuple.of("s")).pack(),
                    Tuple.of(1, -5, 1, ID, false, Tuple.of("s")).pack(),
                    Tuple.of(1, 5, 1L << 40, ID, false, Tuple.of("s")).pack(),
                    Tuple.of(1, 5, 1, ID, "x", Tuple.of("s")).pack(),
                    Tuple.of(1, 5, 1, ID, false, Tuple.of(7)).pack(),
                }) {
            rows().put(Where.DIRECTORY.key(1, "k"), row);
            assertThatThrownBy(() -> store.get("k"))
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining("key=k");
        }
    }
}
