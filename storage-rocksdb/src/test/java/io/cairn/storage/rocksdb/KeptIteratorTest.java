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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot's iterators are used again with other bounds, over many small tables and blocks. */
class KeptIteratorTest {

    private static final int NUMBERS = 20_000;

    @TempDir Path temporary;

    private final Random random = new Random(5);

    @Test
    void changedBoundsNeitherCutNorExtendAScan() {
        Map<String, Object> options =
                Map.of("native", "ffm", "writeBufferBytes", 128 << 10, "blockBytes", 512);
        try (StorageEngine engine = Configs.open(temporary.resolve("db"), options)) {
            TreeSet<Integer> model = new TreeSet<>();
            for (int round = 0; round < 8; round++) {
                fill(engine, model);
                try (EngineSnapshot view = engine.snapshot()) {
                    for (int i = 0; i < 250; i++) {
                        compare(view, model);
                    }
                }
            }
        }
    }

    private void fill(StorageEngine engine, TreeSet<Integer> model) {
        WriteBatch batch = new WriteBatch();
        int from = random.nextInt(NUMBERS);
        batch.deleteRange(0, KeyRange.of(key(from), key(from + 300)));
        model.subSet(from, from + 300).clear();
        for (int i = 0; i < 3000; i++) {
            int number = random.nextInt(NUMBERS);
            if (random.nextInt(3) == 0) {
                batch.delete(0, key(number));
                model.remove(number);
            } else {
                batch.put(0, key(number), new byte[50]);
                model.add(number);
            }
        }
        engine.apply(batch);
        if (random.nextBoolean()) {
            engine.checkpoint();
        }
    }

    private void compare(EngineSnapshot view, TreeSet<Integer> model) {
        int from = random.nextInt(NUMBERS);
        int to = from + random.nextInt(random.nextInt(4) == 0 ? NUMBERS : 40);
        KeyRange range = KeyRange.of(key(from), key(to));
        for (Direction direction : Direction.values()) {
            List<Integer> expected = new ArrayList<>(model.subSet(from, to));
            if (direction == Direction.REVERSE) {
                Collections.reverse(expected);
            }
            int most = random.nextInt(3) == 0 ? random.nextInt(30) : Integer.MAX_VALUE;
            List<Integer> found = new ArrayList<>();
            try (EngineCursor cursor = view.cursor(0, range, direction)) {
                while (found.size() < most && cursor.next()) {
                    found.add(Integer.parseInt(Bytes.text(cursor.keyBytes())));
                }
            }
            assertThat(found)
                    .as("%s %s", range, direction)
                    .isEqualTo(expected.subList(0, Math.min(most, expected.size())));
        }
    }

    private static byte[] key(int number) {
        return Bytes.utf8(String.format("%08d", number));
    }
}
