package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.LimitException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes when a segment of 16 objects is full, on memory segments and on stored ones. */
class EvictionTest {

    private static final int SIZE = 4096;
    private static final int OBJECTS = 16;
    private static final long LIMIT = OBJECTS * SIZE;
    private static final ReplicateConfig PLAIN = ReplicateConfig.standard();
    private static final ReplicateConfig SOFT =
            ReplicateConfig.builder().softPin(Duration.ofSeconds(1)).build();
    private static final ReplicateConfig HARD = ReplicateConfig.builder().hardPin().build();

    @TempDir Path directory;

    private static void put(ObjectStore store, String prefix, int count, ReplicateConfig config) {
        for (int i = 0; i < count; i++) {
            assertThat(store.put(prefix + i, OpenObjects.value(i, SIZE), config).isCreated())
                    .isTrue();
            assertThat(store.segments().getFirst().bytesUsed()).isLessThanOrEqualTo(LIMIT);
        }
    }

    private static List<Integer> present(ObjectStore store, String prefix, int count) {
        return IntStream.range(0, count).filter(i -> store.exists(prefix + i)).boxed().toList();
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private static void assertFull(ObjectStore store) {
        List<Integer> before = present(store, "k", 100);
        assertThatThrownBy(() -> store.put("more", OpenObjects.value(1, SIZE)))
                .isInstanceOfSatisfying(
                        LimitException.class,
                        e ->
                                assertThat(ObjectStatus.of(e))
                                        .isEqualTo(ObjectStatus.NO_AVAILABLE_HANDLE));
        assertThat(present(store, "k", 100)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP", "APART"})
    void check29TheOldestGoAndTheLimitHolds(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", 100, PLAIN);
            assertThat(present(open.store(), "k", 100)).isEqualTo(numbers(84, 100));
            assertThat(open.store().stats().evictions()).isEqualTo(84);
            for (int i = 84; i < 100; i++) {
                assertThat(open.store().get("k" + i).orElseThrow())
                        .isEqualTo(OpenObjects.value(i, SIZE));
            }
            open.store().removeAll(false);
            assertThat(open.used()).isZero();
            assertThat(open.rawKeys()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void check30WhatIsReadStays(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", 1, PLAIN);
            for (int i = 1; i < 100; i++) {
                assertThat(open.store().get("k0")).isPresent();
                open.store().put("k" + i, OpenObjects.value(i, SIZE));
            }
            List<Integer> expected = new ArrayList<>(List.of(0));
            expected.addAll(numbers(85, 100));
            assertThat(present(open.store(), "k", 100)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void askingWhetherAnObjectExistsIsNoUse(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", OBJECTS, PLAIN);
            assertThat(open.store().exists("k0")).isTrue();
            put(open.store(), "x", 1, PLAIN);
            assertThat(open.store().exists("k0")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void check31SoftPinnedObjectsGoLast(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "soft", 5, SOFT);
            put(open.store(), "k", 10, PLAIN);
            put(open.store(), "x", 50, PLAIN);
            assertThat(present(open.store(), "soft", 5)).isEqualTo(numbers(0, 5));
            assertThat(present(open.store(), "x", 50)).isEqualTo(numbers(39, 50));
            open.store().removeAll(false);

            put(open.store(), "soft", OBJECTS, SOFT);
            put(open.store(), "x", 3, PLAIN);
            assertThat(present(open.store(), "soft", OBJECTS)).isEqualTo(numbers(1, OBJECTS));
            assertThat(present(open.store(), "x", 3)).isEqualTo(List.of(2));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY"})
    void check31SoftPinnedObjectsStayWhereTheyAreKept(Where where) {
        HandClock clock = new HandClock();
        try (ObjectStore store =
                ObjectStore.builder()
                        .segment(Segment.memory("a", LIMIT))
                        .keepSoftPinned()
                        .clocks(clock, clock)
                        .open()) {
            assertThat(where).isEqualTo(Where.MEMORY);
            put(store, "k", OBJECTS, SOFT);
            assertFull(store);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void check32ASoftPinEnds(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "soft", 5, SOFT);
            open.clock().goOn(Duration.ofSeconds(2));
            put(open.store(), "k", OBJECTS, PLAIN);
            assertThat(present(open.store(), "soft", 5)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void check33HardPinnedObjectsStay(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", OBJECTS, HARD);
            assertThat(open.store().info("k0").orElseThrow().hardPin()).isTrue();
            assertFull(open.store());
            open.store().remove("k3");
            put(open.store(), "x", 1, PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY"})
    void check34ALentObjectStays(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", 1, PLAIN);
            try (PinnedObject lent = open.store().getBuffer("k0").orElseThrow()) {
                put(open.store(), "x", 100, PLAIN);
                assertThat(open.store().exists("k0")).isTrue();
                assertThat(lent.isIntact()).isTrue();
            }
            put(open.store(), "y", OBJECTS, PLAIN);
            assertThat(open.store().exists("k0")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY"})
    void allLentObjectsLeaveNoRoom(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", OBJECTS, PLAIN);
            List<PinnedObject> lent = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                lent.add(open.store().getBuffer("k" + i).orElseThrow());
            }
            assertFull(open.store());
            open.store().removeAll(false);
            assertThat(open.used()).isEqualTo(LIMIT);
            assertFull(open.store());
            lent.forEach(PinnedObject::close);
            assertThat(open.used()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP", "BOTH"})
    void check35WhatFitsNowhereEvictsNothing(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", OBJECTS, where.config());
            assertThatThrownBy(() -> open.store().put("big", OpenObjects.value(1, (int) LIMIT + 1)))
                    .isInstanceOfSatisfying(
                            LimitException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-200));
            assertThat(present(open.store(), "k", OBJECTS)).isEqualTo(numbers(0, OBJECTS));
            assertThat(open.store().stats().evictions()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "HEAP"})
    void anObjectAsLargeAsTheSegmentEvictsAll(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", OBJECTS, PLAIN);
            byte[] value = OpenObjects.value(1, (int) LIMIT);
            assertThat(open.store().put("big", value).isCreated()).isTrue();
            assertThat(open.store().get("big").orElseThrow()).isEqualTo(value);
            assertThat(present(open.store(), "k", OBJECTS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BOTH"})
    void aReplicaThatIsEvictedLeavesTheOther(Where where) {
        try (OpenObjects open = where.open(directory, LIMIT)) {
            put(open.store(), "k", 1, where.config());
            ReplicateConfig memory = ReplicateConfig.builder().preferred("b").build();
            put(open.store(), "m", OBJECTS, memory);
            assertThat(open.store().info("k0").orElseThrow().replicas()).containsExactly("a");
            assertThat(open.store().get("k0").orElseThrow()).isEqualTo(OpenObjects.value(0, SIZE));
            ReplicateConfig stored = ReplicateConfig.builder().preferred("a").build();
            put(open.store(), "s", OBJECTS, stored);
            assertThat(open.store().exists("k0")).isFalse();
            assertThat(open.rawKeys()).isEqualTo(2 * OBJECTS);
        }
    }
}
