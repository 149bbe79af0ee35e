package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.kernel.Distances;
import io.cairn.hnsw.kernel.Ranked;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which neighbours row 0 chooses among all other rows. */
class NeighborSelectionTest {

    private static int[] chosen(int max, float[]... vectors) {
        return chosen(Metric.L2, 0, max, vectors);
    }

    private static int[] chosen(Metric metric, float slack, int max, float[]... vectors) {
        try (Arena arena = Arena.ofConfined()) {
            VectorRows rows = Rows.of(arena, vectors);
            Distances distances = Distances.of(metric, Encoding.F32, rows.dimension());
            long[] candidates =
                    IntStream.range(1, vectors.length)
                            .mapToLong(row ->
                                    Ranked.of(
                                            distances.toRow(rows.memory(), 0, rows.memory(), row),
                                            row))
                            .sorted()
                            .toArray();
            NeighborSelection selection = new NeighborSelection(distances, rows, slack, max);
            int count = selection.choose(0, candidates, candidates.length, max);
            return Arrays.stream(selection.chosen()).limit(count).mapToInt(Ranked::row).toArray();
        }
    }

    private static float[] at(float x, float y) {
        return new float[] {x, y};
    }

    @Test
    void oneBehindAnotherIsReachedThroughThat() {
        assertThat(chosen(8, at(0, 0), at(1, 0), at(2, 0), at(3, 0))).containsExactly(1);
    }

    @Test
    void oneOnEverySideIsChosenNearestFirst() {
        assertThat(chosen(8, at(0, 0), at(3, 0), at(0, 2), at(-1, 0), at(0, -4)))
                .containsExactly(3, 2, 1, 4);
    }

    @Test
    void noMoreThanWantedAreChosen() {
        assertThat(chosen(2, at(0, 0), at(3, 0), at(0, 2), at(-1, 0), at(0, -4)))
                .containsExactly(3, 2);
    }

    @Test
    void oneThatIsExactlyAsFarFromTheChosenIsKept() {
        // Row 2 is as far from row 1 as from row 0, row 3 a little nearer to row 1.
        assertThat(chosen(8, at(0, 0), at(2, 0), at(1, 3), at(1.25f, -3))).containsExactly(1, 2);
    }

    @Test
    void withSlackOneThatIsOnlyALittleNearerToTheChosenIsKept() {
        // Squared distances of row 2: 10 to row 0, 9 to row 1; of row 3: 9.98 and 7.98.
        float[][] vectors = {at(0, 0), at(1, 0), at(1, 3), at(1.5f, -2.78f)};
        assertThat(chosen(Metric.L2, 0, 8, vectors)).containsExactly(1);
        assertThat(chosen(Metric.L2, 0.2f, 8, vectors)).containsExactly(1, 2);
        assertThat(chosen(Metric.L2, 0.1f, 8, vectors)).containsExactly(1);
    }

    @Test
    void slackKeepsMoreWhereDistancesAreNegative() {
        // Products: rows 1 and 2 have 10 and 9 with row 0, and 90 with each other.
        float[][] vectors = {at(1, 0), at(10, 0), at(9, 0.1f)};
        assertThat(chosen(Metric.IP, 0, 8, vectors)).containsExactly(1);
        assertThat(chosen(Metric.IP, 0.95f, 8, vectors)).containsExactly(1, 2);
    }

    @Test
    void equalOnesLeavePlaceForAnother() {
        float[][] vectors = new float[21][];
        Arrays.fill(vectors, at(1, 1));
        vectors[20] = at(9, 9);
        int[] chosen = chosen(8, vectors);
        assertThat(chosen).hasSizeLessThanOrEqualTo(8).contains(20);
        assertThat(chosen.length).isGreaterThan(2);
    }

    @Test
    void ofNoneNoneIsChosen() {
        assertThat(chosen(8, at(0, 0))).isEmpty();
    }
}
