package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same vectors, options and seed give the same bytes, whatever the number of threads. */
class DeterminismTest {

    private static final int COUNT = 1800;

    @TempDir Path directory;

    static Stream<Arguments> ways() {
        return Stream.of(Algorithm.values())
                .flatMap(a -> Stream.of(Ordering.values()).map(o -> Arguments.of(a, o)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aBuildDoesNotDependOnThreads(Algorithm algorithm, Ordering ordering) throws Exception {
        // Without structure, so that the automatic way refines.
        float[][] vectors = TestVectors.gaussian(COUNT, 24, 1);
        for (int i = 0; i < 200; i++) {
            vectors[i * 3] = vectors[i % 5];
        }
        HnswBuildOptions options =
                TestIndex.options().withAlgorithm(algorithm).withOrdering(ordering);
        String one = build(vectors, options.withThreads(1));
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(build(vectors, options.withThreads(threads)))
                    .as("%d threads", threads)
                    .isEqualTo(one);
        }
        assertThat(build(vectors, options.withSeed(2))).isNotEqualTo(one);
    }

    private String build(float[][] vectors, HnswBuildOptions options) throws Exception {
        Path file = directory.resolve("index");
        HnswIndex.build(TestIndex.source(vectors), file, options);
        return digest(file);
    }

    private static String digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    }

    @Test
    void anUpdateDoesNotDependOnThreads() throws Exception {
        float[][] vectors = TestVectors.gaussian(600, 10, 1);
        float[][] more = TestVectors.gaussian(1500, 10, 2);
        Path updated = directory.resolve("updated");
        try (HnswIndex index =
                TestIndex.open(directory.resolve("index"), vectors, TestIndex.options())) {
            @Nullable String one = null;
            for (int threads : new int[] {1, 2, 5}) {
                HnswUpdate update = index.update(threads);
                for (int i = 0; i < more.length; i++) {
                    update.add(1000 + i, more[i]);
                }
                for (int i = 0; i < 100; i++) {
                    update.delete(i * 5);
                }
                update.save(updated);
                String bytes = digest(updated);
                if (one == null) {
                    one = bytes;
                }
                assertThat(bytes).isEqualTo(one);
            }
        }
    }
}
