package io.cairn.layer.objects;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.WriteView;
import io.cairn.bytes.KeyRange;
import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.tuple.Tuple;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every store does, wherever its objects are. */
class ObjectStoreTest {

    private static final long LIMIT = 32 << 20;
    private static final int[] SIZES = {
        1, 63, 64, 65, 1000, 128 << 10, (128 << 10) + 1, 4 << 20, (4 << 20) + 1, (9 << 20) + 77
    };

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource
    void objectsOfAllSizesComeBack(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            for (int size : SIZES) {
                byte[] value = OpenObjects.value(size, size);
                PutResult result = store.put("k", value, where.config());
                assertThat(result.isCreated()).isTrue();
                assertThat(store.get("k"))
                        .hasValueSatisfying(got -> assertThat(got).isEqualTo(value));
                assertThat(store.size("k")).hasValue(size);
                assertThat(store.exists("k")).isTrue();
                assertThat(open.used()).isBetween((long) size, LIMIT);
                assertThat(store.remove("k")).isTrue();
                assertThat(store.exists("k")).isFalse();
                assertThat(store.remove("k")).isFalse();
                assertThat(open.used()).isZero();
                assertThat(open.rawKeys()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void check03AMissingObjectIsEmpty(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            assertThat(store.get("missing")).isEmpty();
            assertThat(store.size("missing")).isEmpty();
            assertThat(store.exists("missing")).isFalse();
            assertThat(store.getBuffer("missing")).isEmpty();
            assertThat(store.info("missing")).isEmpty();
            assertThat(store.stats().misses()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check04APutKeepsWhatThereIsAndAnUpsertReplacesIt(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            assertThat(store.put("k", utf8("A"), where.config()).isCreated()).isTrue();
            PutResult second = store.put("k", utf8("B"), where.config());
            assertThat(second.isPresent()).isTrue();
            assertThat(second.status().code()).isEqualTo(-705);
            assertThat(store.get("k")).hasValue(utf8("A"));
            ObjectInfo before = store.info("k").orElseThrow();
            long keys = open.rawKeys();

            assertThat(store.upsert("k", utf8("B"), where.config()).isCreated()).isTrue();
            assertThat(store.get("k")).hasValue(utf8("B"));
            assertThat(store.info("k").orElseThrow().token()).isNotEqualTo(before.token());
            assertThat(open.rawKeys()).isEqualTo(keys);
            byte[] longer = OpenObjects.value(1, 5 << 20);
            store.upsertParts("k", List.of(MemorySegment.ofArray(longer)), where.config());
            assertThat(store.get("k").orElseThrow()).isEqualTo(longer);
            store.upsert("k", utf8("C"), where.config());
            assertThat(store.get("k")).hasValue(utf8("C"));
            assertThat(open.rawKeys()).isEqualTo(keys);
            assertThat(open.used()).isLessThanOrEqualTo(Segment.BYTES_MIN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check05And06And10EmptyKeysAndValuesAreRefused(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            assertThatThrownBy(() -> store.put("", utf8("A")))
                    .isInstanceOfSatisfying(
                            InvalidArgumentException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-600));
            assertThatThrownBy(() -> store.put("k".repeat(4097), utf8("A")))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> store.put("k", new byte[0]))
                    .isInstanceOf(InvalidArgumentException.class);
            MemorySegment empty = MemorySegment.ofArray(new byte[0]);
            for (List<MemorySegment> parts : List.of(List.<MemorySegment>of(), List.of(empty))) {
                assertThatThrownBy(() -> store.putParts("k", parts, where.config()))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            assertThat(store.exists("k")).isFalse();
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check07And08BatchesKeepTheOrderAndTheFirstOfARepeatedKey(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            List<PutResult> results =
                    store.putAll(
                            List.of("k1", "k3", "k1", ""),
                            List.of(utf8("1"), utf8("3"), utf8("other"), utf8("x")),
                            where.config());
            assertThat(results)
                    .extracting(result -> result.status().code())
                    .containsExactly(0, 0, -705, -600);
            List<Optional<byte[]>> values = store.getAll(List.of("k1", "k2", "k3"));
            assertThat(values.get(0)).hasValue(utf8("1"));
            assertThat(values.get(1)).isEmpty();
            assertThat(values.get(2)).hasValue(utf8("3"));
            BitSet expected = new BitSet();
            expected.set(0);
            assertThat(store.existsAll(List.of("k1", "k2"))).isEqualTo(expected);
            assertThatThrownBy(() ->
                            store.putAll(List.of("x", "y"), List.of(utf8("1")), where.config()))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(store.exists("x")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check09PartsBecomeOneObject(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            List<MemorySegment> parts =
                    List.of(
                            MemorySegment.ofArray(utf8("Hello, ")),
                            MemorySegment.ofArray(new byte[0]),
                            MemorySegment.ofArray(utf8("World!")),
                            MemorySegment.ofArray(utf8(" From here")).asReadOnly());
            store.putParts("greeting", parts, where.config());
            assertThat(store.get("greeting")).hasValue(utf8("Hello, World! From here"));
            assertThat(store.size("greeting")).hasValue(23);

            float[] floats = {1, 2, 3};
            store.putParts("floats", List.of(MemorySegment.ofArray(floats)), where.config());
            assertThat(store.size("floats")).hasValue(12);
            byte[] one = OpenObjects.value(1, 200_000);
            byte[] two = OpenObjects.value(2, 300_001);
            store.putParts(
                    "long",
                    List.of(MemorySegment.ofArray(one), MemorySegment.ofArray(two)),
                    where.config());
            byte[] both = store.get("long").orElseThrow();
            assertThat(both).startsWith(one).endsWith(two).hasSize(500_001);
        }
    }

    @ParameterizedTest
    @EnumSource
    void check14RemoveAllRemovesAllOnce(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            for (int i = 0; i < 10; i++) {
                store.put("k" + i, OpenObjects.value(i, 100), where.config());
            }
            assertThat(store.removeAll(false)).isEqualTo(10);
            assertThat(store.removeAll(false)).isZero();
            assertThat(open.rawKeys()).isZero();
            assertThat(open.used()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check15ExpressionsAreSearchedForInKeys(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            List<String> keys =
                    List.of("user_session_1", "user_session_2", "user_session_x", "a/b", "other");
            keys.forEach(key -> store.put(key, utf8("v"), where.config()));
            assertThat(store.removeMatching("^none")).isZero();
            assertThat(store.removeMatching("1$|/")).isEqualTo(2);
            assertThat(store.removeMatching("^user_session_")).isEqualTo(2);
            assertThatThrownBy(() -> store.removeMatching("["))
                    .isInstanceOfSatisfying(
                            InvalidArgumentException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-600))
                    .hasMessageContaining("regular expression is wrong")
                    .hasMessageContaining("regex=[, reason=");
            assertThat(store.exists("other")).isTrue();
            assertThat(store.removeMatching(".*")).isEqualTo(1);
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void moreKeysThanAPageAreAllRemoved(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            IntStream.range(0, 2500)
                    .forEach(i -> open.store().put("k" + i, utf8("v"), where.config()));
            assertThat(open.store().removeMatching("k")).isEqualTo(2500);
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HEAP", "ROCKSDB", "IPC"})
    void rowsAreThoseThatThePackageDraws(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            byte[] value = OpenObjects.value(1, (128 << 10) + 3);
            open.store().put("k", value, where.config());
            ObjectInfo info = open.store().info("k").orElseThrow();
            WriteView rows = open.openRows().db().in(Where.keyspace(open.openRows().db()));
            byte[] row = rows.get(Where.DIRECTORY.key(1, "k"));
            assertThat(row).isNotNull();
            assertThat(Tuple.unpack(row))
                    .isEqualTo(
                            Tuple.of(
                                    1,
                                    value.length,
                                    info.checksum(),
                                    info.token(),
                                    false,
                                    Tuple.of("a")));
            byte[] last = rows.get(Where.CHUNKS.key(info.token(), 1));
            assertThat(value).endsWith(last).hasSize((128 << 10) + 3);
            assertThat(rows.count(KeyRange.all())).isEqualTo(3);
        }
    }

    @Test
    void aClosedStoreRefusesEverything() {
        try (OpenObjects open = Where.MEMORY.open(directory, LIMIT)) {
            ObjectStore store = open.store();
            store.put("k", utf8("v"));
            PinnedObject lent = store.getBuffer("k").orElseThrow();
            store.close();
            store.close();
            List<Runnable> calls =
                    List.of(
                            () -> store.get("k"),
                            () -> store.exists("k"),
                            () -> store.put("k", utf8("v")),
                            () -> store.remove("k"),
                            () -> store.removeAll(true),
                            () -> store.removeMatching("k"),
                            () -> store.mount(Segment.memory("b", 1024)));
            for (Runnable call : calls) {
                assertThatThrownBy(call::run).isInstanceOf(ClosedException.class);
            }
            assertThat(lent.isIntact()).isTrue();
            lent.close();
            assertThat(open.store().segments().getFirst().bytesUsed()).isZero();
        }
    }

    @Test
    void segmentsHaveNamesOfTheirOwnAndOneStore() {
        try (ObjectStore store = ObjectStore.builder().open()) {
            assertThatThrownBy(() -> store.put("k", utf8("v")))
                    .isInstanceOfSatisfying(
                            LimitException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-200));
            Segment segment = Segment.memory("a", 1024);
            store.mount(segment);
            assertThatThrownBy(() -> store.mount(Segment.memory("a", 1024)))
                    .isInstanceOfSatisfying(
                            InvalidArgumentException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-102));
            assertThat(store.unmount("a")).isTrue();
            assertThat(store.unmount("a")).isFalse();
            assertThatThrownBy(() -> store.mount(segment))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> Segment.memory("", 1024))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> Segment.memory("a", 63))
                    .isInstanceOf(InvalidArgumentException.class);
            try (OpenObjects other = Where.HEAP.open(directory, LIMIT)) {
                Segment stored =
                        Segment.stored(
                                "s",
                                other.openRows().db(),
                                Where.keyspace(other.openRows().db()),
                                Where.CHUNKS);
                assertThatThrownBy(() -> store.mount(stored))
                        .isInstanceOf(InvalidArgumentException.class)
                        .hasMessageContaining("directory");
            }
        }
    }
}
