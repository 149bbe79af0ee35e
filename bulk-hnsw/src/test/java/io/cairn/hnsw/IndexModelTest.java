package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.InvalidArgumentException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on an index and on a plain map of vectors. Whatever is found exactly, with and
 * without filters, must be what the map gives, through any number of updates.
 */
class IndexModelTest {

    private static final int ROUNDS = 12;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void answersAsAMapOfVectorsDoes(long seed) {
        new Run(seed).run();
    }

    /** An index and its model. */
    private final class Run {
        private final Random random;
        private final Metric metric;
        private final int dimension;
        private final Map<Long, float[]> model = new LinkedHashMap<>();
        private final Set<Long> gone = new HashSet<>();
        private final Path path = directory.resolve("index");
        private HnswIndex index;

        Run(long seed) {
            random = new Random(seed);
            metric = Metric.values()[random.nextInt(3)];
            dimension = 1 + random.nextInt(20);
            int count = 1 + random.nextInt(400);
            float[][] vectors = new float[count][];
            long[] ids = TestIndex.oddIds(count);
            for (int i = 0; i < count; i++) {
                vectors[i] = vector();
                model.put(ids[i], vectors[i]);
            }
            HnswBuildOptions options =
                    TestIndex.options()
                            .withMetric(metric)
                            .withSeed(seed)
                            .withMaxConnections(2 + random.nextInt(20))
                            .withAlgorithm(Algorithm.values()[random.nextInt(3)])
                            .withOrdering(Ordering.values()[random.nextInt(4)]);
            index = TestIndex.open(path, vectors, ids, options);
        }

        private float[] vector() {
            float[] vector = new float[dimension];
            for (int d = 0; d < dimension; d++) {
                vector[d] = random.nextInt(5) == 0 ? 0 : (float) random.nextGaussian();
            }
            return vector;
        }

        void run() {
            try {
                for (int round = 0; round < ROUNDS; round++) {
                    check();
                    if (random.nextInt(5) == 0) {
                        compact();
                    } else {
                        update();
                    }
                    index.close();
                    index = HnswIndex.open(path);
                    index.verify();
                }
                check();
            } finally {
                index.close();
            }
        }

        private void update() {
            HnswUpdate update = index.update(1 + random.nextInt(3));
            Map<Long, float[]> before = new LinkedHashMap<>(model);
            int operations = random.nextInt(200);
            for (int i = 0; i < operations; i++) {
                if (random.nextInt(3) > 0) {
                    add(update);
                } else {
                    delete(update, before.keySet());
                }
            }
            assertThat(update.save(path).vectors()).isEqualTo(model.size());
        }

        private void add(HnswUpdate update) {
            long id = random.nextInt(1_000);
            float[] vector = vector();
            if (model.containsKey(id) || gone.contains(id)) {
                assertThatExceptionOfType(InvalidArgumentException.class)
                        .isThrownBy(() -> update.add(id, vector));
            } else {
                update.add(id, vector);
                model.put(id, vector.clone());
                vector[0] = Float.NaN;
            }
        }

        private void delete(HnswUpdate update, Set<Long> stored) {
            List<Long> ids = new ArrayList<>(model.keySet());
            boolean known = !ids.isEmpty() && random.nextInt(4) > 0;
            long id = known ? ids.get(random.nextInt(ids.size())) : random.nextInt(1_000);
            boolean had = model.remove(id) != null;
            assertThat(update.delete(id)).isEqualTo(had);
            if (had && stored.contains(id)) {
                gone.add(id);
            }
        }

        /** Builds the index anew from itself: deleted vectors are gone then, and ids are free. */
        private void compact() {
            Path other = directory.resolve("compacted");
            index.compact(other, 2);
            index.close();
            index = HnswIndex.open(other);
            index.update(1).save(path);
            gone.clear();
        }

        private void check() {
            assertThat(index.info().vectors()).isEqualTo(model.size());
            assertThat(index.info().deleted()).isEqualTo(gone.size());
            for (int i = 0; i < 4; i++) {
                float[] query = vector();
                int k = 1 + random.nextInt(30);
                expect(query, id -> true, k, index.searchExactly(query, k));
                expect(query, id -> true, k, index.search(query, k, 1_000_000));
                long part = 1 + random.nextInt(6);
                LongPredicate some = id -> Math.floorMod(id, part) == 0;
                expect(query, some, k, index.search(query, k, 1_000_000, some));
                long[] ids = random.longs(100, -2_000, 2_000).toArray();
                Set<Long> chosen = new HashSet<>();
                for (long id : ids) {
                    chosen.add(id);
                }
                expect(query, chosen::contains, k, index.search(query, k, 10, ids));
            }
        }

        private void expect(float[] query, LongPredicate ids, int k, List<Neighbor> found) {
            Map<Long, float[]> accepted = new LinkedHashMap<>();
            model.forEach((id, vector) -> {
                if (ids.test(id)) {
                    accepted.put(id, vector);
                }
            });
            assertThat(ExactSearch.isRight(metric, query, accepted, k, found, 1e-3)).isTrue();
        }
    }
}
