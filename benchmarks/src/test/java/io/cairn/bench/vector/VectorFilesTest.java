package io.cairn.bench.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.hnsw.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The data sets: the same everywhere, of the promised shape, with the right neighbours. */
class VectorFilesTest {

    @TempDir Path directory;

    static List<VectorData> sets() {
        return List.of(Tiny.CLUSTERED, Tiny.UNIT, Tiny.ISOTROPIC);
    }

    @Test
    void aSeedGivesTheSameBytesOnEveryMachine() throws Exception {
        assertEquals(
                List.of("6222c82045a2942f", "82be0248af72ab7a", "cbc4ee39ee453507"),
                List.of(
                        digest(VectorFiles.of(Tiny.CLUSTERED, directory).base()),
                        digest(VectorFiles.of(Tiny.UNIT, directory).queries()),
                        digest(VectorFiles.of(Tiny.ISOTROPIC, directory).base())));
    }

    private static String digest(Path file) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return HexFormat.of().formatHex(digest, 0, 8);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void neighboursAreThoseOfASortByDistance(VectorData data) throws Exception {
        VectorFiles files = VectorFiles.of(data, directory);
        float[][] base = VectorFiles.readRows(files.base(), data.dimension());
        float[][] queries = VectorFiles.readRows(files.queries(), data.dimension());
        int[][] truth = VectorFiles.readTruth(files.truth(), queries.length);
        assertEquals(data.count(), base.length);
        assertEquals(data.queries(), queries.length);
        for (int q = 0; q < queries.length; q++) {
            double[] distances = distances(base, queries[q]);
            int[] sorted =
                    IntStream.range(0, base.length)
                            .boxed()
                            .sorted((a, b) -> Double.compare(distances[a], distances[b]))
                            .limit(100)
                            .mapToInt(i -> i)
                            .toArray();
            assertArrayEquals(sorted, truth[q], "query " + q);
        }
    }

    private static double[] distances(float[][] base, float[] query) {
        return Arrays.stream(base)
                .mapToDouble(row ->
                        IntStream.range(0, row.length)
                                .mapToDouble(i -> (double) row[i] - query[i])
                                .map(d -> d * d)
                                .sum())
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void vectorsHaveTheLengthOneWhereTheMetricIsCosine(VectorData data) throws Exception {
        VectorFiles files = VectorFiles.of(data, directory);
        for (float[] row : VectorFiles.readRows(files.queries(), data.dimension())) {
            double square = IntStream.range(0, row.length).mapToDouble(i -> row[i] * row[i]).sum();
            assertEquals(data.metric() == Metric.COSINE, Math.abs(square - 1) < 1e-5);
        }
    }

    @Test
    void queriesAreNoneOfTheVectors() throws Exception {
        VectorFiles files = VectorFiles.of(Tiny.CLUSTERED, directory);
        float[][] base = VectorFiles.readRows(files.base(), Tiny.CLUSTERED.dimension());
        for (float[] query : VectorFiles.readRows(files.queries(), Tiny.CLUSTERED.dimension())) {
            assertTrue(Arrays.stream(base).noneMatch(row -> Arrays.equals(row, query)));
        }
    }

    @Test
    void filesThatAreThereAreNotMadeAgain() throws Exception {
        VectorFiles files = VectorFiles.of(Tiny.ISOTROPIC, directory);
        FileTime old = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(files.base(), old);
        Files.delete(files.truth());
        assertEquals(files, VectorFiles.of(Tiny.ISOTROPIC, directory));
        assertEquals(old, Files.getLastModifiedTime(files.base()));
        assertNotEquals(0, Files.size(files.truth()));
    }
}
