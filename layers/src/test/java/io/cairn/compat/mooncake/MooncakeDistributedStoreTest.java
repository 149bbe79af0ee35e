package io.cairn.compat.mooncake;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The codes and quirks of the calls with arrays. */
class MooncakeDistributedStoreTest {

    private static final String METADATA = "http://localhost:8080/metadata";
    private static final String MASTER = "localhost:50051";

    private final MooncakeDistributedStore store = new MooncakeDistributedStore();

    @BeforeEach
    void check01SetupWithDefaults() {
        assertThat(store.setup("localhost", METADATA, MASTER)).isZero();
    }

    @AfterEach
    void check02CloseAndCloseAgain() {
        assertThat(store.close()).isZero();
        assertThat(store.close()).isZero();
    }

    private static int setup(
            String hostname, String metadata, long bytes, String protocol, String devices) {
        MooncakeDistributedStore other = new MooncakeDistributedStore();
        int code = other.setup(hostname, metadata, bytes, 1024, protocol, devices, MASTER);
        other.close();
        return code;
    }

    @Test
    void check01ASecondSetupIsRefused() {
        store.put("k", utf8("v"));
        assertThat(store.setup("localhost", METADATA, MASTER)).isEqualTo(-1);
        assertThat(store.get("k")).isEqualTo(utf8("v"));
        store.close();
        assertThat(store.setup("localhost", METADATA, MASTER)).isZero();
        assertThat(store.isExist("k")).isZero();
    }

    @Test
    void nothingWorksBeforeSetupAndAfterClose() {
        store.close();
        assertThat(store.put("k", utf8("v"))).isEqualTo(-600);
        assertThat(store.isExist("k")).isEqualTo(-600);
        assertThat(store.getSize("k")).isEqualTo(-600);
        assertThat(store.removeAll()).isEqualTo(-600);
        assertThat(store.get("k")).isEmpty();
        assertThat(store.getBuffer("k")).isNull();
        assertThat(store.getHostname()).isEmpty();
    }

    @Test
    void check02And03WhatIsPutIsGotAndWhatIsMissingIsEmpty() {
        assertThat(store.put("hello_key", utf8("Hello"))).isZero();
        assertThat(store.get("hello_key")).isEqualTo(utf8("Hello"));
        assertThat(store.get("missing")).isEmpty();
        assertThat(store.get("")).isEmpty();
    }

    @Test
    void check04APutToAKeyThatIsThereChangesNothingAndSucceeds() {
        assertThat(store.put("k", utf8("A"))).isZero();
        assertThat(store.put("k", utf8("B"))).isZero();
        assertThat(store.get("k")).isEqualTo(utf8("A"));
    }

    @Test
    void check05And10NothingIsStoredUnderNoKeyOrFromNoBytes() {
        assertThat(store.put("", utf8("v"))).isEqualTo(-600);
        assertThat(store.put("k", new byte[0])).isEqualTo(-600);
        assertThat(store.putParts("k")).isEqualTo(-600);
        assertThat(store.putParts("k", new byte[0], new byte[0])).isEqualTo(-600);
        assertThat(store.isExist("k")).isZero();
        assertThat(store.isExist("")).isEqualTo(-600);
    }

    @Test
    void check07And08Batches() {
        List<String> keys = List.of("k1", "k2", "k3");
        List<byte[]> values = List.of(utf8("1"), utf8("2"), utf8("3"));
        assertThat(store.putBatch(keys, values)).isZero();
        assertThat(store.getBatch(keys)).containsExactlyElementsOf(values);
        List<byte[]> some = store.getBatch(List.of("k1", "missing", "k3"));
        assertThat(some.get(0)).isEqualTo(utf8("1"));
        assertThat(some.get(1)).isEmpty();
        assertThat(some.get(2)).isEqualTo(utf8("3"));

        assertThat(store.putBatch(List.of("a", "b", "c"), List.of(utf8("1"), utf8("2"))))
                .isEqualTo(-600);
        assertThat(store.batchIsExist(List.of("a", "b", "c"))).containsOnly(0);
        assertThat(store.putBatch(List.of("d", "d"), List.of(utf8("1"), utf8("2")))).isZero();
        assertThat(store.get("d")).isEqualTo(utf8("1"));
        assertThat(store.putBatch(List.of("e", ""), List.of(utf8("1"), utf8("2")))).isEqualTo(-600);
    }

    @Test
    void check09And11And12PartsAndQuestions() {
        assertThat(store.putParts("g", utf8("Hello, "), utf8("World!"), utf8(" From"))).isZero();
        assertThat(store.get("g")).isEqualTo(utf8("Hello, World! From"));
        assertThat(store.getSize("g")).isEqualTo(18);
        assertThat(store.getSize("missing")).isEqualTo(-704);
        assertThat(store.isExist("g")).isEqualTo(1);
        assertThat(store.isExist("missing")).isZero();
        assertThat(store.batchIsExist(List.of("g", "missing"))).containsExactly(1, 0);
    }

    @Test
    void check13And14Removals() {
        store.put("k", utf8("v"));
        assertThat(store.get("k")).isNotEmpty();
        assertThat(store.remove("k")).isZero();
        assertThat(store.isExist("k")).isZero();
        assertThat(store.remove("k")).isEqualTo(-704);
        for (int i = 0; i < 10; i++) {
            store.put("k" + i, utf8("v"));
        }
        assertThat(store.removeAll()).isEqualTo(10);
        assertThat(store.removeAll()).isZero();
    }

