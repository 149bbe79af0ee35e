package io.cairn.storage.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Heads must order as keys do, wherever in an array the key lies and whatever surrounds it. */
class KeyHeadTest {

    private static final long SEED = 42;

    @Test
    void headsNeverContradictKeys() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            byte[] a = key(random);
            byte[] b =
                    random.nextInt(4) == 0
                            ? Arrays.copyOf(a, random.nextInt(a.length + 3))
                            : key(random);
            int order = Arrays.compareUnsigned(a, b);
            int heads = Long.compare(KeyHead.of(a, 0, a.length), KeyHead.of(b, 0, b.length));
            assertThat(heads == 0 || Integer.signum(heads) == Integer.signum(order))
                    .as("%s and %s", Arrays.toString(a), Arrays.toString(b))
                    .isTrue();
        }
    }

    @Test
    void aHeadDependsOnNothingAroundTheKey() {
        Random random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            byte[] key = key(random);
            int before = random.nextInt(12);
            byte[] surroundings = new byte[before + key.length + random.nextInt(12)];
            random.nextBytes(surroundings);
            System.arraycopy(key, 0, surroundings, before, key.length);
            assertThat(KeyHead.of(surroundings, before, before + key.length))
                    .isEqualTo(KeyHead.of(key, 0, key.length));
        }
    }

    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(13)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextBoolean() ? random.nextInt(2) : -random.nextInt(2));
        }
        return key;
    }
}
