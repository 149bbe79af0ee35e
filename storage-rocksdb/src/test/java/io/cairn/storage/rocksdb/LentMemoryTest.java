package io.cairn.storage.rocksdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.ClosedException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory lent by the C functions, used too late or by the wrong thread: an exception, never a
 * crash.
 */
class LentMemoryTest {

    private static final int ENTRIES = 2_000;

    @TempDir Path temporary;

    private StorageEngine engine;

    @BeforeEach
    void open() {
        engine = Configs.open(temporary.resolve("db"), Map.of("native", "ffm"));
        WriteBatch batch = new WriteBatch();
        for (int i = 0; i < ENTRIES; i++) {
            batch.put(0, new byte[] {(byte) (i >> 8), (byte) i}, new byte[100]);
        }
        engine.apply(batch);
        engine.checkpoint();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aSegmentDiesWithItsCursor() {
        try (EngineSnapshot view = engine.snapshot()) {
            EngineCursor cursor = view.cursor(0, KeyRange.all(), Direction.FORWARD);
            assertThat(cursor.next()).isTrue();
            MemorySegment key = cursor.key();
            MemorySegment value = cursor.value();
            assertThat(value.byteSize()).isEqualTo(100);
            assertThat(key.isReadOnly() && value.isReadOnly()).isTrue();
            cursor.close();
            cursor.close();
            assertThatThrownBy(() -> key.get(JAVA_BYTE, 0))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> value.get(JAVA_BYTE, 0))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aSegmentFromReadDiesWithTheCall() {
        List<MemorySegment> kept = new ArrayList<>();
        assertThat(
                        engine.latest()
                                .<Boolean>read(0, new byte[] {0, 1}, segment -> kept.add(segment)))
                .isTrue();
        assertThat(kept.getFirst().isReadOnly()).isTrue();
        assertThatThrownBy(() -> kept.getFirst().get(JAVA_BYTE, 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCursorMayChangeThreadsAndLendsToTheCurrentOne() throws Exception {
        try (EngineSnapshot view = engine.snapshot();
                EngineCursor cursor = view.cursor(0, KeyRange.all(), Direction.FORWARD)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key().get(JAVA_BYTE, 1)).isEqualTo((byte) 0);
            byte[] second = new byte[1];
            Thread.ofPlatform()
                    .start(() -> {
                        cursor.next();
                        second[0] = cursor.key().get(JAVA_BYTE, 1);
                    })
                    .join();
            assertThat(second[0]).isEqualTo((byte) 1);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.key().get(JAVA_BYTE, 1)).isEqualTo((byte) 2);
        }
    }

    @Test
    void memoryLentToAThreadStaysWhenAnotherOneClosesTheCursor() throws Exception {
        MemorySegment kept;
        try (EngineSnapshot view = engine.snapshot()) {
            EngineCursor cursor = view.cursor(0, KeyRange.all(), Direction.FORWARD);
            assertThat(cursor.next()).isTrue();
            kept = cursor.value();
            Thread.ofPlatform().start(cursor::close).join();
            assertThatThrownBy(cursor::next).isInstanceOf(ClosedException.class);
            scan(view);
            assertThat(kept.get(JAVA_BYTE, 50)).isZero();
        }
        engine.close();
        assertThat(kept.get(JAVA_BYTE, 50)).isZero();
        open();
        assertThat(Scans.keys(engine.latest(), 0)).hasSize(ENTRIES);
    }

    @Test
    void cursorsClosedByAnotherThreadAreFreedOnceNobodyHoldsTheirMemory() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<EngineCursor> leaked = new ArrayList<>();
            try (EngineSnapshot view = engine.snapshot()) {
                for (int i = 0; i < 500; i++) {
                    EngineCursor cursor = view.cursor(0, KeyRange.all(), Direction.FORWARD);
                    cursor.next();
                    assertThat(cursor.key().byteSize()).isEqualTo(2);
                    leaked.add(cursor);
                }
                Thread.ofPlatform().start(() -> leaked.forEach(EngineCursor::close)).join();
            }
        }
        FfmDriver driver = (FfmDriver) ((RocksDbEngine) engine).driver();
        int before = driver.retiredCount();
        assertThat(before).isPositive();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (driver.retiredCount() > 500 && System.nanoTime() < deadline) {
            System.gc();
            try (EngineSnapshot view = engine.snapshot()) {
                scan(view);
            }
        }
        assertThat(driver.retiredCount()).isLessThanOrEqualTo(500);
    }

    @Test
    void everythingAfterCloseThrows() {
        for (String calls : List.of("ffm", "jni")) {
            engine.close();
            engine = Configs.open(temporary.resolve("db"), Map.of("native", calls));
            EngineSnapshot view = engine.snapshot();
            EngineSnapshot latest = engine.latest();
            EngineCursor cursor = view.cursor(0, KeyRange.all(), Direction.FORWARD);
            EngineCursor other = latest.cursor(0, KeyRange.all(), Direction.REVERSE);
            assertThat(cursor.next() && other.next()).isTrue();
            MemorySegment segment = other.value();
            engine.close();
            engine.close();
            byte[] key = {0, 1};
            for (Runnable call :
                    List.<Runnable>of(
                            cursor::next,
                            cursor::key,
                            cursor::value,
                            cursor::keyBytes,
                            cursor::valueBytes,
                            other::next,
                            () -> view.get(0, key),
                            () -> view.getAll(0, new byte[][] {key}),
                            () -> view.read(0, key, s -> s),
                            () -> view.cursor(0, KeyRange.all(), Direction.FORWARD),
                            () -> latest.get(0, key),
                            () -> latest.cursor(0, KeyRange.all(), Direction.FORWARD),
                            engine::snapshot,
                            engine::sync,
                            engine::checkpoint,
                            engine::counters,
                            engine::keyspaceNames,
                            () -> engine.keyspace("x"),
                            () -> engine.dropKeyspace(1),
                            () -> engine.apply(new WriteBatch()),
                            () -> engine.exportTo(temporary.resolve("export")))) {
                assertThatThrownBy(call::run).isInstanceOf(ClosedException.class);
            }
            cursor.close();
            other.close();
            view.close();
            latest.close();
            if (calls.equals("ffm")) {
                assertThatThrownBy(() -> segment.get(JAVA_BYTE, 0))
                        .isInstanceOf(IllegalStateException.class);
            }
        }
    }

    private static void scan(EngineSnapshot view) {
        assertThat(Scans.keys(view, 0)).hasSize(ENTRIES);
    }
}
