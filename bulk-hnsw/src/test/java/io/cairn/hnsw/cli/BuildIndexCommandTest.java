package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.FvecsVectors;
import io.cairn.hnsw.vector.RawVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every flag of a build does something. */
class BuildIndexCommandTest {

    private static final int VECTORS = 600;
    private static final int DIMENSION = 24;

    @TempDir Path temp;
    private float[][] vectors;
    private Path input;
    private Path output;

    @BeforeEach
    void write() {
        vectors = TestVectors.clustered(VECTORS, DIMENSION, 20, 7);
        input = TestVectors.npy(temp.resolve("v.npy"), vectors);
        output = temp.resolve("v.hnsw");
    }

    /** Builds with further flags and returns what is in the file. */
    private byte[] built(Object... flags) throws Exception {
        build(flags);
        return Files.readAllBytes(output);
    }

    private BulkRun build(Object... flags) {
        List<Object> words = new ArrayList<>(List.of("build-index", "-i", input, "-o", output));
        words.add("--overwrite");
        words.addAll(List.of(flags));
        return BulkRun.done(words.toArray());
    }

    private BulkRun info() {
        return BulkRun.done("info", "-i", output);
    }

    private List<Integer> query(float[] vector) throws Exception {
        Path query = QueryFiles.raw(temp.resolve("query.raw"), vector);
        return QueryFiles.ids(BulkRun.done("query", "-i", output, "-q", query, "-k", 5));
    }

    @Test
    void theShapeOfTheGraphIsAsAskedFor() {
        build("--max-connections", 5, "--ef-construction", 33, "--metric", "L2", "--seed", 9);
        assertThat(info().value("Max connections")).isEqualTo("5");
        assertThat(info().value("Ef construction")).isEqualTo("33");
        assertThat(info().value("Metric")).isEqualTo("l2");
        assertThat(info().value("Seed")).isEqualTo("9");
        build("-m", 16, "-e", 100, "--metric", "ip", "--algorithm", "incremental");
        assertThat(info().value("Metric")).isEqualTo("ip");
        assertThat(info().value("Algorithm")).isEqualTo("incremental");
        build();
        assertThat(info().value("Metric")).isEqualTo("cosine");
        assertThat(info().value("Seed")).isEqualTo("1");
    }

    @Test
    void theSeedDecidesAndNothingElseDoes() throws Exception {
        byte[] once = built("--seed", 5);
        assertThat(built("--seed", 5)).isEqualTo(once);
        assertThat(built("--seed", 5, "--threads", 1)).isEqualTo(once);
        assertThat(built("--seed", 5, "--threads", 3)).isEqualTo(once);
        assertThat(built("--seed", 6)).isNotEqualTo(once);
    }

    @Test
    void howTheInputIsReadDoesNotMatter() throws Exception {
        byte[] mapped = built();
        assertThat(built("--direct-read")).isEqualTo(mapped);
        assertThat(built("--prefault")).isEqualTo(mapped);
        assertThat(built("--direct-read", "--prefault", "--telemetry")).isEqualTo(mapped);
        Path raw = temp.resolve("vectors");
        try (VectorSource source = ArrayVectors.of(vectors)) {
            RawVectors.write(raw, source, false);
            FvecsVectors.write(temp.resolve("v.fvecs"), source(vectors), false);
        }
        Files.delete(temp.resolve("vectors.json"));
        input = raw;
        assertThat(built("--format", "raw_f32", "--dimension", DIMENSION)).isEqualTo(mapped);
        assertThat(built("-f", "bin", "-d", DIMENSION, "--direct-read")).isEqualTo(mapped);
        input = temp.resolve("v.fvecs");
        assertThat(built()).isEqualTo(mapped);
    }

    @Test
    void aDirectReadMapsNothing() {
        assertThat(isMapped()).isTrue();
        assertThat(isMapped("--prefault")).isTrue();
        assertThat(isMapped("--direct-read")).isFalse();
    }

    /** Looks at this process's mappings while a build reads. */
    private boolean isMapped(Object... flags) {
        List<String> mappings = new ArrayList<>();
        ProgressBars looking =
                (stage, total, unit) -> {
                    if (stage.equals("reading")) {
                        mappings.addAll(mappings());
                    }
                    return ProgressBars.Bar.NONE;
                };
        List<Object> words = new ArrayList<>(List.of("build-index", "-i", input, "-o", output));
        words.add("--overwrite");
        words.addAll(List.of(flags));
        assertThat(BulkRun.followed(looking, words.toArray()).code()).isZero();
        assertThat(mappings).isNotEmpty();
        return mappings.stream().anyMatch(line -> line.endsWith(input.toString()));
    }

