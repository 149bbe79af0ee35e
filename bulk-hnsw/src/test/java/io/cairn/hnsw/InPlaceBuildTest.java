package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.NpyVectors;
import io.cairn.hnsw.vector.RawVectors;
import io.cairn.hnsw.vector.VectorIds;
import io.cairn.hnsw.vector.VectorSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Vectors compared where they lie in a mapped file give the bytes that vectors read give. */
class InPlaceBuildTest {

    private static final int COUNT = 2_300;
    private static final int DIMENSION = 48;

    @TempDir Path directory;

    private Path index() {
        return directory.resolve("index");
    }

    private byte[] build(VectorSource source, HnswBuildOptions options) throws Exception {
        try (source) {
            new IndexBuild(source, options, BuildProgress.NONE, 0).run(index());
        }
        try (HnswIndex index = HnswIndex.open(index())) {
            index.verify();
        }
        return Files.readAllBytes(index());
    }

    private VectorSource npy(float[][] vectors) {
        Path file = directory.resolve("vectors.npy");
        try (VectorSource source = ArrayVectors.of(vectors)) {
            NpyVectors.write(file, source, true);
        }
        return NpyVectors.open(file, 0, false);
    }

    private VectorSource raw(float[][] vectors) {
        Path file = directory.resolve("vectors.raw");
        try (VectorSource source = ArrayVectors.of(vectors)) {
            RawVectors.write(file, source, true);
        }
        return RawVectors.open(file, 0, false);
    }

    private static float[][] withCopies(int count, int dimension) {
        float[][] vectors = TestVectors.clustered(count, dimension, 1);
        for (int i = 0; i < 200; i++) {
            vectors[i * 3] = vectors[i % 5].clone();
        }
        return vectors;
    }

    private static float[][] ofLengthOne(float[][] vectors) {
        for (float[] vector : vectors) {
            double squares = 0;
            for (float x : vector) {
                squares += (double) x * x;
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= (float) Math.sqrt(squares);
            }
        }
        return vectors;
    }

