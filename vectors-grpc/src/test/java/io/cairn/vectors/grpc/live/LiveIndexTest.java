package io.cairn.vectors.grpc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Neighbor;
import io.cairn.vectors.grpc.TestVectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveIndexTest {

    private static final int DIMENSION = 8;
    private static final Executor NEVER = _ -> {};

    @TempDir Path folder;
    private final ExecutorService background = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    private static Definition definition(Metric metric) {
        return new Definition(DIMENSION, metric, 16, 100, 64, 1_700_000_000);
    }

    /** Folds when so many vectors wait. */
    private static LiveSettings foldAt(long vectors) {
        return new LiveSettings(
                vectors * DIMENSION, vectors * DIMENSION, 1, Duration.ofMillis(200));
    }

    private LiveIndex create(Metric metric, long foldAt, Executor executor) {
        return LiveIndex.create(folder, definition(metric), foldAt(foldAt), executor);
    }

    private static InsertOutcome insert(LiveIndex index, int first, int count) {
        long[] ids = new long[count];
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            ids[i] = first + i;
            rows[i] = TestVectors.vector(first + i, DIMENSION);
            assertThat(index.prepare(rows[i])).isEmpty();
        }
        return index.insert(ids, rows, true);
    }

    private static List<Neighbor> search(LiveIndex index, float[] query, int k) {
        float[] prepared = query.clone();
        assertThat(index.prepare(prepared)).isEmpty();
        return index.search(prepared, k, 500);
    }

    private static void expectAll(LiveIndex index, int count) {
        assertThat(index.stats().vectors()).isEqualTo(count);
        for (int i = 0; i < count; i += Math.max(1, count / 50)) {
            assertThat(search(index, TestVectors.vector(i, DIMENSION), 1).getFirst().id())
                    .isEqualTo(i);
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void answersAsAnIndexOfAllVectorsWould(Metric metric) {
        Path whole = folder.resolve("whole.hnsw");
        TestVectors.build(whole, 900, DIMENSION, metric);
        try (LiveIndex index = create(metric, 400, background);
                HnswIndex exact = HnswIndex.open(whole)) {
            insert(index, 0, 450);
            index.awaitFolds();
            assertThat(index.unsaved()).as("in the log").isZero();
            insert(index, 450, 300);
            insert(index, 750, 50);
            index.awaitFolds();
            insert(index, 800, 100);
            assertThat(index.unsaved()).isEqualTo(450);
            for (int i = 0; i < 30; i++) {
                float[] query = TestVectors.vector(-1 - i, DIMENSION);
                List<Neighbor> expected = exact.searchExactly(query, 10);
                List<Neighbor> found = search(index, query, 10);
                assertThat(found.stream().map(Neighbor::id))
                        .isEqualTo(expected.stream().map(Neighbor::id).toList());
                for (int n = 0; n < 10; n++) {
                    assertThat(found.get(n).distance())
                            .isCloseTo(
                                    expected.get(n).distance(),
                                    org.assertj.core.data.Offset.offset(1e-4f));
                }
            }
        }
    }

    @Test
    void distancesStayWhenVectorsMoveIntoTheGraph() {
        try (LiveIndex index = create(Metric.COSINE, 100, background)) {
            insert(index, 0, 99);
            float[] query = TestVectors.vector(-5, DIMENSION);
            List<Neighbor> before = search(index, query, 99);
            insert(index, 99, 1);
            index.awaitFolds();
            assertThat(index.unsaved()).isZero();
            List<Neighbor> after =
                    search(index, query, 100).stream().filter(found -> found.id() != 99).toList();
            for (int i = 0; i < 99; i++) {
                assertThat(after.get(i).id()).isEqualTo(before.get(i).id());
                assertThat(after.get(i).distance())
                        .isCloseTo(
                                before.get(i).distance(),
                                org.assertj.core.data.Offset.offset(1e-6f));
            }
        }
    }

    @Test
    void takenIdsAreRefused() {
        try (LiveIndex index = create(Metric.L2, 10, background)) {
            insert(index, 0, 10);
            index.awaitFolds();
            insert(index, 10, 5);
            assertThat(insert(index, 8, 4))
                    .isEqualTo(new InsertOutcome(0, List.of(8L, 9L, 10L, 11L)));
            assertThat(index.stats().vectors()).isEqualTo(15);
            float[][] rows = TestVectors.vectors(4, DIMENSION);
            assertThat(index.insert(new long[] {20, 3, 21, 20}, rows, true))
                    .isEqualTo(new InsertOutcome(0, List.of(3L, 20L)));
            assertThat(index.insert(new long[] {20, 3, 21, 20}, rows, false))
                    .isEqualTo(new InsertOutcome(2, List.of(3L, 20L)));
            assertThat(index.stats().vectors()).isEqualTo(17);
        }
    }

    @Test
    void survivesARestart() {
        try (LiveIndex index = create(Metric.COSINE, 100, background)) {
            insert(index, 0, 120);
            index.awaitFolds();
            insert(index, 120, 30);
        }
        try (LiveIndex index = LiveIndex.open(folder, foldAt(100), background)) {
            assertThat(index.definition()).isEqualTo(definition(Metric.COSINE));
            expectAll(index, 150);
            insert(index, 150, 10);
        }
        try (LiveIndex index = LiveIndex.open(folder, foldAt(100), background)) {
            expectAll(index, 160);
        }
    }

    @Test
    void vectorsThatWereBeingLinkedAreLinkedAfterARestart() {
        List<Runnable> tasks = new ArrayList<>();
        LiveIndex index = create(Metric.L2, 20, tasks::add);
        insert(index, 0, 25);
        assertThat(tasks).hasSize(1);
        // A process that is killed here leaves two logs and no graph.
        InsertLog.create(folder, DIMENSION, 1).close();
        copyAnd(copy -> {
            try (LiveIndex opened = LiveIndex.open(copy, foldAt(20), background)) {
                opened.awaitFolds();
                assertThat(opened.unsaved()).isZero();
                expectAll(opened, 25);
                assertThat(new IndexFiles(copy).logs()).containsExactly(1L);
            }
        });
    }

    @Test
    void vectorsThatWereLinkedAlreadyCountOnce() throws IOException {
        try (LiveIndex index = create(Metric.L2, 20, background)) {
            insert(index, 0, 10);
            Files.copy(LogFormat.file(folder, 0), folder.resolve("kept"));
            insert(index, 10, 15);
            index.awaitFolds();
        }
        // As if the process had been killed after the graph was saved and before the log was
        // deleted.
        Files.move(folder.resolve("kept"), LogFormat.file(folder, 0));
        try (LiveIndex index = LiveIndex.open(folder, foldAt(20), background)) {
            assertThat(index.unsaved()).isZero();
            expectAll(index, 25);
            assertThat(new IndexFiles(folder).logs()).containsExactly(1L);
        }
    }

    @Test
    void searchesAndInsertsGoTogether() throws Exception {
        int count = 3_000;
        AtomicBoolean done = new AtomicBoolean();
        try (LiveIndex index = create(Metric.L2, 400, background);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            insert(index, 0, 1);
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                int own = writer;
                writers.add(
                        threads.submit(() -> {
                            for (int i = 1 + own; i < count; i += 3) {
                                insert(index, i, 1);
                                assertThat(search(index, TestVectors.vector(i, DIMENSION), 1))
                                        .as("found at once")
                                        .first()
                                        .extracting(Neighbor::id)
                                        .isEqualTo((long) i);
                            }
                        }));
            }
            Future<?> reader =
                    threads.submit(() -> {
                        while (!done.get()) {
                            assertThat(
                                            search(index, TestVectors.vector(0, DIMENSION), 1)
                                                    .getFirst())
                                    .extracting(Neighbor::id)
                                    .isEqualTo(0L);
                            List<Neighbor> found =
                                    search(index, TestVectors.vector(-1, DIMENSION), 50);
                            assertThat(found.stream().map(Neighbor::id)).doesNotHaveDuplicates();
                        }
                    });
            for (Future<?> writer : writers) {
                writer.get();
            }
            done.set(true);
            reader.get();
            index.awaitFolds();
            assertThat(index.trouble()).isEmpty();
            expectAll(index, count);
            assertThat(new IndexFiles(folder).logs()).hasSize(1);
        }
    }

    @Test
    void tooMuchThatWaitsIsRefused() {
        LiveIndex index = create(Metric.L2, 10, NEVER);
        insert(index, 0, 40);
        assertThatThrownBy(() -> insert(index, 40, 1))
                .isInstanceOf(LimitException.class)
                .hasMessageContaining("faster");
        assertThat(search(index, TestVectors.vector(3, DIMENSION), 1).getFirst().id()).isEqualTo(3);
    }

    @Test
    void aFoldThatFailsIsToldAndLosesNothing() throws IOException {
        Files.createDirectory(folder.resolve("graph.hnsw"));
        assertThatThrownBy(() -> create(Metric.L2, 10, background))
                .isInstanceOf(CorruptionException.class);
        Files.delete(folder.resolve("graph.hnsw"));
        assertThat(folder.resolve("definition")).doesNotExist();
        try (LiveIndex index = create(Metric.L2, 10, background)) {
            insert(index, 0, 5);
            Files.createDirectories(folder.resolve("graph.hnsw/in the way"));
            insert(index, 5, 10);
            index.awaitFolds();
            assertThat(index.trouble()).isPresent();
            expectAll(index, 15);
            Files.delete(folder.resolve("graph.hnsw/in the way"));
            Files.delete(folder.resolve("graph.hnsw"));
        }
        try (LiveIndex index = LiveIndex.open(folder, foldAt(10), background)) {
            index.awaitFolds();
            assertThat(index.trouble()).isEmpty();
            assertThat(index.unsaved()).isZero();
            expectAll(index, 15);
        }
    }

    @Test
    void oneServerAtATime() {
        try (LiveIndex index = create(Metric.L2, 10, background)) {
            assertThatThrownBy(() -> LiveIndex.open(folder, foldAt(10), background))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("another server");
            insert(index, 0, 1);
        }
    }

    @Test
    void aDamagedDefinitionIsReported() throws IOException {
        create(Metric.L2, 10, background).close();
        Path file = folder.resolve("definition");
        byte[] content = Files.readAllBytes(file);
        for (int at = 0; at < content.length; at++) {
            byte[] flipped = content.clone();
            flipped[at] ^= 4;
            Files.write(file, flipped);
            assertThatThrownBy(() -> LiveIndex.open(folder, foldAt(10), background))
                    .isInstanceOf(CorruptionException.class);
        }
    }

    @Test
    void nothingGoesOnAfterTheEnd() {
        LiveIndex index = create(Metric.L2, 10, background);
        insert(index, 0, 3);
        index.close();
        index.close();
        assertThatThrownBy(() -> insert(index, 3, 1)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> search(index, TestVectors.vector(0, DIMENSION), 1))
                .isInstanceOf(ClosedException.class);
    }

    @Test
    void theTailGivesTheNearest() {
        Tail tail = Tail.EMPTY;
        for (int i = 0; i < 100; i++) {
            tail = tail.with(new long[] {i}, new float[][] {{i}});
        }
        assertThat(tail.nearest(new float[] {50.2f}, 3, Metric.L2).stream().map(Neighbor::id))
                .containsExactlyInAnyOrder(49L, 50L, 51L);
        assertThat(tail.ids()).isEqualTo(IntStream.range(0, 100).asLongStream().toArray());
    }

    /** Opening a copy is like opening what a killed process has left. */
    private void copyAnd(java.util.function.Consumer<Path> check) {
        try (Stream<Path> files = Files.list(folder)) {
            Path copy = Files.createTempDirectory(folder.getParent(), "copy");
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
            check.accept(copy);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
