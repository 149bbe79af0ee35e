package io.cairn.hnsw.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.graph.VectorRows;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Balls cover all vectors as often as they should, and are small. */
class CarverTest {

    private static final int LEAF = 64;

    private static PartitionShape shape(int leaf, int fan) {
        return new PartitionShape(leaf, fan, 8, 4, 12);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 4", "1, 4", "2, 4", "63, 4", "64, 4", "65, 4", "66, 1", "500, 1", "500, 2", "1000, 4",
        "1000, 7"
    })
    void everyVectorIsInAsManyBallsAsTheFan(int count, int fan) {
        check(Rows.gaussian(count, 5, 1), fan);
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void equalVectorsAreDivided(int fan) {
        check(new float[1000][3], fan);
    }

    @Test
    void oneGiantClusterBesideAFewOthersIsDivided() {
        float[][] vectors = new float[2000][4];
        for (int i = 0; i < 40; i++) {
            vectors[i * 50] = new float[] {100 + i, i, -i, 1};
        }
        check(vectors, 4);
    }

    private static void check(float[][] vectors, int fan) {
        try (Arena arena = Arena.ofShared();
                Workers workers = new Workers(2)) {
            VectorRows rows = Rows.of(arena, vectors);
            // Places are not row numbers: every other row is a member, from the last one on.
            int[] members =
                    IntStream.range(0, vectors.length).map(i -> vectors.length - 1 - i).toArray();
            Carving carving = new Carver(rows, members, shape(LEAF, fan), 5).carve(workers);
            int[] places = IntStream.range(0, vectors.length).toArray();
            assertThat(carving.order()).containsExactlyInAnyOrder(places);
            int[] times = new int[vectors.length];
            for (int[] leaf : carving.leaves()) {
                assertThat(leaf.length).isLessThanOrEqualTo(LEAF);
                assertThat(leaf).doesNotHaveDuplicates();
                Arrays.stream(leaf).forEach(place -> times[place]++);
            }
            int expected = vectors.length <= LEAF ? 1 : fan;
            assertThat(Arrays.stream(times).filter(n -> n != expected)).isEmpty();
        }
    }

    @Test
    void isTheSameWithAnyNumberOfThreads() {
        try (Arena arena = Arena.ofShared()) {
            VectorRows rows = Rows.of(arena, Rows.gaussian(1500, 6, 3));
            Carving one = carve(rows, 1, 9);
            for (int threads : new int[] {2, 3, 7}) {
                Carving other = carve(rows, threads, 9);
                assertThat(other.order()).isEqualTo(one.order());
                assertThat(lists(other)).isEqualTo(lists(one));
            }
            assertThat(carve(rows, 1, 10).order()).isNotEqualTo(one.order());
        }
    }

    private static Carving carve(VectorRows rows, int threads, long seed) {
        int[] members = IntStream.range(0, rows.count()).toArray();
        try (Workers workers = new Workers(threads)) {
            return new Carver(rows, members, shape(LEAF, 3), seed).carve(workers);
        }
    }

    private static List<List<Integer>> lists(Carving carving) {
        return carving.leaves().stream().map(leaf -> Arrays.stream(leaf).boxed().toList()).toList();
    }

    @Test
    void neighboursAreInABallTogether() {
        try (Arena arena = Arena.ofShared()) {
            VectorRows rows = Rows.of(arena, Rows.line(1000));
            Carving carving = carve(rows, 2, 4);
            int together = 0;
            for (int i = 0; i + 1 < 1000; i++) {
                int place = i;
                boolean found =
                        carving.leaves().stream()
                                .anyMatch(
                                        leaf -> contains(leaf, place) && contains(leaf, place + 1));
                together += found ? 1 : 0;
            }
            assertThat(together).isGreaterThan(980);
        }
    }

    private static boolean contains(int[] leaf, int place) {
        return Arrays.stream(leaf).anyMatch(p -> p == place);
    }
}