    static Stream<Arguments> ways() {
        return Stream.of(Algorithm.values())
                .flatMap(a -> Stream.of(Ordering.values()).map(o -> Arguments.of(a, o)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void theFileIsTheSameInEveryOrder(Algorithm algorithm, Ordering ordering) throws Exception {
        float[][] vectors = withCopies(COUNT, DIMENSION);
        HnswBuildOptions options =
                TestIndex.options().withAlgorithm(algorithm).withOrdering(ordering);
        byte[] read = build(ArrayVectors.of(vectors), options);
        assertThat(build(npy(vectors), options)).isEqualTo(read);
        assertThat(build(npy(vectors), options.withThreads(1))).isEqualTo(read);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void theFileIsTheSameForEveryMetricAndEncoding(Metric metric) throws Exception {
        float[][] vectors = withCopies(COUNT, DIMENSION);
        if (metric == Metric.COSINE) {
            ofLengthOne(vectors);
            Arrays.fill(vectors[7], 0);
        }
        for (Encoding encoding : Encoding.values()) {
            HnswBuildOptions options =
                    TestIndex.options().withMetric(metric).withEncoding(encoding);
            byte[] read = build(ArrayVectors.of(vectors), options);
            assertThat(build(raw(vectors), options)).as("%s", encoding).isEqualTo(read);
        }
    }

    /** Without structure, so that the graph is searched and linked again. */
    @Test
    void theFileIsTheSameAfterARefinement() throws Exception {
        float[][] vectors = TestVectors.gaussian(COUNT, DIMENSION, 1);
        vectors[1] = vectors[2] = vectors[3] = vectors[4];
        byte[] read = build(ArrayVectors.of(vectors), TestIndex.options());
        assertThat(build(npy(vectors), TestIndex.options())).isEqualTo(read);
    }

    @Test
    void vectorsWithIdsOfAFile() throws Exception {
        float[][] vectors = withCopies(COUNT, DIMENSION);
        long[] ids = TestIndex.oddIds(COUNT);
        ByteBuffer bytes = ByteBuffer.allocate(COUNT * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(ids);
        Path file = Files.write(directory.resolve("ids"), bytes.array());
        byte[] read = build(ArrayVectors.of(vectors, ids), TestIndex.options());
        assertThat(build(VectorIds.withIds(npy(vectors), file), TestIndex.options()))
                .isEqualTo(read);
    }

    @Test
    void lengthsThatAreOneButForRoundingStayAsTheyAre() throws Exception {
        float[][] vectors = ofLengthOne(TestVectors.clustered(COUNT, DIMENSION, 1));
        HnswBuildOptions options = TestIndex.options().withMetric(Metric.COSINE);
        for (VectorSource source : new VectorSource[] {npy(vectors), ArrayVectors.of(vectors)}) {
            build(source, options);
            try (HnswIndex index = HnswIndex.open(index())) {
                for (int row = 0; row < COUNT; row++) {
                    assertThat(index.vector(row)).isEqualTo(vectors[row]);
                }
            }
        }
    }

    @Test
    void oneOfAnotherLengthIsScaled() throws Exception {
        float[][] vectors = ofLengthOne(TestVectors.clustered(COUNT, DIMENSION, 1));
        for (int i = 0; i < DIMENSION; i++) {
            vectors[COUNT - 1][i] *= 1.00001f;
        }
        HnswBuildOptions options = TestIndex.options().withMetric(Metric.COSINE);
        byte[] read = build(ArrayVectors.of(vectors), options);
        assertThat(build(npy(vectors), options)).isEqualTo(read);
        try (HnswIndex index = HnswIndex.open(index())) {
            assertThat(index.vector(0)).isEqualTo(vectors[0]);
            double squares = 0;
            for (float x : index.vector(COUNT - 1)) {
                squares += (double) x * x;
            }
            assertThat(Math.sqrt(squares)).isBetween(1 - 1e-7, 1 + 1e-7);
        }
    }

    @Test
    void rowsThatDoNotLieAsInAnIndexAreRead() throws Exception {
        float[][] vectors = withCopies(COUNT, 20);
        byte[] read = build(ArrayVectors.of(vectors), TestIndex.options());
        assertThat(build(npy(vectors), TestIndex.options())).isEqualTo(read);
    }

    @Test
    void aSourceIsReadOnce() throws Exception {
        try (VectorSource source = npy(withCopies(COUNT, DIMENSION))) {
            Function<Long, IndexBuild> of =
                    min -> new IndexBuild(source, TestIndex.options(), BuildProgress.NONE, min);
            of.apply(0L).run(index());
            assertThatExceptionOfType(InvalidArgumentException.class)
                    .isThrownBy(() -> of.apply(0L).run(index()))
                    .withMessageContaining("ended before its last vector");
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void aNumberThatIsNotFiniteIsNamedBeforeAnythingIsWritten(Metric metric) throws Exception {
        float[][] vectors = ofLengthOne(TestVectors.gaussian(COUNT, DIMENSION, 1));
        vectors[1_717][5] = Float.NaN;
        vectors[1_900][0] = Float.POSITIVE_INFINITY;
        Files.writeString(index(), "old");
        BuildProgress onlyReading =
                (stage, _, _) -> {
                    assertThat(stage).isEqualTo("reading");
                    try (Stream<Path> paths = Files.list(directory)) {
                        for (Path path : paths.toList()) {
                            if (path.toString().endsWith(".partial")) {
                                assertThat(path).isEmptyFile();
                            }
                        }
                    } catch (java.io.IOException e) {
                        throw new AssertionError(e);
                    }
                };
        try (VectorSource source = npy(vectors)) {
            IndexBuild build =
                    new IndexBuild(source, TestIndex.options().withMetric(metric), onlyReading, 0);
            assertThatExceptionOfType(InvalidArgumentException.class)
                    .isThrownBy(() -> build.run(index()))
                    .withMessageContaining("source=vectors.npy")
                    .withMessageContaining("row=1717");
        }
        assertThat(index()).hasContent("old");
    }

    /** In every stage: what reads the vectors differs. */
    @Test
    void aFileThatIsShortenedIsReportedAndTheOldIndexStays() throws Exception {
        Files.writeString(index(), "old");
        for (String when :
                new String[] {"reading", "dividing", "comparing", "linking", "writing"}) {
            try (VectorSource source = npy(withCopies(COUNT, DIMENSION));
                    FileChannel file =
                            FileChannel.open(
                                    directory.resolve("vectors.npy"), StandardOpenOption.WRITE)) {
                BuildProgress progress =
                        (stage, _, _) -> {
                            if (stage.equals(when)) {
                                try {
                                    file.truncate(4096);
                                } catch (java.io.IOException e) {
                                    throw new AssertionError(e);
                                }
                            }
                        };
                IndexBuild build = new IndexBuild(source, TestIndex.options(), progress, 0);
                assertThatExceptionOfType(CorruptionException.class)
                        .as(when)
                        .isThrownBy(() -> build.run(index()))
                        .withMessageContaining("vectors.npy");
            }
        }
        assertThat(index()).hasContent("old");
        try (Stream<Path> paths = Files.list(directory)) {
            assertThat(paths).noneMatch(path -> path.toString().endsWith(".partial"));
        }
    }
}
