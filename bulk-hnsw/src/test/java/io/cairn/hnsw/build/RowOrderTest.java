package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders name every row once, and bring near rows together. */
class RowOrderTest {

    /** Makes an order. */
    private interface Maker {
        int[] order(VectorRows rows, long seed, Workers workers);
    }

    private static final List<Maker> MAKERS =
            List.of(RowOrder::byRandomProjection, RowOrder::byCentres);

    private static int[] order(Maker maker, float[][] vectors, int threads) {
        try (Arena arena = Arena.ofShared();
                Workers workers = new Workers(threads)) {
            return maker.order(Rows.of(arena, vectors), 3, workers);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 50, 1023, 3000})
    void isAPermutationWithAnyNumberOfThreads(int count) {
        float[][] vectors = Rows.gaussian(count, 7, 1);
        for (Maker maker : MAKERS) {
            int[] order = order(maker, vectors, 1);
            assertThat(order).containsExactlyInAnyOrder(IntStream.range(0, count).toArray());
            assertThat(order(maker, vectors, 3)).isEqualTo(order);
        }
    }

    @Test
    void nothingHasAnOrderToo() {
        for (Maker maker : MAKERS) {
            assertThat(order(maker, new float[0][], 1)).isEmpty();
        }
    }

    @Test
    void equalRowsStayInTheirOrder() {
        for (Maker maker : MAKERS) {
            assertThat(order(maker, new float[300][4], 2))
                    .isEqualTo(IntStream.range(0, 300).toArray());
        }
    }

    @Test
    void nearRowsComeTogether() {
        float[][] vectors = new float[2000][];
        Random random = new Random(5);
        float[][] centres = Rows.gaussian(10, 8, 2);
        int[] cluster = random.ints(vectors.length, 0, 10).toArray();
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = centres[cluster[i]].clone();
            for (int d = 0; d < 8; d++) {
                vectors[i][d] = 20 * vectors[i][d] + (float) random.nextGaussian() * 0.1f;
            }
        }
        for (Maker maker : MAKERS) {
            int[] order = order(maker, vectors, 2);
            int changes = 0;
            for (int i = 1; i < order.length; i++) {
                changes += cluster[order[i]] == cluster[order[i - 1]] ? 0 : 1;
            }
            // In the order of the input nine of ten neighbours are of another cluster.
            assertThat(changes).isLessThan(200);
        }
    }

    @Test
    void movesRowsToTheirPlaces() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int count = random.nextInt(60);
            float[][] vectors = Rows.gaussian(count, 3, seed);
            List<Integer> shuffled = new ArrayList<>(IntStream.range(0, count).boxed().toList());
            Collections.shuffle(shuffled, random);
            int[] order = shuffled.stream().mapToInt(Integer::intValue).toArray();
            try (Arena arena = Arena.ofConfined()) {
                VectorRows rows = Rows.of(arena, vectors);
                RowOrder.apply(rows, order);
                for (int i = 0; i < count; i++) {
                    assertThat(Rows.read(rows, i)).isEqualTo(vectors[order[i]]);
                }
            }
        }
    }
}
