package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates make new versions, and leave the open one alone. */
class HnswUpdateTest {

    private static final int COUNT = 900;
    private static final float[][] VECTORS = TestVectors.clustered(COUNT, 8, 1);
    private static final float[][] MORE = TestVectors.clustered(COUNT, 8, 2);

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("index");
    }

    private HnswIndex open() {
        return TestIndex.open(file(), VECTORS, TestIndex.options());
    }

    @Test
    void anIndexKnowsWhichIdsItHas() {
        try (HnswIndex index = open()) {
            assertThat(index.contains(7)).isTrue();
            assertThat(index.contains(-1)).isFalse();
            assertThat(index.contains(COUNT)).isFalse();
            HnswUpdate update = index.update(1).add(5_000, MORE[0]);
            update.delete(7);
            update.save(file());
            assertThat(index.contains(7)).as("this version has it").isTrue();
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            assertThat(index.contains(7)).isFalse();
            assertThat(index.contains(8)).isTrue();
            assertThat(index.contains(5_000)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"L2, F32", "COSINE, BF16"})
    void compactingDropsDeletedVectorsAndKeepsTheOptions(Metric metric, Encoding encoding) {
        HnswBuildOptions options =
                TestIndex.options()
                        .withMetric(metric)
                        .withEncoding(encoding)
                        .withMaxConnections(9)
                        .withOrdering(Ordering.KMEANS)
                        .withSeed(77);
        try (HnswIndex index = TestIndex.open(file(), VECTORS, options)) {
            HnswUpdate update = index.update(1);
            for (int i = 0; i < COUNT; i += 3) {
                update.delete(i);
            }
            update.save(file());
        }
        float[] kept;
        try (HnswIndex index = HnswIndex.open(file())) {
            kept = index.vector(1);
            assertThat(index.compact(file(), 2).vectors()).isEqualTo(COUNT * 2 / 3);
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            index.verify();
            IndexInfo info = index.info();
            assertThat(info.deleted()).isZero();
            assertThat(info.vectors()).isEqualTo(COUNT * 2 / 3);
            assertThat(info.metric()).isEqualTo(metric);
            assertThat(info.encoding()).isEqualTo(encoding);
            assertThat(info.maxConnections()).isEqualTo(9);
            assertThat(info.ordering()).isEqualTo(Ordering.KMEANS);
            assertThat(info.seed()).isEqualTo(77);
            assertThat(index.search(VECTORS[1], 1, 50).getFirst().id()).isEqualTo(1);
            assertThat(index.vector(1)).isEqualTo(kept);
            assertThat(index.update(1).add(0, VECTORS[0])).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"L2, F32", "COSINE, F32", "IP, F32", "L2, BF16", "COSINE, BF16"})
    void addedVectorsAreFoundAndDeletedOnesAreNot(Metric metric, Encoding encoding) {
        HnswBuildOptions options = TestIndex.options().withMetric(metric).withEncoding(encoding);
        BulkBuildStats stats;
        try (HnswIndex index = TestIndex.open(file(), VECTORS, options)) {
            HnswUpdate update = index.update(2);
            for (int i = 0; i < COUNT; i++) {
                update.add(COUNT + i, MORE[i]);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(update.delete(i)).isTrue();
            }
            stats = update.save(file());
        }
        assertThat(stats.vectors()).isEqualTo(2 * COUNT - 100);
        assertThat(stats.dimension()).isEqualTo(8);
        try (HnswIndex index = HnswIndex.open(file())) {
            index.verify();
            assertThat(index.info().version()).isEqualTo(2);
            assertThat(index.info().vectors()).isEqualTo(2 * COUNT - 100);
            assertThat(index.info().deleted()).isEqualTo(100);
            assertThat(index.info().fileBytes()).isEqualTo(stats.indexSizeBytes());
            assertThat(index.recall(200, 10, 100, 1)).isGreaterThan(0.97);
            for (int i = 0; i < 100; i++) {
                assertThat(TestIndex.ids(index.search(VECTORS[i], 5, 20))).doesNotContain((long) i);
            }
            if (metric == Metric.L2 && encoding == Encoding.F32) {
                for (int i = 0; i < COUNT; i++) {
                    assertThat(index.search(MORE[i], 1, 100))
                            .containsExactly(new Neighbor(COUNT + i, 0));
                }
            }
        }
    }

    @Test
    void theOpenIndexStaysAsItIs() {
        try (HnswIndex index = open()) {
            List<Neighbor> before = index.search(MORE[0], 20, 100);
            HnswUpdate update = index.update(1).add(5_000, MORE[0]);
            assertThat(update.delete(before.getFirst().id())).isTrue();
            assertThat(index.search(MORE[0], 20, 100)).isEqualTo(before);
            update.save(file());
            assertThat(index.search(MORE[0], 20, 100)).isEqualTo(before);
            assertThat(index.info().version()).isEqualTo(1);
            index.verify();
            try (HnswIndex next = HnswIndex.open(file())) {
                assertThat(next.search(MORE[0], 1, 100)).containsExactly(new Neighbor(5_000, 0));
                assertThat(next.info().version()).isEqualTo(2);
                next.update(1).save(file());
            }
            try (HnswIndex last = HnswIndex.open(file())) {
                assertThat(last.info().version()).isEqualTo(3);
                assertThat(last.info().vectors()).isEqualTo(COUNT);
            }
        }
    }

    @Test
    void anIdIsTakenUntilTheIndexIsCompacted() {
        try (HnswIndex index = open()) {
            HnswUpdate update = index.update(1);
            refused(() -> update.add(7, MORE[0]), "has a vector of this id");
            update.add(COUNT, MORE[0]);
            refused(() -> update.add(COUNT, MORE[1]), "has a vector of this id");
            assertThat(update.delete(7)).isTrue();
            assertThat(update.delete(7)).isFalse();
            refused(() -> update.add(7, MORE[0]), "compact");
            update.save(file());
        }
        Path compacted = directory.resolve("compacted");
        try (HnswIndex index = HnswIndex.open(file())) {
            refused(() -> index.update(1).add(7, MORE[0]), "compact");
            assertThat(index.update(1).delete(7)).isFalse();
            HnswIndex.build(index.vectors(), compacted, TestIndex.options());
        }
        try (HnswIndex index = HnswIndex.open(compacted)) {
            index.update(1).add(7, MORE[5]).save(compacted);
        }
        try (HnswIndex index = HnswIndex.open(compacted)) {
            assertThat(index.vector(7)).isEqualTo(MORE[5]);
        }
    }

    private static void refused(Runnable call, String text) {
        assertThatExceptionOfType(InvalidArgumentException.class)
                .isThrownBy(call::run)
                .withMessageContaining(text);
    }

    @Test
    void whatWasAddedCanBeDeletedAgain() {
        try (HnswIndex index = open()) {
            HnswUpdate update = index.update(1).add(5_000, MORE[0]).add(5_001, MORE[1]);
            assertThat(update.delete(5_000)).isTrue();
            assertThat(update.delete(5_000)).isFalse();
            update.add(5_000, MORE[2]);
            update.save(file());
        }
        try (HnswIndex index = HnswIndex.open(file())) {
            assertThat(index.vector(5_000)).isEqualTo(MORE[2]);
            assertThat(index.vector(5_001)).isEqualTo(MORE[1]);
            assertThat(index.info().deleted()).isZero();
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        try (HnswIndex index = open()) {
            HnswUpdate update = index.update(1);
            refused(() -> update.add(5_000, new float[7]), "components");
            refused(() -> update.add(5_000, new float[9]), "components");
            float[] vector = MORE[0].clone();
            vector[7] = Float.NEGATIVE_INFINITY;
            refused(() -> update.add(5_000, vector), "not a finite number");
            assertThat(update.delete(5_000)).isFalse();
            assertThat(update.delete(-1)).isFalse();
        }
    }

    @Test
    void aSavedOneIsSpent() {
        try (HnswIndex index = open()) {
            HnswUpdate update = index.update(1).add(5_000, MORE[0]);
            update.save(file());
            refused(() -> update.save(file()), "saved");
            refused(() -> update.add(5_001, MORE[0]), "saved");
            refused(() -> update.delete(1), "saved");
        }
    }

    @Test
    void oneThatCouldNotBeSavedCanBeSavedElsewhere() throws Exception {
        byte[] before;
        try (HnswIndex index = open()) {
            before = Files.readAllBytes(file());
            HnswUpdate update = index.update(1).add(5_000, MORE[0]);
            Path nowhere = directory.resolve("nowhere").resolve("index");
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(() -> update.save(nowhere));
            assertThat(Files.readAllBytes(file())).isEqualTo(before);
            assertThat(update.save(file()).vectors()).isEqualTo(COUNT + 1);
        }
    }

    @Test
    void endsWithItsIndex() {
        HnswIndex index = open();
        HnswUpdate update = index.update(1).add(5_000, MORE[0]);
        index.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> update.save(directory.resolve("other")));
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> update.add(5_001, MORE[0]));
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> update.delete(3));
        assertThat(directory.resolve("other")).doesNotExist();
    }
}
