package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReleaseTest {

    private static final int BUFFER_BYTES = 1 << 20;

    @TempDir Path temporary;

    @Test
    void aRowOfTheSystemKeyspaceDoesNotHoldAllLogs() throws Exception {
        Map<String, Object> options =
                Map.of("writeBufferBytes", BUFFER_BYTES, "recycledLogs", 0, "compression", "none");
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            WriteBatch version = new WriteBatch();
            version.put(engine.keyspace("cairn.system"), Bytes.utf8("version"), new byte[8]);
            engine.apply(version);
            for (int i = 0; i < 12; i++) {
                WriteBatch batch = new WriteBatch();
                batch.put(0, Bytes.utf8("key " + i), new byte[BUFFER_BYTES]);
                engine.apply(batch);
            }

            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            long held = logBytes(engine);
            while (held > 4 * BUFFER_BYTES && System.nanoTime() < deadline) {
                Thread.onSpinWait();
                held = logBytes(engine);
            }
            assertThat(held).isLessThanOrEqualTo(4 * BUFFER_BYTES);
        }
    }

    private static long logBytes(StorageEngine engine) {
        return engine.counters().get("wal_size_bytes");
    }
}
