package io.cairn.compat.mooncake;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.layer.objects.Segment;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The codes of the calls with addresses, and stores with more than a setup can say. */
class RegisteredMemoryTest {

    private static final String METADATA = "P2PHANDSHAKE";

    private final MooncakeDistributedStore store = new MooncakeDistributedStore();
    private final Arena arena = Arena.ofConfined();

    @BeforeEach
    void open() {
        store.setup("localhost", METADATA, "localhost:50051");
    }

    @AfterEach
    void close() {
        store.close();
        arena.close();
    }

    @Test
    void check17FloatsGoInAndOut() {
        MemorySegment from = arena.allocate(4_000_000);
        for (long at = 0; at < from.byteSize(); at += Float.BYTES) {
            from.set(ValueLayout.JAVA_FLOAT, at, at / 3f);
        }
        MemorySegment to = arena.allocate(4_000_000);
        assertThat(store.registerBuffer(from)).isZero();
        assertThat(store.registerBuffer(to)).isZero();
        assertThat(store.putFrom("t", from.address(), 4_000_000)).isZero();
        assertThat(store.getInto("t", to.address(), 4_000_000)).isEqualTo(4_000_000);
        assertThat(from.mismatch(to)).isEqualTo(-1);
        assertThat(store.unregisterBuffer(from.address())).isZero();
        assertThat(store.unregisterBuffer(to.address())).isZero();
    }

    @Test
    void check06And18OnlyRegisteredMemoryIsRead() {
        MemorySegment memory = arena.allocate(1000);
        long address = memory.address();
        assertThat(store.putFrom("k", address, 10)).isEqualTo(-600);
        store.registerBuffer(memory);
        assertThat(store.putFrom("k", address, 0)).isEqualTo(-600);
        assertThat(store.putFrom("k", address, -1)).isEqualTo(-600);
        assertThat(store.putFrom("k", address, 1001)).isEqualTo(-600);
        assertThat(store.putFrom("k", address + 1, 1000)).isEqualTo(-600);
        assertThat(store.putFrom("k", address - 1, 10)).isEqualTo(-600);
        assertThat(store.putFrom("k", address, Long.MAX_VALUE)).isEqualTo(-600);
        assertThat(store.putFrom("k", 0, 10)).isEqualTo(-600);
        assertThat(store.putFrom("k", Long.MAX_VALUE, 10)).isEqualTo(-600);
        assertThat(store.isExist("k")).isZero();
        assertThat(store.putFrom("k", address + 990, 10)).isZero();
    }

    @Test
    void check19And20RoomIsEnoughOrNothingIsTouched() {
        store.put("k", new byte[] {1, 2, 3});
        MemorySegment memory = arena.allocate(10);
        store.registerBuffer(memory);
        assertThat(store.getInto("k", memory.address(), 2)).isEqualTo(-600);
        assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        assertThat(store.getInto("k", memory.address(), 10)).isEqualTo(3);
        assertThat(memory.toArray(ValueLayout.JAVA_BYTE))
                .containsExactly(1, 2, 3, 0, 0, 0, 0, 0, 0, 0);
        assertThat(store.getInto("missing", memory.address(), 10)).isEqualTo(-704);
    }

    @Test
    void check21AnEndedRegistrationCannotEndAgain() {
        MemorySegment memory = arena.allocate(100);
        assertThat(store.registerBuffer(memory)).isZero();
        assertThat(store.registerBuffer(memory)).isEqualTo(-600);
        assertThat(store.registerBuffer(memory.asSlice(99))).isEqualTo(-600);
        assertThat(store.registerBuffer(MemorySegment.ofArray(new byte[8]))).isEqualTo(-600);
        assertThat(store.unregisterBuffer(memory.address() + 1)).isEqualTo(-600);
        assertThat(store.unregisterBuffer(memory.address())).isZero();
        assertThat(store.unregisterBuffer(memory.address())).isEqualTo(-600);
        assertThat(store.putFrom("k", memory.address(), 10)).isEqualTo(-600);
    }

