package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
}
