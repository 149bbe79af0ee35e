package io.cairn.layer.objects;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.WaitTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leases of ten seconds, by a clock that the test moves. */
class LeaseTest {

    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int SIZE = 1024;

    private final HandClock clock = new HandClock();

    private ObjectStore open(Database db, boolean stored) {
        Segment segment =
                stored
                        ? Segment.stored("a", db, Where.keyspace(db), Where.CHUNKS, 10 * SIZE)
                        : Segment.memory("a", 10 * SIZE);
        return ObjectStore.builder()
                .directory(db, Where.keyspace(db), Where.DIRECTORY)
                .segment(segment)
                .leases(LEASE)
                .clocks(clock, clock)
                .open();
    }

    private static void fill(ObjectStore store) {
        for (int i = 0; i < 10; i++) {
            store.put("k" + i, OpenObjects.value(i, SIZE));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void check13AUsedObjectIsRemovedWhenItsLeaseHasEnded(boolean stored) {
        try (Database db = Cairn.inMemory();
                ObjectStore store = open(db, stored)) {
            store.put("k", utf8("v"));
            assertThat(store.get("k")).isPresent();
            assertThatThrownBy(() -> store.remove("k"))
                    .isInstanceOfSatisfying(
                            CairnException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-706));
            clock.goOn(LEASE.minusNanos(1));
            assertThatThrownBy(() -> store.remove("k")).isInstanceOf(CairnException.class);
            clock.goOn(Duration.ofNanos(1));
            assertThat(store.remove("k")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void check14BulkRemovalsSkipLeasedObjects(boolean stored) {
        try (Database db = Cairn.inMemory();
                ObjectStore store = open(db, stored)) {
            fill(store);
            assertThat(store.get("k0")).isPresent();
            assertThat(store.exists("k1")).isTrue();
            assertThat(store.size("k2")).isPresent();
            store.getBuffer("k3").orElseThrow().close();
            assertThat(store.get("k4")).isPresent();
            assertThat(store.removeMatching("k[0-6]")).isEqualTo(2);
            assertThat(store.removeAll(false)).isEqualTo(3);
            assertThat(store.removeAll(false)).isZero();
            clock.goOn(LEASE);
            assertThat(store.removeAll(false)).isEqualTo(5);

            fill(store);
            assertThat(store.get("k0")).isPresent();
            assertThat(store.removeAll(true)).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leasedObjectsAreNotEvicted(boolean stored) {
        try (Database db = Cairn.inMemory();
                ObjectStore store = open(db, stored)) {
            fill(store);
            for (int i = 0; i < 10; i++) {
                assertThat(store.exists("k" + i)).isTrue();
            }
            assertThatThrownBy(() -> store.put("x", OpenObjects.value(1, SIZE)))
                    .isInstanceOfSatisfying(
                            CairnException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-200));
            clock.goOn(LEASE);
            assertThat(store.put("x", OpenObjects.value(1, SIZE)).isCreated()).isTrue();
        }
    }

    @Test
    void aReadThatOutlivesItsLeaseFails() {
        try (Database db = Cairn.inMemory();
                ObjectStore store = open(db, false)) {
            store.put("k", utf8("v"));
            clock.stepAtEachLook(LEASE.dividedBy(2));
            assertThat(store.get("k")).isPresent();
            clock.stepAtEachLook(LEASE);
            assertThatThrownBy(() -> store.get("k"))
                    .isInstanceOfSatisfying(
                            WaitTimeoutException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-707));
        }
    }

    @Test
    void aLeaseIsPositiveAndShort() {
        for (Duration time : new Duration[] {Duration.ZERO, Duration.ofDays(2)}) {
            assertThatThrownBy(() -> ObjectStore.builder().leases(time))
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }
}
