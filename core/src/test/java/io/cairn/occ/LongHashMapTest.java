package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares with a HashMap, using hashes that collide in their low bits so that runs of neighbours
 * form and wrap around.
 */
class LongHashMapTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAHashMap(long seed) {
        Random random = new Random(seed);
        LongHashMap map = new LongHashMap();
        Map<Long, Long> model = new HashMap<>();
        for (int step = 1; step < 20_000; step++) {
            long hash = random.nextInt(30) * 64L + (random.nextInt(4) + 62) % 64;
            long version = random.nextInt(3) + 1;
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    map.put(hash, version);
                    model.put(hash, version);
                }
                default -> {
                    map.removeIf(hash, version);
                    model.remove(hash, version);
                }
            }
            if (step % 4_999 == 0) {
                map.clear();
                model.clear();
            }
            if (step % 50 == 0) {
                for (long probe = 0; probe < 30 * 64; probe++) {
                    assertEquals(model.getOrDefault(probe, 0L), map.get(probe));
                }
            }
            assertEquals(model.size(), map.size());
        }
    }

    /** Clearing gives room back bit by bit; what is put afterwards is found all the same. */
    @Test
    void clearedOftenItHoldsWhatWasPutSince() {
        LongHashMap map = new LongHashMap();
        for (long hash = 0; hash < 20_000; hash++) {
            map.put(hash, 1);
        }
        for (int round = 0; round < 20; round++) {
            map.clear();
            assertEquals(0, map.size());
            assertEquals(0, map.get(19_999));
            for (long hash = round; hash < round + 70; hash++) {
                map.put(hash, round + 1);
            }
            assertEquals(0, map.get(round - 1));
            assertEquals(round + 1, map.get(round + 69));
            assertEquals(70, map.size());
        }
    }
}
