package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that accept some ids only give the nearest of those, however few they are. */
class FilteredSearchTest {

    private static final int COUNT = 5_000;
    private static final float[][] VECTORS = TestVectors.clustered(COUNT, 10, 1);
    private static final float[][] QUERIES = TestVectors.clustered(30, 10, 2);
    private static final long[] IDS = TestIndex.oddIds(COUNT);

    @TempDir Path directory;
    private HnswIndex index;

    @BeforeEach
    void build() {
        index = TestIndex.open(directory.resolve("index"), VECTORS, IDS, TestIndex.options());
    }

    @AfterEach
    void close() {
        index.close();
    }

    /** Returns every n-th id; of none, none. */
    private static Map<Long, float[]> accepted(int every) {
        Map<Long, float[]> accepted = new LinkedHashMap<>();
        for (int i = 0; every > 0 && i < COUNT; i += every) {
            accepted.put(IDS[i], VECTORS[i]);
        }
        return accepted;
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5000, 1", "100, 50", "10, 500", "2, 2500", "1, 5000"})
    void findsTheNearestOfTheAccepted(int every, int expected) {
        Map<Long, float[]> accepted = accepted(every);
        assertThat(accepted).hasSize(expected);
        long[] ids = accepted.keySet().stream().mapToLong(Long::longValue).toArray();
        int right = 0;
        for (float[] query : QUERIES) {
            List<Neighbor> found = index.search(query, 10, 100, accepted::containsKey);
            List<Neighbor> among = index.search(query, 10, 100, ids);
            assertThat(found).hasSize(Math.min(10, expected));
            assertThat(among).hasSize(Math.min(10, expected));
            assertThat(accepted.keySet()).containsAll(TestIndex.ids(found));
            assertThat(accepted.keySet()).containsAll(TestIndex.ids(among));
            right += isRight(query, accepted, found) ? 1 : 0;
            right += isRight(query, accepted, among) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(2 * QUERIES.length - 4);
    }

    private static boolean isRight(
            float[] query, Map<Long, float[]> accepted, List<Neighbor> found) {
        return ExactSearch.isRight(Metric.L2, query, accepted, 10, found, 1e-3);
    }

    @Test
    void idsMayOccurTwiceAndNeedNotExist() {
        long[] ids = {IDS[4], IDS[3], Long.MIN_VALUE, IDS[4], Long.MAX_VALUE, 1, IDS[3]};
        assertThat(TestIndex.ids(index.search(VECTORS[3], 10, 10, ids)))
                .containsExactly(IDS[3], IDS[4]);
        assertThat(index.search(VECTORS[3], 10, 10, new long[0])).isEmpty();
        assertThat(ids).startsWith(IDS[4]);
    }

    @Test
    void deletedVectorsAreNotFound() {
        Path updated = directory.resolve("updated");
        Set<Long> deleted = new HashSet<>();
        HnswUpdate update = index.update(2);
        for (int i = 0; i < COUNT; i++) {
            if (i % 3 != 0) {
                assertThat(update.delete(IDS[i])).isTrue();
                deleted.add(IDS[i]);
            }
        }
        update.save(updated);
        Map<Long, float[]> left = accepted(3);
        try (HnswIndex thinned = HnswIndex.open(updated)) {
            assertThat(thinned.recall(100, 10, 64, 1)).isGreaterThan(0.97);
            int right = 0;
            for (float[] query : QUERIES) {
                List<Neighbor> found = thinned.search(query, 10, 100);
                right += isRight(query, left, found) ? 1 : 0;
                assertThat(thinned.search(query, 10, 10, deleted::contains)).isEmpty();
                assertThat(thinned.search(query, 10, 10, LongStream.of(IDS).toArray()))
                        .hasSize(10)
                        .noneMatch(n -> deleted.contains(n.id()));
                assertThat(thinned.searchExactly(query, COUNT)).hasSize(left.size());
            }
            assertThat(right).isGreaterThan(QUERIES.length - 3);
        }
    }

    @Test
    void whatAFilterThrowsComesOutAsItIs() {
        for (RuntimeException thrown :
                Arrays.asList(
                        new IndexOutOfBoundsException("mine"),
                        new IllegalStateException("mine"),
                        new UnsupportedOperationException("mine"))) {
            LongPredicate failing =
                    id -> {
                        throw thrown;
                    };
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> index.search(QUERIES[0], 10, 10, failing))
                    .isSameAs(thrown);
        }
        assertThat(index.search(QUERIES[0], 10, 10)).hasSize(10);
    }
}
