package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations on the engine and on sorted maps, compared after every step. */
class ModelTest {

    private static final String[] KEYSPACES = {"", "users", "\u00e9 / \ud83d\ude00"};

    @TempDir Path directory;

    private final Map<Integer, NavigableMap<byte[], byte[]>> model = new HashMap<>();
    private final List<Pinned> pinned = new ArrayList<>();
    private int[] keyspaces = {};
    private Random random = new Random();

    private record Pinned(
            EngineSnapshot snapshot, Map<Integer, NavigableMap<byte[], byte[]>> state) {}

    @ParameterizedTest
    @CsvSource({"FFM, 1", "FFM, 2", "FFM, 3", "JNI, 1", "JNI, 2"})
    void agreesWithSortedMaps(RocksDbConfig.NativeCalls calls, long seed) {
        random = new Random(seed);
        StorageEngine engine = open(calls);
        try {
            for (int step = 0; step < 1_500; step++) {
                switch (random.nextInt(24)) {
                    case 0 -> pin(engine);
                    case 1 -> unpin();
                    case 2 -> {
                        if (random.nextInt(20) == 0) {
                            unpinAll();
                            engine.close();
                            engine = open(calls);
                        }
                    }
                    case 3 -> {
                        if (random.nextInt(10) == 0) {
                            engine.checkpoint();
                        }
                    }
                    case 4, 5, 6, 7, 8, 9 -> apply(engine);
                    default -> compare(engine);
                }
            }
        } finally {
            unpinAll();
            engine.close();
        }
    }

    private StorageEngine open(RocksDbConfig.NativeCalls calls) {
        StorageEngine engine = RocksDbEngine.open(Configs.small(directory.resolve("db"), calls));
        int[] ids = new int[KEYSPACES.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = engine.keyspace(KEYSPACES[i]);
            model.computeIfAbsent(ids[i], id -> new TreeMap<>(Bytes::compare));
        }
        assertThat(keyspaces.length == 0 ? ids : keyspaces)
                .as("identifiers survive a reopen")
                .isEqualTo(ids);
        keyspaces = ids;
        return engine;
    }

    private void apply(StorageEngine engine) {
        WriteBatch batch = new WriteBatch();
        int operations = 1 + random.nextInt(12);
        for (int i = 0; i < operations; i++) {
            int keyspace = keyspaces[random.nextInt(keyspaces.length)];
            NavigableMap<byte[], byte[]> map = model.get(keyspace);
            int kind = random.nextInt(20);
            if (kind == 0) {
                KeyRange range = range();
                batch.deleteRange(keyspace, range);
                map.keySet().removeIf(range::contains);
            } else if (kind < 6) {
                byte[] key = key();
                batch.delete(keyspace, key);
                map.remove(key);
            } else {
                byte[] key = key();
                byte[] value = new byte[random.nextInt(40) == 0 ? 70_000 : random.nextInt(60)];
                random.nextBytes(value);
                batch.put(keyspace, key, value);
                map.put(key, value);
            }
        }
        engine.apply(batch);
    }

    private void pin(StorageEngine engine) {
        if (pinned.size() < 4) {
            Map<Integer, NavigableMap<byte[], byte[]>> copy = new HashMap<>();
            model.forEach((id, map) -> copy.put(id, new TreeMap<>(map)));
            pinned.add(new Pinned(engine.snapshot(), copy));
        }
    }

    private void unpin() {
        if (!pinned.isEmpty()) {
            pinned.remove(random.nextInt(pinned.size())).snapshot().close();
        }
    }

    private void unpinAll() {
        pinned.forEach(one -> one.snapshot().close());
        pinned.clear();
    }

    private void compare(StorageEngine engine) {
        Pinned view =
                pinned.isEmpty() || random.nextInt(3) == 0
                        ? new Pinned(engine.latest(), model)
                        : pinned.get(random.nextInt(pinned.size()));
        int keyspace = keyspaces[random.nextInt(keyspaces.length)];
        NavigableMap<byte[], byte[]> map = view.state().get(keyspace);
        EngineSnapshot snapshot = view.snapshot();
        byte[] key = key();
        assertThat(snapshot.get(keyspace, key)).isEqualTo(map.get(key));
        assertThat(snapshot.<byte[]>read(keyspace, key, segment -> segment.toArray(LAYOUT)))
                .isEqualTo(map.get(key));
        byte[][] keys = new byte[random.nextInt(5)][];
        byte[][] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key();
            values[i] = map.get(keys[i]);
        }
        assertThat(snapshot.getAll(keyspace, keys)).isDeepEqualTo(values);
        KeyRange range = range();
        for (Direction direction : Direction.values()) {
            assertThat(scan(snapshot, keyspace, range, direction))
                    .as("%s %s", range, direction)
                    .isEqualTo(expected(map, range, direction));
        }
    }

    private static List<String> expected(
            NavigableMap<byte[], byte[]> map, KeyRange range, Direction direction) {
        List<String> entries = new ArrayList<>();
        (direction == Direction.FORWARD ? map : map.descendingMap())
                .forEach((key, value) -> {
                    if (range.contains(key)) {
                        entries.add(entry(key, value));
                    }
                });
        return entries;
    }

    private List<String> scan(
            EngineSnapshot snapshot, int keyspace, KeyRange range, Direction direction) {
        List<String> entries = new ArrayList<>();
        try (EngineCursor cursor = snapshot.cursor(keyspace, range, direction)) {
            boolean lent = random.nextBoolean();
            while (cursor.next()) {
                entries.add(
                        lent
                                ? entry(
                                        cursor.key().toArray(LAYOUT),
                                        cursor.value().toArray(LAYOUT))
                                : entry(cursor.keyBytes(), cursor.valueBytes()));
            }
            assertThat(cursor.next()).isFalse();
        }
        return entries;
    }

    private static final java.lang.foreign.ValueLayout.OfByte LAYOUT =
            java.lang.foreign.ValueLayout.JAVA_BYTE;

    private static String entry(byte[] key, byte[] value) {
        return Bytes.describe(key) + "=" + value.length + ":" + java.util.Arrays.hashCode(value);
    }

    private KeyRange range() {
        return switch (random.nextInt(6)) {
            case 0 -> KeyRange.all();
            case 1 -> KeyRange.of(key(), null);
            case 2 -> KeyRange.of(Bytes.EMPTY, key());
            case 3 -> KeyRange.prefix(key());
            default -> KeyRange.of(key(), key());
        };
    }

    /** Short keys over few byte values collide often; long ones share their first eight bytes. */
    private byte[] key() {
        byte[] alphabet = {0, 1, 'a', (byte) 0x7F, (byte) 0x80, (byte) 0xFF};
        byte[] key = new byte[1 + random.nextInt(random.nextBoolean() ? 3 : 12)];
        for (int i = 0; i < key.length; i++) {
            key[i] =
                    key.length > 8 && i < 8
                            ? (byte) 'k'
                            : alphabet[random.nextInt(alphabet.length)];
        }
        return key;
    }
}
