package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.graph.Graph;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every vector of a file can be reached from the entry point along the lowest layer. */
class ReachableTest {

    @TempDir Path directory;

    private static void check(Path path) {
        try (IndexFile file = IndexFile.open(path)) {
            file.verify();
            Graph graph = GraphSections.read(file);
            BitSet reached = new BitSet();
            Deque<Integer> queue = new ArrayDeque<>();
            reached.set(graph.entryPoint());
            queue.add(graph.entryPoint());
            int[] links = new int[graph.bottom().max()];
            while (!queue.isEmpty()) {
                int count = graph.bottom().copy(queue.remove(), links);
                for (int i = 0; i < count; i++) {
                    if (!reached.get(links[i])) {
                        reached.set(links[i]);
                        queue.add(links[i]);
                    }
                }
            }
            assertThat(reached.cardinality()).isEqualTo(graph.rows());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AUTO, 16, COSINE",
        "PARTITION, 16, L2",
        "INCREMENTAL, 16, IP",
        "PARTITION, 2, IP",
        "INCREMENTAL, 2, L2",
        "PARTITION, 3, COSINE"
    })
    void alsoAfterAdds(Algorithm algorithm, int connections, Metric metric) {
        Path path = directory.resolve("index");
        float[][] vectors = TestVectors.gaussian(2500, 8, 1);
        HnswBuildOptions options =
                TestIndex.options()
                        .withAlgorithm(algorithm)
                        .withMaxConnections(connections)
                        .withMetric(metric);
        HnswIndex.build(TestIndex.source(vectors), path, options);
        check(path);
        Random random = new Random(4);
        int next = vectors.length;
        for (int round = 0; round < 3; round++) {
            float[][] more = TestVectors.gaussian(400, 8, round + 2);
            try (HnswIndex index = HnswIndex.open(path)) {
                HnswUpdate update = index.update(2);
                for (float[] vector : more) {
                    boolean known = random.nextInt(4) == 0;
                    update.add(next++, known ? vectors[random.nextInt(5)] : vector);
                }
                update.save(path);
            }
            check(path);
        }
    }

    @Test
    void alsoWhenAnIndexBeganEmpty() {
        Path path = directory.resolve("index");
        HnswIndex.build(TestIndex.source(new float[0][]), path, TestIndex.options());
        for (int round = 0; round < 3; round++) {
            float[][] more = TestVectors.gaussian(round == 0 ? 1 : 700, 3, round);
            try (HnswIndex index = HnswIndex.open(path)) {
                HnswUpdate update = index.update(2);
                for (int i = 0; i < more.length; i++) {
                    update.add(10_000 * round + i, more[i]);
                }
                update.save(path);
            }
            check(path);
        }
        try (HnswIndex index = HnswIndex.open(path)) {
            assertThat(index.info().vectors()).isEqualTo(1401);
            assertThat(index.recall(100, 10, 64, 1)).isGreaterThan(0.97);
        }
    }
}
