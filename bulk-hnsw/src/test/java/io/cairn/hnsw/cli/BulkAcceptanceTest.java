package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * One index of 10,000 vectors, built, described and queried from the command line as a user does.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkAcceptanceTest {

    private static final int VECTORS = 10_000;
    private static final int DIMENSION = 128;
    private static final int QUERIES = 100;
    private static final int K = 10;

    private float[][] vectors;
    private float[][] queries;
    private Path index;
    private Path queryFile;
    private BulkRun build;

    @BeforeAll
    void build(@TempDir Path temp) {
        float[][] all = TestVectors.clustered(VECTORS + QUERIES, DIMENSION, 50, 40);
        vectors = Arrays.copyOf(all, VECTORS);
        queries = Arrays.copyOfRange(all, VECTORS, VECTORS + QUERIES);
        index = temp.resolve("vectors.hnsw");
        queryFile = TestVectors.npy(temp.resolve("queries.npy"), queries);
        Path input = TestVectors.npy(temp.resolve("vectors.npy"), vectors);
        build =
                BulkRun.done(
                        "build-index",
                        "--input",
                        input,
                        "--output",
                        index,
                        "--dimension",
                        DIMENSION,
                        "--max-connections",
                        16,
                        "--ef-construction",
                        100,
                        "--threads",
                        0,
                        "--batch-size",
                        1000,
                        "--check-recall",
                        100);
    }

    @Test
    void theBuildTellsWhatItDid() throws Exception {
        assertThat(build.lines())
                .extracting(line -> line.replaceFirst(":.*", ""))
                .containsExactly("Vectors", "Dimension", "Time", "Rate", "Index size", "Recall@10");
        assertThat(build.value("Vectors")).isEqualTo("10000");
        assertThat(build.value("Dimension")).isEqualTo("128");
        assertThat(build.value("Time")).matches("\\d+\\.\\d{3} s");
        assertThat(build.value("Rate")).matches("\\d+ vec/s");
        double seconds = Double.parseDouble(build.value("Time").replace(" s", ""));
        double rate = Double.parseDouble(build.value("Rate").replace(" vec/s", ""));
        assertThat(seconds).isPositive();
        assertThat(rate).isCloseTo(VECTORS / seconds, within(0.01 * rate));
        assertThat(build.value("Index size")).isEqualTo(Files.size(index) + " bytes");
        assertThat(build.value("Recall@10")).matches("[01]\\.\\d{4} \\(ef 64, 100 queries\\)");
        assertThat(Double.parseDouble(build.value("Recall@10").substring(0, 6))).isGreaterThan(0.9);
        assertThat(build.err()).isEmpty();
    }

    @Test
    void theIndexDescribesItself() {
        BulkRun info = BulkRun.done("info", "--index", index, "--verify");
        assertThat(info.lines())
                .startsWith("Dimension: 128", "Vectors: 10000", "Max connections: 16")
                .endsWith("Verified: every byte");
        assertThat(info.lines().get(3)).matches("Entry point: \\d+");
        assertThat(Integer.parseInt(info.value("Entry point"))).isBetween(0, VECTORS - 1);
    }

    @Test
    void aStoredVectorFindsItselfFirst(@TempDir Path temp) throws Exception {
        for (int row : new int[] {0, 4_711, VECTORS - 1}) {
            Path query = QueryFiles.raw(temp.resolve("query.raw"), vectors[row]);
            assertThat(Files.size(query)).isEqualTo(DIMENSION * 4L);
            BulkRun run =
                    BulkRun.done("query", "--index", index, "--query", query, "--k", K, "--ef", 64);
            assertThat(run.lines()).hasSize(K);
            assertThat(run.lines().getFirst())
                    .isEqualTo(String.format("  1. ID: %12d  Distance: 0.000000", row));
        }
    }

    @Test
    void moreCandidatesFindMore() {
        double narrow = recall("--ef", 16);
        double usual = recall("--ef", 64);
        double wide = recall("--ef", 256);
        assertThat(usual).isGreaterThanOrEqualTo(0.95);
        assertThat(wide).isGreaterThan(narrow).isGreaterThanOrEqualTo(usual);
        assertThat(narrow).isLessThan(1);
        assertThat(recall("--ef", 16, "--exact")).isEqualTo(1);
    }

    /** How many of the true neighbours are found, of all queries. */
    private double recall(Object... how) {
        List<Object> words = new ArrayList<>(List.of("query", "-i", index, "-q", queryFile));
        words.addAll(List.of("-k", K));
        words.addAll(List.of(how));
        List<List<Integer>> found = QueryFiles.answers(BulkRun.done(words.toArray()));
        assertThat(found).hasSize(QUERIES);
        int hits = 0;
        for (int i = 0; i < QUERIES; i++) {
            List<Integer> truth = TestVectors.nearest(vectors, queries[i], K);
            hits += (int) found.get(i).stream().filter(truth::contains).count();
        }
        return hits / (double) (QUERIES * K);
    }
}
