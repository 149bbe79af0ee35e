package io.cairn.layer.objects;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Database;
import io.cairn.bytes.KeyRange;
import io.cairn.error.CairnException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where replicas are, and what is left when a segment goes. */
class ReplicationTest {

    private static final ReplicateConfig TWO = ReplicateConfig.builder().replicas(2).build();
    private static final byte[] VALUE = OpenObjects.value(1, 5000);

    @TempDir Path directory;

    private static ObjectStore memory(String... names) {
        ObjectStoreBuilder builder = ObjectStore.builder();
        for (String name : names) {
            builder.segment(Segment.memory(name, 64 << 10));
        }
        return builder.open();
    }

    private OpenStore opened(Store kind, String name) throws IOException {
        return kind.open(Files.createDirectory(directory.resolve(name)));
    }

    private static Segment stored(String name, Database database) {
        return Segment.stored(name, database, Where.keyspace(database), Where.CHUNKS);
    }

    @Test
    void check25AReplicaIsEnough() {
        try (ObjectStore store = memory("a", "b")) {
            PutResult result = store.put("k", VALUE, TWO);
            assertThat(result.replicas()).containsExactlyInAnyOrder("a", "b");
            store.put("single", VALUE, ReplicateConfig.builder().preferred("a").build());
            store.unmount("a");
            assertThat(store.get("k")).hasValue(VALUE);
            assertThat(store.info("k").orElseThrow().replicas()).containsExactly("b");
            assertThat(store.exists("single")).isFalse();
            store.unmount("b");
            assertThat(store.exists("k")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void check25ADatabaseThatFailsLeavesTheOthersReadable(Store kind) throws IOException {
        try (OpenStore directories = opened(kind, "rows");
                OpenStore first = opened(kind, "one");
                OpenStore second = opened(kind, "two");
                Database rows = directories.db();
                Database one = first.db();
                Database two = second.db();
                ObjectStore store =
                        ObjectStore.builder()
                                .directory(rows, Where.keyspace(rows), Where.DIRECTORY)
                                .segment(stored("a", one))
                                .segment(stored("b", two))
                                .open()) {
            assertThat(store.put("k", VALUE, TWO).replicas()).containsExactly("a", "b");
            one.close();
            assertThat(store.get("k")).hasValue(VALUE);
            assertThat(store.getBuffer("k").orElseThrow().isIntact()).isTrue();
            assertThat(store.stats().failed()).isEqualTo(2);
            assertThat(store.info("k").orElseThrow().replicas()).containsExactly("a", "b");
            assertThatThrownBy(() -> store.put("new", VALUE, TWO))
                    .isInstanceOf(CairnException.class);
            assertThat(store.exists("new")).isFalse();
            store.unmount("a");
            assertThat(store.put("new", VALUE, TWO).replicas()).containsExactly("b");
            two.close();
            assertThatThrownBy(() -> store.get("k")).isInstanceOf(CairnException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentThatIsNotMountedIsNamed(Store kind) throws IOException {
        try (OpenStore opened = opened(kind, "rows");
                Database rows = opened.db();
                ObjectStore store =
                        ObjectStore.builder()
                                .directory(rows, Where.keyspace(rows), Where.DIRECTORY)
                                .segment(stored("a", rows))
                                .open()) {
            store.put("k", VALUE);
            store.unmount("a");
            assertThat(store.exists("k")).isTrue();
            assertThatThrownBy(() -> store.get("k"))
                    .isInstanceOfSatisfying(
                            CairnException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-101))
                    .hasMessageContaining("[a]");
            store.mount(stored("a", rows));
            assertThat(store.get("k")).hasValue(VALUE);
            store.unmount("a");
            assertThat(store.remove("k")).isTrue();
            store.mount(stored("a", rows));
            assertThat(store.sweep(Duration.ZERO)).isEqualTo(1);
            assertThat(rows.in(Where.keyspace(rows)).count(KeyRange.all())).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSegmentThatIsMountedAgainHasWhatIsStoredThere(Store kind) throws IOException {
        try (OpenStore opened = opened(kind, "rows");
                Database rows = opened.db();
                ObjectStore store =
                        ObjectStore.builder()
                                .directory(rows, Where.keyspace(rows), Where.DIRECTORY)
                                .segment(Segment.memory("m", 64 << 10))
                                .segment(stored("a", rows))
                                .open()) {
            store.put("k", VALUE, TWO);
            store.unmount("a");
            store.mount(stored("a", rows));
            assertThat(store.info("k").orElseThrow().replicas()).containsExactly("m", "a");
            store.unmount("m");
            assertThat(store.get("k")).hasValue(VALUE);
            assertThat(store.removeAll(false)).isEqualTo(1);
            assertThat(rows.in(Where.keyspace(rows)).count(KeyRange.all())).isZero();
        }
    }

    @Test
    void check26FewerReplicasAreReportedOrRefused() {
        try (ObjectStore store = memory("a")) {
            ReplicateConfig.Builder three = ReplicateConfig.builder().replicas(3);
            assertThat(store.put("k", VALUE, three.build()).replicas()).containsExactly("a");
            assertThatThrownBy(() -> store.put("strict", VALUE, three.strict().build()))
                    .isInstanceOfSatisfying(
                            LimitException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-200))
                    .hasMessageContaining("more replicas than there are segments")
                    .hasMessageContaining("key=strict")
                    .hasMessageContaining("replicas=3, segments=1");
            assertThat(store.exists("strict")).isFalse();
            assertThat(store.segments().getFirst().bytesUsed()).isEqualTo(5056);
        }
    }

    @Test
    void aStrictPutThatCannotBeDoneEvictsNothing() {
        try (ObjectStore store = memory("a", "b")) {
            byte[] large = OpenObjects.value(1, 60_000);
            store.put("plain", large, ReplicateConfig.builder().preferred("a").build());
            store.put("hard", large, ReplicateConfig.builder().preferred("b").hardPin().build());
            ReplicateConfig strict = ReplicateConfig.builder().replicas(2).strict().build();
            assertThatThrownBy(() -> store.put("k", large, strict))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("has room");
            assertThat(store.exists("plain")).isTrue();
            assertThat(store.put("k", large, TWO).replicas()).containsExactly("a");
            assertThat(store.exists("plain")).isFalse();
        }
    }

    @Test
    void check27ThereIsAtLeastOneReplica() {
        for (int replicas : new int[] {0, -1}) {
            assertThatThrownBy(() -> ReplicateConfig.builder().replicas(replicas).build())
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("replicas=" + replicas);
        }
        for (Duration time : List.of(Duration.ZERO, Duration.ofHours(25))) {
            assertThatThrownBy(() -> ReplicateConfig.builder().softPin(time).build())
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    void check28PreferredSegmentsComeFirst() {
        try (ObjectStore store = memory("a", "b", "c")) {
            ReplicateConfig.Builder inB = ReplicateConfig.builder().preferred("b");
            for (int i = 0; i < 5; i++) {
                assertThat(store.put("k" + i, VALUE, inB.build()).replicas()).containsExactly("b");
            }
            byte[] large = OpenObjects.value(1, 60_000);
            store.put("large", large, ReplicateConfig.builder().preferred("c").hardPin().build());
            PutResult elsewhere =
                    store.put("x", large, ReplicateConfig.builder().preferred("c").build());
            assertThat(elsewhere.replicas()).containsExactly("a");
            PutResult unknown =
                    store.put("y", VALUE, ReplicateConfig.builder().preferred("z", "b").build());
            assertThat(unknown.isCreated()).isTrue();
            assertThat(unknown.unknown()).containsExactly("z");
            assertThat(unknown.replicas()).containsExactly("b");
            ReplicateConfig strict = ReplicateConfig.builder().preferred("z").strict().build();
            assertThatThrownBy(() -> store.put("w", VALUE, strict))
                    .isInstanceOfSatisfying(
                            InvalidArgumentException.class,
                            e -> assertThat(ObjectStatus.of(e).code()).isEqualTo(-101));
            assertThat(store.exists("w")).isFalse();
            ReplicateConfig order =
                    ReplicateConfig.builder().preferred("b", "a").replicas(2).build();
            assertThat(store.put("v", utf8("v"), order).replicas()).containsExactly("b", "a");
        }
    }

    @Test
    void theSegmentWithMoreRoomIsTaken() {
        try (ObjectStore store = memory("a", "b")) {
            for (int i = 0; i < 6; i++) {
                store.put("k" + i, VALUE);
            }
            assertThat(store.segments())
                    .extracting(Segment::bytesUsed)
                    .containsExactly(3L * 5056, 3L * 5056);
        }
    }
}
