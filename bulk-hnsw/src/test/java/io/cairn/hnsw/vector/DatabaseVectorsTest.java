package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseVectorsTest {

    private final Database database = Cairn.open("memory:");

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readsIdsAsText() {
        put("vec:10", 10, 1);
        put("vec:9", 9, 1);
        put("vec:18446744073709551615", 7, 1);
        put("vec", 0);
        put("ved:1", 0);
        ReadBack read = read("vec:");
        assertThat(read.ids()).containsExactly(10, -1, 9);
        assertThat(read.vectors()).isDeepEqualTo(new float[][] {{10, 1}, {7, 1}, {9, 1}});
    }

    @Test
    void readsIdsAsBytes() {
        long[] ids = {0, 1, 255, 256, Long.MAX_VALUE, -1};
        for (long id : ids) {
            database.put(bytesKey("v/", id), ReadBack.raw(new float[] {id, 2, 3}));
        }
        assertThat(read("v/").ids()).isEqualTo(ids);
    }

    @Test
    void eightDigitsAreTextUnlessAnotherKeyIsNot() {
        put("v:12345678", 1);
        put("v:23456789", 1);
        assertThat(read("v:").ids()).containsExactly(12_345_678, 23_456_789);
        database.put(bytesKey("v:", 5), ReadBack.raw(new float[] {1}));
        assertThat(read("v:").ids()).containsExactly(5, 0x3132333435363738L, 0x3233343536373839L);
    }

    @Test
    void zerosInFrontNeedOneLength() {
        put("v:007", 1);
        put("v:010", 1);
        assertThat(read("v:").ids()).containsExactly(7, 10);
        put("v:7", 1);
        refused("v:", 0, InvalidArgumentException.class, "\"v:007\"", "\"v:7\"");
        database.delete(Bytes.utf8("v:007"));
        database.delete(Bytes.utf8("v:010"));
        put("v:0", 1);
        put("v:10", 1);
        assertThat(read("v:").ids()).containsExactly(0, 10, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "-1", "1.5", "123456789012345678901", "18446744073709551616", "1 "})
    void otherKeysAreRefused(String suffix) {
        put("v:" + suffix, 1);
        refused("v:", 0, InvalidArgumentException.class, "v:" + suffix);
    }

    @Test
    void mixedFormsAreRefusedWithBothKeys() {
        put("v:7", 1);
        database.put(bytesKey("v:", 5), ReadBack.raw(new float[] {1}));
        refused("v:", 0, InvalidArgumentException.class, "\"v:7\"", "0x763a0000000000000005");
    }

    @Test
    void valuesOfOneLengthAreNeeded() {
        put("v:1", 1, 2);
        put("v:2", 1, 2, 3);
        refused("v:", 0, CorruptionException.class, "\"v:2\"", "bytes=12", "dimension=2");
        refused("v:2", 0, InvalidArgumentException.class, "v:2");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 65_537 * 4})
    void valuesThatAreNoVectorsAreRefused(int bytes) {
        database.put(Bytes.utf8("v:1"), new byte[bytes]);
        refused("v:", 0, CorruptionException.class, "\"v:1\"", "bytes=" + bytes);
    }

    @Test
    void anotherDimensionIsRefused() {
        put("v:1", 1, 2);
        refused("v:", 3, InvalidArgumentException.class, "dimension=3", "stored=2");
        try (VectorSource source = DatabaseVectors.open(database, Bytes.utf8("v:"), 2)) {
            assertThat(source.dimension()).isEqualTo(2);
            assertThat(source.count()).isEqualTo(1);
            assertThat(source.name()).isEqualTo("\"v:\"");
        }
    }

    @Test
    void noEntriesNeedADimension() {
        refused("v:", 0, InvalidArgumentException.class, "\"v:\"");
        try (VectorSource source = DatabaseVectors.open(database, Bytes.utf8("v:"), 4)) {
            assertThat(source.dimension()).isEqualTo(4);
            assertThat(ReadBack.of(source, 1, 0).ids()).isEmpty();
        }
    }

    @Test
    void laterCommitsAreNotSeen() {
        put("v:1", 1);
        put("v:3", 3);
        try (VectorSource source = DatabaseVectors.open(database, Bytes.utf8("v:"), 0)) {
            put("v:2", 2);
            put("v:3", 33, 34);
            database.delete(Bytes.utf8("v:1"));
            ReadBack read = ReadBack.of(source, 1, 0);
            assertThat(read.ids()).containsExactly(1, 3);
            assertThat(read.vectors()).isDeepEqualTo(new float[][] {{1}, {3}});
        }
    }

    /** Every commit gives all vectors the same value and changes how many there are. */
    @Test
    void readsOneStateWhileWritesGoOn() throws InterruptedException {
        writeGeneration(0);
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int generation = 1; !stop.get(); generation++) {
                                writeGeneration(generation);
                                begun.countDown();
                            }
                        });
        begun.await();
        try {
            for (int i = 0; i < 50; i++) {
                ReadBack read = read("v:");
                float generation = read.vectors()[0][0];
                long count = 20 + (int) generation % 7;
                assertThat(read.ids()).isEqualTo(LongStream.range(100, 100 + count).toArray());
                for (float[] vector : read.vectors()) {
                    assertThat(vector).containsExactly(generation, -generation);
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    private void writeGeneration(int generation) {
        byte[] value = ReadBack.raw(new float[] {generation, -generation});
        database.transact(tx -> {
            for (int i = 0; i < 27; i++) {
                byte[] key = Bytes.utf8("v:" + (100 + i));
                if (i < 20 + generation % 7) {
                    tx.put(key, value);
                } else {
                    tx.delete(key);
                }
            }
            return null;
        });
    }

    @Test
    void closesItsSnapshotAlsoWhenItFails() {
        try (Database one = Cairn.open("memory:?limits.snapshotsMax=1")) {
            byte[] good = Bytes.utf8("v:");
            byte[] bad = Bytes.utf8("w:");
            one.put(Bytes.utf8("v:1"), new byte[4]);
            one.put(Bytes.utf8("w:x"), new byte[4]);
            assertThatThrownBy(() -> DatabaseVectors.open(one, bad, 0))
                    .isInstanceOf(InvalidArgumentException.class);
            DatabaseVectors.open(one, good, 0).close();
            VectorSource open = DatabaseVectors.open(one, good, 0);
            assertThat(ReadBack.of(open, 1, 0).ids()).containsExactly(1);
            assertThatThrownBy(one::snapshot).isInstanceOf(LimitException.class);
            open.close();
            one.snapshot().close();
        }
    }

    private ReadBack read(String prefix) {
        try (VectorSource source = DatabaseVectors.open(database, Bytes.utf8(prefix), 0)) {
            ReadBack read = ReadBack.of(source, 2, 4);
            assertThat(read.ids()).hasSize((int) source.count());
            return read;
        }
    }

    private void refused(
            String prefix, int dimension, Class<? extends RuntimeException> type, String... texts) {
        assertThatThrownBy(() -> DatabaseVectors.open(database, Bytes.utf8(prefix), dimension))
                .isInstanceOf(type)
                .hasMessageContainingAll(texts);
    }

    private void put(String key, float... vector) {
        database.put(Bytes.utf8(key), ReadBack.raw(vector));
    }

    private static byte[] bytesKey(String prefix, long id) {
        byte[] begin = Bytes.utf8(prefix);
        return ByteBuffer.allocate(begin.length + 8).put(begin).putLong(id).array();
    }
}
