package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of all that is offered are the nearest, in any order. */
class NearestBufferTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 31, 32, 33, 50, 63, 64, 65, 500, 5_000})
    void keepsTheNearest(int wanted) {
        Random random = new Random(wanted);
        for (int offered : new int[] {0, 1, wanted - 1, wanted, wanted + 1, 2 * wanted, 3_000}) {
            NearestBuffer buffer = new NearestBuffer(wanted);
            long[] all = new long[offered];
            for (int i = 0; i < offered; i++) {
                all[i] = Ranked.of(random.nextInt(100), i);
                buffer.offer(all[i]);
            }
            Arrays.sort(all);
            assertThat(buffer.sorted()).isEqualTo(Arrays.copyOf(all, Math.min(wanted, offered)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 64})
    void goesOnAfterItWasAsked(int wanted) {
        NearestBuffer buffer = new NearestBuffer(wanted);
        for (int i = 999; i >= 0; i--) {
            buffer.offer(Ranked.of(i, i));
            assertThat(buffer.sorted()[0]).isEqualTo(Ranked.of(i, i));
        }
        assertThat(buffer.sorted())
                .isEqualTo(LongStream.range(0, wanted).map(i -> Ranked.of(i, (int) i)).toArray());
    }
}
