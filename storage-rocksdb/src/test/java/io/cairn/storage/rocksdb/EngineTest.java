package io.cairn.storage.rocksdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.engine.EngineInfo;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {

    @TempDir Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jni"})
    void countsKeysCachesAndBytes(String calls) throws Exception {
        Map<String, Object> options = Map.of("native", calls);
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            assertThat(engine.counters().get("keys_count")).isZero();
            int users = engine.keyspace("users");
            WriteBatch batch = new WriteBatch();
            for (int i = 0; i < 1000; i++) {
                batch.put(0, key(i), new byte[100]);
                batch.put(users, key(i), new byte[100]);
            }
            engine.apply(batch);
            Map<String, Long> counters = engine.counters();
            assertThat(counters.get("keys_count")).isEqualTo(2000);
            assertThat(counters.get("keys_count_exact")).isZero();
            assertThat(counters.get("memtable_size_bytes")).isGreaterThan(200_000);
            assertThat(counters.get("wal_size_bytes")).isGreaterThan(200_000).isEqualTo(logBytes());
            engine.checkpoint();
            counters = engine.counters();
            assertThat(counters.get("keys_count")).isEqualTo(2000);
            assertThat(counters.get("wal_size_bytes")).isLessThan(10_000);
            assertThat(counters.get("disk_size_bytes")).isPositive();
            engine.latest().get(0, key(1));
            engine.latest().get(0, key(1));
            assertThat(engine.counters().get("cache_misses")).isPositive();
            assertThat(engine.counters().get("cache_hits")).isPositive();
        }
    }

    private long logBytes() throws Exception {
        try (Stream<Path> files = Files.list(temporary.resolve("db"))) {
            return files.filter(f -> f.toString().endsWith(".log"))
                    .mapToLong(f -> f.toFile().length())
                    .sum();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jni"})
    void keyspacesAreKeptDroppedAndNeverMixed(String calls) {
        Map<String, Object> options = Map.of("native", calls);
        String odd = "a/b c_\u00fc\ud83d\ude00\u0000\ud800";
        int id;
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            id = engine.keyspace(odd);
            assertThat(engine.keyspace(odd)).isEqualTo(id);
            assertThat(engine.keyspace("")).isZero();
            int gone = engine.keyspace("gone");
            WriteBatch batch = new WriteBatch();
            batch.put(id, key(1), key(2));
            batch.put(gone, key(1), key(3));
            engine.apply(batch);
            try (EngineSnapshot view = engine.snapshot()) {
                assertThat(Scans.keys(view, gone)).hasSize(1);
                engine.dropKeyspace(gone);
                assertThat(Scans.keys(view, id)).hasSize(1);
                assertThatThrownBy(() -> view.get(gone, key(1)))
                        .isInstanceOf(InvalidArgumentException.class);
            }
            assertThat(engine.keyspaceNames()).containsExactly("", odd);
            assertThat(engine.keyspace("gone")).isNotEqualTo(gone);
            assertThat(Scans.keys(engine.latest(), engine.keyspace("gone"))).isEmpty();
            assertThatThrownBy(() -> engine.dropKeyspace(0))
                    .isInstanceOf(InvalidArgumentException.class);
        }
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            assertThat(engine.keyspaceNames()).containsExactly("", odd, "gone");
            assertThat(engine.keyspace(odd)).isEqualTo(id);
            assertThat(engine.latest().get(id, key(1))).isEqualTo(key(2));
        }
    }

    @Test
    void aRangeDeleteWithoutEndReachesWhatItsOwnBatchPutBefore() {
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), Map.of())) {
            WriteBatch batch = new WriteBatch();
            batch.deleteRange(0, KeyRange.all());
            batch.put(0, new byte[] {1}, Bytes.EMPTY);
            batch.put(0, new byte[] {(byte) 0xFF, (byte) 0xFF}, Bytes.EMPTY);
            batch.deleteRange(0, KeyRange.of(new byte[] {2}, null));
            batch.put(0, new byte[] {3}, Bytes.EMPTY);
            engine.apply(batch);
            assertThat(Scans.keys(engine.latest(), 0))
                    .containsExactly(new byte[] {1}, new byte[] {3});
        }
    }

    /** A batch goes to RocksDB from the heap, from kept native memory or from some of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jni"})
    void batchesOfAnyLengthAreStoredWhole(String calls) {
        Map<String, Object> options = Map.of("native", calls);
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            for (int kibibytes : new int[] {1, 900, 1_100, 3_900, 4_200, 2_000}) {
                WriteBatch batch = new WriteBatch();
                byte[][] values = new byte[4][];
                for (int i = 0; i < values.length; i++) {
                    values[i] = new byte[kibibytes << 8];
                    Arrays.fill(values[i], (byte) (kibibytes + i));
                    batch.put(0, key(i), values[i]);
                }
                engine.apply(batch);
                for (int i = 0; i < values.length; i++) {
                    assertThat(engine.latest().get(0, key(i))).isEqualTo(values[i]);
                }
            }
        }
    }

    /** Which way a value takes depends on its length and on the lengths of those read before. */
    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jni"})
    void valuesOfAllLengthsAreReadInAnyOrder(String calls) {
        int[] lengths = {0, 1, 3_071, 3_072, 4_096, 4_097, 100_000, 262_144, 262_145, 1_100_000};
        byte[][] values = new byte[lengths.length][];
        Map<String, Object> options = Map.of("native", calls);
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            WriteBatch batch = new WriteBatch();
            for (int i = 0; i < values.length; i++) {
                values[i] = new byte[lengths[i]];
                Arrays.fill(values[i], (byte) (i + 1));
                batch.put(0, key(i), values[i]);
            }
            engine.apply(batch);
            SplittableRandom random = new SplittableRandom(7);
            EngineSnapshot view = engine.latest();
            for (int round = 0; round < 500; round++) {
                // Runs of short ones, so that a large one comes unexpected now and again.
                int bound = round % 100 < 50 ? 3 : values.length + 1;
                int i = random.nextInt(bound);
                byte[] expected = i < values.length ? values[i] : null;
                assertThat(view.get(0, key(i))).isEqualTo(expected);
                assertThat(view.<byte[]>read(0, key(i), lent -> lent.toArray(JAVA_BYTE)))
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jni"})
    void largeKeysValuesAndManyKeysAtOnce(String calls) {
        try (StorageEngine engine =
                Configs.open(temporary.resolve("db"), Map.of("native", calls))) {
            EngineInfo info = engine.info();
            byte[] longest = new byte[info.keyBytesMax()];
            longest[longest.length - 1] = 1;
            byte[] value = new byte[9 << 20];
            value[value.length - 1] = 7;
            WriteBatch batch = new WriteBatch();
            batch.put(0, longest, value);
            byte[][] keys = new byte[5000][];
            for (int i = 0; i < keys.length; i++) {
                keys[i] = key(i / 2);
                batch.put(0, keys[i], keys[i]);
            }
            engine.apply(batch);
            assertThat(engine.latest().get(0, longest)).isEqualTo(value);
            assertThat(engine.latest().<Long>read(0, longest, s -> s.byteSize()))
                    .isEqualTo(value.length);
            assertThat(engine.latest().getAll(0, keys)).isDeepEqualTo(keys);
            keys[17] = new byte[] {9};
            byte[][] expected = keys.clone();
            expected[17] = null;
            assertThat(engine.latest().getAll(0, keys)).isDeepEqualTo(expected);
        }
    }

    @Test
    void withoutCFunctionsAutoFallsBackAndFfmRefuses() throws Exception {
        assertThat(FfmSelfTest.obstacle()).as("here they work").isNull();
        try (RocksDbEngine engine = Configs.open(temporary.resolve("db"), Map.of())) {
            assertThat(engine.driver()).isInstanceOf(FfmDriver.class);
        }
        Failures failures = new Failures(temporary);
        RocksDbConfig config = RocksDbConfig.of(temporary.resolve("other"));
        try (OpenRocks rocks = OpenRocks.open(config, Listing.of(config.path()));
                java.lang.foreign.Arena arena = java.lang.foreign.Arena.ofShared()) {
            Families families = new Families(arena);
            try (Driver fallback =
                    Drivers.choose(
                            RocksDbConfig.NativeCalls.AUTO,
                            "no function",
                            rocks.db,
                            families,
                            failures)) {
                assertThat(fallback).isInstanceOf(JniDriver.class);
            }
            assertThatThrownBy(() ->
                            Drivers.choose(
                                    RocksDbConfig.NativeCalls.FFM,
                                    "no function",
                                    rocks.db,
                                    families,
                                    failures))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("no function");
            rocks.families.forEach(org.rocksdb.ColumnFamilyHandle::close);
        }
    }

    private static byte[] key(int i) {
        return Bytes.utf8(String.format("key-%06d", i));
    }
}
