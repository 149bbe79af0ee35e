package io.cairn.layer.objects;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.error.TransactionStateException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a new store finds of an old one, and what puts leave that do not end. */
class RestartTest {

    private static final long LIMIT = 64 << 20;
    private static final byte[] SHORT = OpenObjects.value(1, 3000);
    private static final byte[] LONG = OpenObjects.value(2, 5 << 20);

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ROCKSDB", "IPC"})
    void check46StoredObjectsStayAndThoseInMemoryGoWithoutATrace(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            open.store().mount(Segment.memory("m", LIMIT));
            ReplicateConfig memory = ReplicateConfig.builder().preferred("m").build();
            ReplicateConfig stored = ReplicateConfig.builder().preferred("a").hardPin().build();
            ReplicateConfig both = ReplicateConfig.builder().replicas(2).build();
            open.store().put("memory", SHORT, memory);
            open.store().put("short", SHORT, stored);
            open.store().put("long", LONG, stored);
            open.store().put("both", SHORT, both);
        }
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            store.mount(Segment.memory("m", LIMIT));
            assertThat(store.exists("memory")).isFalse();
            assertThat(store.get("short")).hasValue(SHORT);
            assertThat(store.get("long")).hasValue(LONG);
            assertThat(store.get("both")).hasValue(SHORT);
            assertThat(store.info("both").orElseThrow().replicas()).containsExactly("a");
            assertThat(store.info("short").orElseThrow().hardPin()).isTrue();
            assertThat(open.used()).isEqualTo(2 * SHORT.length + LONG.length);
            assertThat(open.segment("m").bytesUsed()).isZero();
            assertThat(open.rawKeys()).isEqualTo(3 + 1 + 1 + 40);
            assertThat(store.sweep(Duration.ZERO)).isZero();
            assertThat(store.removeAll(false)).isEqualTo(3);
            assertThat(open.rawKeys()).isZero();
        }
    }

    @Test
    void aLimitHoldsAfterARestart() {
        long limit = 10 * SHORT.length;
        try (OpenObjects open = Where.ROCKSDB.open(directory, limit)) {
            for (int i = 0; i < 10; i++) {
                open.store().put("k" + i, SHORT);
            }
        }
        try (OpenObjects open = Where.ROCKSDB.open(directory, limit)) {
            assertThat(open.used()).isEqualTo(limit);
            open.store().put("more", SHORT);
            assertThat(open.used()).isEqualTo(limit);
            assertThat(open.store().removeAll(false)).isEqualTo(10);
        }
    }

    private static Directory directoryOf(Database database) {
        return new Directory(database, Where.keyspace(database), Where.DIRECTORY);
    }

    private static KeyspaceShelf shelfIn(Database database) {
        return (KeyspaceShelf)
                Segment.stored("a", database, Where.keyspace(database), Where.CHUNKS);
    }

    @ParameterizedTest
    @EnumSource(names = {"HEAP", "ROCKSDB", "IPC", "APART"})
    void check36WhatAKilledWriterLeavesIsNotSeenAndIsSwept(Where where) {
        UUID token = new UUID(1, 2);
        try (OpenObjects open = where.open(directory, LIMIT)) {
            directoryOf(open.openRows().db()).begin(token, open.clock().millis());
            shelfIn(open.openChunks().db()).write(token, Parts.of(LONG));
            assertThat(open.rawKeys()).isEqualTo(1 + 40);
            assertThat(open.store().exists("k")).isFalse();
            assertThat(open.store().put("k", SHORT).isCreated()).isTrue();
            assertThat(open.store().sweep(Duration.ofMinutes(10))).isZero();
            open.clock().goOn(Duration.ofMinutes(11));
            assertThat(open.store().sweep(Duration.ofMinutes(10))).isEqualTo(1);
            assertThat(open.store().get("k")).hasValue(SHORT);
            assertThat(open.rawKeys()).isEqualTo(2);
        }
    }

    @Test
    void check37AWriterThatWasSweptCannotEnd() {
        try (OpenObjects open = Where.HEAP.open(directory, LIMIT)) {
            Directory rows = directoryOf(open.openRows().db());
            UUID token = new UUID(1, 2);
            rows.begin(token, open.clock().millis());
            shelfIn(open.openChunks().db()).write(token, Parts.of(LONG));
            assertThat(open.store().sweep(Duration.ZERO)).isEqualTo(1);
            open.store().put("k", SHORT);
            DirectoryRow row =
                    new DirectoryRow(
                            LONG.length, Parts.of(LONG).checksum(), token, false, List.of("a"));
            assertThatThrownBy(() -> rows.commit("k", row, true, true, (tx, previous) -> {}))
                    .isInstanceOfSatisfying(
                            TransactionStateException.class,
                            e ->
                                    assertThat(ObjectStatus.of(e))
                                            .isEqualTo(ObjectStatus.INVALID_WRITE));
            assertThat(open.store().get("k")).hasValue(SHORT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check36APutThatFailsLeavesNothing(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            MemorySegment ended;
            try (Arena arena = Arena.ofConfined()) {
                ended = arena.allocate(6 << 20);
            }
            List<MemorySegment> parts = List.of(MemorySegment.ofArray(LONG), ended);
            assertThatThrownBy(() -> open.store().putParts("k", parts, where.config()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(open.store().exists("k")).isFalse();
            assertThat(open.used()).isZero();
            assertThat(open.rawKeys()).isZero();
            assertThat(open.store().put("k", utf8("v"), where.config()).isCreated()).isTrue();
        }
    }

    @Test
    void storesThatShareADirectorySeeWhatTheOthersDo() {
        try (Database db = Cairn.inMemory();
                ObjectStore one = sharing(db);
                ObjectStore two = sharing(db)) {
            one.mount(Segment.memory("m1", LIMIT));
            two.mount(Segment.memory("m2", LIMIT));
            ReplicateConfig both = ReplicateConfig.builder().replicas(2).build();
            one.put("k", utf8("1"), both);
            assertThat(one.info("k").orElseThrow().replicas()).containsExactly("m1", "a");
            assertThat(two.get("k")).hasValue(utf8("1"));
            assertThat(two.info("k").orElseThrow().replicas()).containsExactly("a");
            assertThat(two.put("k", utf8("2"), both).isPresent()).isTrue();

            two.upsert("k", utf8("2"), both);
            assertThat(one.get("k")).hasValue(utf8("2"));
            assertThat(one.info("k").orElseThrow().replicas()).containsExactly("a");
            Predicate<ObjectStore> empty =
                    store -> Objects.requireNonNull(store.segments().get(1)).bytesUsed() == 0;
            assertThat(one).matches(empty);
            assertThat(two).matches(empty.negate());

            assertThat(one.remove("k")).isTrue();
            assertThat(two.exists("k")).isFalse();
            assertThat(two).matches(empty);
            one.put("x", utf8("x"), both);
            assertThat(two.removeAll(false)).isEqualTo(1);
            assertThat(one.get("x")).isEmpty();
        }
    }

    @Test
    void anObjectThatLeavesMemoryAndIsStoredIsKnownByItsRowOnly() {
        try (Database db = Cairn.inMemory();
                ObjectStore store = sharing(db)) {
            store.mount(Segment.memory("m", SHORT.length + 64));
            ReplicateConfig both = ReplicateConfig.builder().replicas(2).build();
            for (int i = 0; i < 10; i++) {
                store.put("k" + i, SHORT, both);
            }
            assertThat(store.stats().known()).isEqualTo(1);
            assertThat(store.get("k0")).hasValue(SHORT);
            assertThat(store.stats().known()).isEqualTo(1);
            assertThat(store.removeAll(false)).isEqualTo(10);
            assertThat(store.stats().known()).isZero();
        }
    }

    private static ObjectStore sharing(Database db) {
        return ObjectStore.builder()
                .directory(db, Where.keyspace(db), Where.DIRECTORY)
                .segment(Segment.stored("a", db, Where.keyspace(db), Where.CHUNKS))
                .open();
    }
}
