package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Vectors that cannot be told apart are all kept and found. */
class EqualVectorsTest {

    @TempDir Path directory;

    private HnswIndex open(float[][] vectors, Metric metric, Algorithm algorithm) {
        HnswBuildOptions options = TestIndex.options().withMetric(metric).withAlgorithm(algorithm);
        return TestIndex.open(directory.resolve("index"), vectors, options);
    }

    private static void checkAllAreFound(HnswIndex index, float[] query, int count) {
        List<Long> found = TestIndex.ids(index.search(query, count, count));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(LongStream.range(0, count).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "L2, AUTO",
        "L2, PARTITION",
        "L2, INCREMENTAL",
        "COSINE, AUTO",
        "COSINE, INCREMENTAL",
        "IP, AUTO",
        "IP, PARTITION",
        "IP, INCREMENTAL"
    })
    void allEqual(Metric metric, Algorithm algorithm) {
        float[][] vectors = new float[2500][];
        Arrays.fill(vectors, new float[] {1, 2, 3});
        try (HnswIndex index = open(vectors, metric, algorithm)) {
            index.verify();
            checkAllAreFound(index, new float[] {1, 2, 3}, vectors.length);
            assertThat(index.search(new float[] {3, 2, 1}, 10, 10)).hasSize(10);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "L2, AUTO, 50",
        "L2, PARTITION, 3",
        "L2, INCREMENTAL, 60",
        "COSINE, PARTITION, 60",
        "COSINE, INCREMENTAL, 100",
        "IP, AUTO, 50",
        "IP, PARTITION, 70"
    })
    void manyGroupsOfEqualOnes(Metric metric, Algorithm algorithm, int groups) {
        Random random = new Random(3);
        float[][] leading = TestVectors.gaussian(groups, 8, 5);
        float[][] vectors = new float[3000][];
        int[] sizes = new int[groups];
        int[] group = new int[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            group[i] = random.nextInt(groups);
            sizes[group[i]]++;
            vectors[i] = leading[group[i]];
        }
        try (HnswIndex index = open(vectors, metric, algorithm)) {
            index.verify();
            for (int i = 0; i < 10; i++) {
                checkAllAreFound(index, leading[i % groups], vectors.length);
            }
            if (metric != Metric.IP) {
                // A search as wide as a group finds the group.
                for (int g = 0; g < groups; g++) {
                    int number = g;
                    List<Neighbor> found = index.search(leading[g], sizes[g], 2 * sizes[g] + 50);
                    assertThat(found.stream().filter(n -> group[(int) n.id()] == number).count())
                            .isGreaterThan((long) (0.9 * sizes[g]));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void oneGiantClusterBesideAFewOthers(Algorithm algorithm) {
        float[][] vectors = TestVectors.gaussian(4000, 6, 1);
        for (int i = 0; i < vectors.length; i++) {
            if (i % 100 != 0) {
                for (int d = 0; d < 6; d++) {
                    vectors[i][d] *= 1e-3f;
                }
            }
        }
        try (HnswIndex index = open(vectors, Metric.L2, algorithm)) {
            index.verify();
            assertThat(index.recall(200, 10, 100, 1)).isGreaterThan(0.97);
            // Those far away hold on to each other and to a few of the cluster.
            assertThat(othersFound(index, vectors, 64)).isGreaterThanOrEqualTo(24);
            assertThat(othersFound(index, vectors, 1_000)).isGreaterThanOrEqualTo(36);
            checkAllAreFound(index, vectors[1], vectors.length);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void equalOnesThatAreAddedLater(Metric metric) {
        float[][] vectors = TestVectors.clustered(800, 8, 1);
        Path updated = directory.resolve("updated");
        try (HnswIndex index = open(vectors, metric, Algorithm.AUTO)) {
            HnswUpdate update = index.update(2);
            for (int i = 0; i < 900; i++) {
                update.add(800 + i, vectors[i % 3]);
            }
            update.save(updated);
        }
        try (HnswIndex index = HnswIndex.open(updated)) {
            index.verify();
            checkAllAreFound(index, vectors[0], 1_700);
            for (int i = 0; metric != Metric.IP && i < 3; i++) {
                int number = i;
                assertThat(index.search(vectors[i], 301, 400))
                        .hasSize(301)
                        .allMatch(n -> (n.id() < 800 ? n.id() : (n.id() - 800) % 3) == number);
            }
            assertThat(index.recall(200, 10, 64, 1))
                    .isGreaterThan(metric == Metric.IP ? 0.9 : 0.97);
        }
    }

    private static long othersFound(HnswIndex index, float[][] vectors, int ef) {
        return IntStream.range(0, vectors.length / 100)
                .map(i -> 100 * i)
                .filter(row -> index.search(vectors[row], 1, ef).getFirst().id() == row)
                .count();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void zerosHaveTheCosineDistanceOneToAll(Algorithm algorithm) {
        float[][] vectors = TestVectors.gaussian(1500, 5, 1);
        for (int i = 0; i < vectors.length; i += 3) {
            vectors[i] = new float[5];
        }
        try (HnswIndex index = open(vectors, Metric.COSINE, algorithm)) {
            index.verify();
            for (Neighbor neighbor : index.search(vectors[1], 1500, 1500)) {
                if (neighbor.id() % 3 == 0) {
                    assertThat(neighbor.distance()).isEqualTo(1);
                }
                assertThat(neighbor.distance()).isBetween(0f, 2f);
            }
            checkAllAreFound(index, vectors[1], 1500);
            assertThat(index.search(new float[5], 5, 50))
                    .hasSize(5)
                    .allSatisfy(n -> assertThat(n.distance()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"L2", "IP"})
    void zerosAreVectorsLikeOthersElsewhere(Metric metric) {
        float[][] vectors = new float[][] {{0, 0}, {3, 4}, {0, 0}, {-3, -4}};
        try (HnswIndex index = open(vectors, metric, Algorithm.AUTO)) {
            List<Neighbor> found = index.search(new float[] {3, 4}, 4, 4);
            assertThat(TestIndex.ids(found)).containsExactly(1L, 0L, 2L, 3L);
            assertThat(found)
                    .extracting(Neighbor::distance)
                    .containsExactlyElementsOf(
                            metric == Metric.L2
                                    ? List.of(0f, 5f, 5f, 10f)
                                    : List.of(-25f, 0f, 0f, 25f));
        }
    }
}
