package io.cairn.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Components;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.engine.BeginOptions;
import io.cairn.engine.EngineCursor;
import io.cairn.engine.EngineSnapshot;
import io.cairn.engine.WriteBatch;
import io.cairn.occ.OptimisticEngine;
import io.cairn.testing.model.ModelDisk;
import io.cairn.testing.model.ModelEngine;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares a transaction's reads, before and after commit, with a sorted map that takes the same
 * writes.
 */
class BufferedTransactionTest {

    private static final BeginOptions OPTIONS =
            new BeginOptions(false, true, false, Duration.ofMinutes(1));

    private OptimisticEngine engine;

    @BeforeEach
    void open() {
        engine =
                new OptimisticEngine(
                        new ModelEngine(new ModelDisk()), Limits.defaults(), Components.system());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void readsEqualAMapWithTheSameWrites(long seed) {
        Random random = new Random(seed);
        NavigableMap<byte[], byte[]> model = new TreeMap<>(Bytes::compare);
        for (int round = 0; round < 8; round++) {
            BufferedTransaction tx = new BufferedTransaction(engine.begin(OPTIONS));
            for (int step = 0; step < 60; step++) {
                write(tx, model, random);
                if (step % 5 == 0) {
                    compare(tx, model, random);
                    compare(tx.untracked(), model, random);
                }
            }
            tx.commit(Durability.BUFFERED);
            tx.close();
            try (EngineSnapshot committed = engine.snapshot()) {
                compare(committed, model, random);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void aCursorShowsTheWritesMadeBeforeItWasOpenedAndNoneMadeAfter(long seed) {
        Random random = new Random(seed);
        NavigableMap<byte[], byte[]> model = new TreeMap<>(Bytes::compare);
        BufferedTransaction tx = new BufferedTransaction(engine.begin(OPTIONS));
        for (int step = 0; step < 50; step++) {
            write(tx, model, random);
        }
        for (int round = 0; round < 30; round++) {
            Direction direction = random.nextBoolean() ? Direction.FORWARD : Direction.REVERSE;
            KeyRange range = range(random);
            List<String> expected = entries(model, range, direction);
            List<String> seen = new ArrayList<>();
            try (EngineCursor cursor = tx.cursor(0, range, direction)) {
                while (cursor.next()) {
                    seen.add(Bytes.text(cursor.keyBytes()) + "=" + Bytes.text(cursor.valueBytes()));
                    write(tx, model, random);
                }
            }
            assertEquals(expected, seen);
        }
        tx.close();
    }

    @Test
    void theBatchHasRangesFirstAndNoKeyTwice() {
        BufferedTransaction tx = new BufferedTransaction(engine.begin(OPTIONS));
        tx.put(0, key("a"), key("1"));
        tx.put(0, key("b"), key("1"));
        tx.deleteRange(0, KeyRange.of(key("a"), key("c")));
        tx.put(0, key("b"), key("2"));
        tx.delete(0, key("z"));
        tx.delete(0, key("a"));
        WriteBatch batch = tx.toBatch();
        assertEquals(3, batch.size());
        assertEquals(WriteBatch.Kind.DELETE_RANGE, batch.kind(0));
        assertArrayEquals(key("b"), batch.key(1));
        assertArrayEquals(key("2"), batch.value(1));
        assertEquals(WriteBatch.Kind.DELETE, batch.kind(2));
        assertArrayEquals(key("z"), batch.key(2));
        tx.close();
    }

    @Test
    void pendingBytesFollowTheNewestValues() {
        BufferedTransaction tx = new BufferedTransaction(engine.begin(OPTIONS));
        assertFalse(tx.hasWrites());
        tx.put(0, key("key"), new byte[100]);
        assertEquals(103, tx.pendingBytes());
        tx.put(0, key("key"), new byte[10]);
        assertEquals(13, tx.pendingBytes());
        tx.delete(0, key("key"));
        assertEquals(3, tx.pendingBytes());
        assertTrue(tx.hasWrites());
        tx.close();
    }

    @Test
    void anEmptyValueIsNotAbsence() {
        BufferedTransaction tx = new BufferedTransaction(engine.begin(OPTIONS));
        tx.put(0, key("k"), new byte[0]);
        assertArrayEquals(new byte[0], tx.get(0, key("k")));
        tx.delete(0, key("k"));
        assertNull(tx.get(0, key("k")));
        tx.close();
    }

    private static void write(
            BufferedTransaction tx, NavigableMap<byte[], byte[]> model, Random random) {
        byte[] key = randomKey(random);
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                tx.delete(0, key);
                model.remove(key);
            }
            case 2 -> {
                KeyRange range = range(random);
                tx.deleteRange(0, range);
                model.keySet().removeIf(range::contains);
            }
            default -> {
                byte[] value = key(Integer.toString(random.nextInt(1000)));
                tx.put(0, key, value);
                model.put(key, value);
            }
        }
    }

    private static void compare(
            EngineSnapshot view, NavigableMap<byte[], byte[]> model, Random random) {
        for (int i = 0; i < 10; i++) {
            byte[] key = randomKey(random);
            assertArrayEquals(model.get(key), view.get(0, key));
            assertArrayEquals(
                    model.get(key), view.read(0, key, lent -> lent.toArray(ValueLayout.JAVA_BYTE)));
        }
        byte[][] keys = {
            randomKey(random), randomKey(random), randomKey(random), randomKey(random)
        };
        byte[][] values = view.getAll(0, keys);
        for (int i = 0; i < keys.length; i++) {
            assertArrayEquals(model.get(keys[i]), values[i]);
        }
        for (Direction direction : Direction.values()) {
            KeyRange range = range(random);
            List<String> seen = new ArrayList<>();
            try (EngineCursor cursor = view.cursor(0, range, direction)) {
                while (cursor.next()) {
                    seen.add(
                            Bytes.text(cursor.key().toArray(ValueLayout.JAVA_BYTE))
                                    + "="
                                    + Bytes.text(cursor.value().toArray(ValueLayout.JAVA_BYTE)));
                }
            }
            assertEquals(entries(model, range, direction), seen, () -> direction + " " + range);
        }
    }

    private static List<String> entries(
            NavigableMap<byte[], byte[]> model, KeyRange range, Direction direction) {
        List<String> entries = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> entry : model.entrySet()) {
            if (range.contains(entry.getKey())) {
                entries.add(Bytes.text(entry.getKey()) + "=" + Bytes.text(entry.getValue()));
            }
        }
        return direction == Direction.FORWARD ? entries : entries.reversed();
    }

    private static KeyRange range(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> KeyRange.all();
            case 1 -> KeyRange.of(randomKey(random), null);
            case 2 -> KeyRange.prefix(key(Integer.toString(random.nextInt(10))));
            default -> KeyRange.of(randomKey(random), randomKey(random));
        };
    }

    private static byte[] randomKey(Random random) {
        return key(Integer.toString(random.nextInt(80)));
    }

    private static byte[] key(String text) {
        return Bytes.utf8(text);
    }
}