    @Test
    void check15And16Expressions() {
        List.of("user_session_1", "user_session_2", "user_session_3", "a/b", "c")
                .forEach(key -> store.put(key, utf8("v")));
        assertThat(store.removeByRegex("^none")).isZero();
        assertThat(store.removeByRegex("^user_session_")).isEqualTo(3);
        assertThat(store.removeByRegex("[")).isEqualTo(-600);
        assertThat(store.removeByRegex("(a)\\1")).isEqualTo(-600);
        assertThat(store.removeByRegex("x".repeat(1001))).isEqualTo(-600);
        store.put("a".repeat(100) + "!", utf8("v"));
        assertThat(store.removeByRegex("(a+)+$")).isZero();
        assertThat(store.removeByRegex(".*")).isEqualTo(3);
    }

    @Test
    void check23And24ABuffer() {
        store.put("k", utf8("value"));
        try (BufferHandle buffer = store.getBuffer("k")) {
            assertThat(buffer).isNotNull();
            assertThat(buffer.size()).isEqualTo(5);
            assertThat(buffer.ptr()).isEqualTo(buffer.segment().address()).isNotZero();
            assertThat(buffer.buffer().isReadOnly()).isTrue();
            assertThat(store.remove("k")).isZero();
            assertThat(buffer.buffer().get(0)).isEqualTo((byte) 'v');
            buffer.close();
            assertThatThrownBy(buffer::ptr).isInstanceOf(ClosedException.class);
        }
        assertThat(store.getBuffer("k")).isNull();
    }

    @Test
    void check26And27ReplicasAndPins() {
        ReplicateConfig config = new ReplicateConfig();
        assertThat(config.replicaNum).isEqualTo(1);
        assertThat(config.withSoftPin).isFalse();
        assertThat(config.preferredSegment).isEmpty();
        config.replicaNum = 3;
        config.withSoftPin = true;
        assertThat(store.put("k", utf8("v"), config)).isZero();
        config.replicaNum = 0;
        assertThat(store.put("x", utf8("v"), config)).isEqualTo(-600);
        assertThat(store.putParts("x", config, utf8("v"))).isEqualTo(-600);
        assertThat(store.putBatch(List.of("x"), List.of(utf8("v")), config)).isEqualTo(-600);
        assertThat(store.isExist("x")).isZero();
    }

    @Test
    void check29AFullSegmentForgetsTheOldest() {
        byte[] mebibyte = new byte[1 << 20];
        for (int i = 0; i < 40; i++) {
            assertThat(store.put("k" + i, mebibyte)).isZero();
        }
        assertThat(store.isExist("k0")).isZero();
        assertThat(store.batchIsExist(List.of("k24", "k39"))).containsExactly(1, 1);
        assertThat(store.put("large", new byte[(16 << 20) + 1])).isEqualTo(-200);
        assertThat(store.batchIsExist(List.of("k24", "k39"))).containsExactly(1, 1);
    }

    @Test
    void check45WhatCannotBeDoneIsRefused() {
        assertThat(setup("localhost", METADATA, 1024, "rdma", "")).isEqualTo(-1012);
        assertThat(setup("localhost", METADATA, 1024, "rdma", "mlx5_0")).isEqualTo(-1012);
        assertThat(setup("localhost", METADATA, 1024, "carrier pigeon", "")).isEqualTo(-1012);
        assertThat(setup("node7.example.org", METADATA, 1024, "tcp", "")).isEqualTo(-1012);
        assertThat(setup("localhost", METADATA, 1024, "tcp", "mlx5_0")).isEqualTo(-600);
        assertThat(setup("", METADATA, 1024, "tcp", "")).isEqualTo(-600);
        assertThat(setup("localhost", "nonsense", 1024, "tcp", "")).isEqualTo(-600);
        assertThat(setup("localhost", METADATA, -1, "tcp", "")).isEqualTo(-600);
        assertThat(setup("localhost", "P2PHANDSHAKE", 1024, "tcp", "")).isZero();
        assertThat(setup("127.0.0.1:7", METADATA, 0, "tcp", "")).isZero();
        assertThat(setup("node7.example.org", METADATA, 1024, "local", "")).isZero();
    }

    @Test
    void aValueIsNoLongerThanTheLocalBuffer() {
        MooncakeDistributedStore other = new MooncakeDistributedStore();
        other.setup("localhost", METADATA, 1 << 20, 10, "local", "", MASTER);
        assertThat(other.put("k", new byte[10])).isZero();
        assertThat(other.put("l", new byte[11])).isEqualTo(-10);
        assertThat(other.putParts("l", new byte[6], new byte[5])).isEqualTo(-10);
        assertThat(other.putBatch(List.of("l"), Collections.nCopies(1, new byte[11])))
                .isEqualTo(-10);
        assertThat(other.isExist("l")).isZero();
        other.close();
    }

    @Test
    void check47TheHostnameIsTheSegment() {
        assertThat(store.getHostname()).matches("localhost:1[234]\\d{3}");
        ReplicateConfig config = new ReplicateConfig();
        config.preferredSegment = store.getHostname();
        assertThat(store.put("k", utf8("v"), config)).isZero();
        store.close();
        store.setup("localhost:12345", METADATA, MASTER);
        assertThat(store.getHostname()).isEqualTo("localhost:12345");
    }
}