    @Test
    void check22Batches() {
        MemorySegment memory = arena.allocate(300).fill((byte) 7);
        store.registerBuffer(memory);
        long address = memory.address();
        List<String> keys = List.of("a", "b", "c");
        List<Long> places = List.of(address, address + 100, address + 200);
        List<Long> sizes = List.of(100L, 50L, 100L);
        assertThat(store.batchPutFrom(keys, places, sizes)).containsExactly(0, 0, 0);
        memory.fill((byte) 0);
        assertThat(store.batchGetInto(keys, places, sizes)).containsExactly(100L, 50L, 100L);
        assertThat(memory.asSlice(0, 150).toArray(ValueLayout.JAVA_BYTE)).containsOnly(7);
        assertThat(store.batchGetInto(List.of("a", "x", "c"), places, sizes))
                .containsExactly(100L, -704L, 100L);
        assertThat(store.batchGetInto(keys, places, List.of(1L))).containsOnly(-600L).hasSize(3);
        assertThat(store.batchPutFrom(keys, List.of(address), sizes)).containsOnly(-600).hasSize(3);
    }

    @Test
    void check13And14LeasesAreGivenWhereAskedFor() {
        AtomicLong now = new AtomicLong();
        MooncakeDistributedStore leasing =
                new MooncakeDistributedStore(builder ->
                        builder.leases(Duration.ofSeconds(5))
                                .clocks(now::get, InstantSource.system()));
        leasing.setup("localhost", METADATA, "localhost:50051");
        for (int i = 0; i < 10; i++) {
            leasing.put("k" + i, new byte[1]);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(leasing.isExist("k" + i)).isEqualTo(1);
        }
        assertThat(leasing.remove("k0")).isEqualTo(-706);
        assertThat(leasing.removeAll()).isEqualTo(5);
        now.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(leasing.remove("k0")).isZero();
        assertThat(leasing.removeAll()).isEqualTo(4);
        leasing.close();
    }

    @Test
    void check25ReplicasAreOnSegmentsOfTheirOwn() {
        MooncakeDistributedStore more =
                new MooncakeDistributedStore(
                        builder -> builder.segment(Segment.memory("other:1", 1 << 20)));
        more.setup("localhost", METADATA, "localhost:50051");
        ReplicateConfig config = new ReplicateConfig();
        config.replicaNum = 2;
        config.preferredSegment = "other:1";
        assertThat(more.put("k", new byte[] {1}, config)).isZero();
        assertThat(more.get("k")).containsExactly(1);
        config.preferredSegment = "unknown:1";
        assertThat(more.put("l", new byte[] {1}, config)).isZero();
        more.close();
    }

    @Test
    void clientsOfAServerShareObjectsThatStay(@TempDir Path directory) {
        String socket = directory.resolve("db/cairn.sock").toString();
        try (OpenStore server = Store.IPC.open(directory)) {
            assertThat(server.db().keyspaceNames()).isEmpty();
            MooncakeDistributedStore one = new MooncakeDistributedStore();
            MooncakeDistributedStore two = new MooncakeDistributedStore();
            assertThat(one.setup("a:1", METADATA, 1 << 20, 1 << 20, "unix", "", socket)).isZero();
            assertThat(two.setup("b:1", METADATA, 0, 1 << 20, "unix", "", socket)).isZero();
            ReplicateConfig config = new ReplicateConfig();
            config.preferredSegment = Setup.SHARED_SEGMENT;
            assertThat(one.put("k", new byte[200_000], config)).isZero();
            one.close();
            assertThat(two.get("k")).hasSize(200_000);
            assertThat(two.put("own", new byte[] {1})).isZero();
            assertThat(two.remove("k")).isZero();
            two.close();
            int gone = one.setup("a:1", METADATA, 0, 0, "unix", "", socket + "-not-there");
            assertThat(gone).isNegative();
        }
    }
}
