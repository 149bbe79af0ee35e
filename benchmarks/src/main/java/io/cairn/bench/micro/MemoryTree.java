package io.cairn.bench.micro;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Components;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.storage.memory.MemoryEngineProvider;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The tree of the memory engine and its cursors, without anything around them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
public class MemoryTree {

    private static final int KEYS = 1_000_000;
    private static final int BATCH = 1_000;
    private static final int STRIDE = 7_919;
    private static final int SCANNED = 1_000;

    private final byte[][] keys = new byte[KEYS][];
    private final byte[] value = new byte[100];
    private StorageEngine engine;
    private int keyspace;
    private int next;

    /** Creates the benchmark. */
    public MemoryTree() {}

    /** Fills the tree. */
    @Setup
    public void open() {
        engine = (StorageEngine) new MemoryEngineProvider().open(Map.of(), Components.system());
        keyspace = engine.keyspace("bench");
        for (int from = 0; from < KEYS; from += BATCH) {
            WriteBatch batch = new WriteBatch(BATCH);
            for (int i = from; i < from + BATCH; i++) {
                keys[i] = Bytes.utf8("key:" + (10_000_000 + i));
                batch.put(keyspace, keys[i], value);
            }
            engine.apply(batch);
        }
    }

    /** Closes the engine. */
    @TearDown
    public void close() {
        engine.close();
    }

    /** Finds a key. */
    @Benchmark
    public byte @Nullable [] get() {
        try (EngineSnapshot latest = engine.latest()) {
            return latest.get(keyspace, key());
        }
    }

    /** Replaces a value. */
    @Benchmark
    public void put() {
        WriteBatch batch = new WriteBatch(1);
        batch.put(keyspace, key(), value);
        engine.apply(batch);
    }

    /** Opens a cursor and reads a thousand entries. */
    @Benchmark
    public long scanForward() {
        return scan(KeyRange.of(keys[next % (KEYS - SCANNED)], null), Direction.FORWARD);
    }

    /** The same from the last key down. */
    @Benchmark
    public long scanReverse() {
        return scan(KeyRange.all(), Direction.REVERSE);
    }

    private long scan(KeyRange range, Direction direction) {
        key();
        long bytes = 0;
        try (EngineSnapshot latest = engine.latest();
                EngineCursor cursor = latest.cursor(keyspace, range, direction)) {
            for (int i = 0; i < SCANNED && cursor.next(); i++) {
                bytes += cursor.key().byteSize() + cursor.value().byteSize();
            }
        }
        return bytes;
    }

    private byte[] key() {
        next = (next + STRIDE) % KEYS;
        return keys[next];
    }
}