    private static List<String> mappings() {
        try {
            return Files.readAllLines(Path.of("/proc/self/maps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static VectorSource source(float[][] vectors) {
        return ArrayVectors.of(vectors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "none", "random_projection", "rp", "kmeans"})
    void reorderingKeepsIds(String ordering) throws Exception {
        build("--ordering", ordering);
        assertThat(info().value("Ordering"))
                .isEqualTo(ordering.equals("rp") ? "random_projection" : ordering);
        for (int row : new int[] {0, 299, VECTORS - 1}) {
            assertThat(query(vectors[row]))
                    .isEqualTo(TestVectors.nearest(vectors, vectors[row], 5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "partition", "incremental"})
    void everyAlgorithmFindsWhatIsStored(String algorithm) throws Exception {
        build("--algorithm", algorithm, "--batch-size", 100);
        for (int row : new int[] {0, 299, VECTORS - 1}) {
            assertThat(query(vectors[row]).getFirst()).isEqualTo(row);
        }
    }

    @Test
    void theBatchSizeDecidesWhoMeetsWhom() throws Exception {
        byte[] small = built("--algorithm", "incremental", "--batch-size", 50);
        assertThat(built("--algorithm", "incremental", "--batch-size", 50)).isEqualTo(small);
        assertThat(built("--algorithm", "incremental", "--batch-size", 300)).isNotEqualTo(small);
    }

    @Test
    void halfPrecisionTakesLessSpace() throws Exception {
        int full = built("--encoding", "f32").length;
        assertThat(built("--encoding", "bf16").length).isLessThan(full);
        assertThat(info().value("Encoding")).isEqualTo("bf16");
        assertThat(query(vectors[17]).getFirst()).isEqualTo(17);
    }

    @Test
    void idsAreThoseOfTheFile() throws Exception {
        ByteBuffer ids = ByteBuffer.allocate(VECTORS * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VECTORS; i++) {
            ids.putLong(1_000_000 - 7L * i);
        }
        Path file = Files.write(temp.resolve("v.ids"), ids.array());
        build("--ids", file);
        assertThat(query(vectors[17]).getFirst()).isEqualTo(1_000_000 - 7 * 17);
        Files.write(file, new byte[8]);
        assertThat(run("--ids", file, "--overwrite").failure()).hasMessageContaining("v.ids");
    }

    @Test
    void anOutputIsReplacedOnlyWhenAskedFor() throws Exception {
        byte[] first = built("--seed", 1);
        BulkRun again = run("--seed", 2);
        assertThat(again.failure())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("--overwrite")
                .hasMessageContaining(output.toString());
        assertThat(Files.readAllBytes(output)).isEqualTo(first);
        assertThat(built("--seed", 2)).isNotEqualTo(first);

        byte[] source = Files.readAllBytes(input);
        assertThat(BulkRun.of("build-index", "-i", input, "-o", input, "--overwrite").failure())
                .hasMessageContaining("the output is the input");
        assertThat(Files.readAllBytes(input)).isEqualTo(source);
        output = temp.resolve("new/deep/v.hnsw");
        build();
        assertThat(output).exists();
        output = temp;
        assertThat(run("--overwrite").failure()).hasMessageContaining("directory");
    }

    private BulkRun run(Object... flags) {
        List<Object> words = new ArrayList<>(List.of("build-index", "-i", input, "-o", output));
        words.addAll(List.of(flags));
        return BulkRun.of(words.toArray());
    }

    @Test
    void progressIsShownUnlessQuiet() {
        BulkRun shown = build();
        assertThat(shown.bars()).isNotEmpty();
        assertThat(shown.bars().getFirst()).endsWith(" of " + VECTORS + " vec");
        assertThat(shown.bars()).anyMatch(bar -> bar.matches("\\w+ of \\d+"));
        assertThat(shown.bars().getLast()).endsWith(" ends");
        assertThat(shown.bars()).contains("reading " + VECTORS);
        assertThat(shown.err()).isEmpty();
        BulkRun quiet = build("--quiet");
        assertThat(quiet.bars()).isEmpty();
        assertThat(quiet.err()).isEmpty();
        assertThat(quiet.value("Vectors")).isEqualTo("600");
        BulkRun verbose = build("--verbose", "--seed", 77);
        assertThat(verbose.err())
                .contains("v.npy: 600 vectors of dimension 24", "seed=77")
                .containsPattern("(?m)^\\w[\\w ]*: \\d+\\.\\d{3} s$");
    }

    @Test
    void telemetryShowsNumbers() {
        BulkRun run = build("--telemetry");
        assertThat(run.err()).containsPattern("(?m)^minor page faults +\\d+ +\\d+ +\\+\\d+$");
        assertThat(run.err()).containsPattern("(?m)^user CPU \\(ms\\) +\\d+ +\\d+ +\\+\\d+$");
        assertThat(run.out()).doesNotContain("telemetry");
    }

    @Test
    void recallIsMeasured() {
        assertThat(build("--check-recall", 50).value("Recall@10"))
                .matches("[01]\\.\\d{4} \\(ef 64, 50 queries\\)");
        assertThat(build("--check-recall", 5000).value("Recall@10")).endsWith("600 queries)");
    }

    @Test
    void aWrongDimensionIsAnError() {
        assertThat(run("--dimension", DIMENSION + 1).failure())
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("v.npy");
        assertThat(output).doesNotExist();
    }
}
