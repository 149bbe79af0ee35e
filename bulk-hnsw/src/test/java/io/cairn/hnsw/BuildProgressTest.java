package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A build tells how far it is; one that fails leaves what was there. */
class BuildProgressTest {

    @TempDir Path directory;

    private Path file() {
        return directory.resolve("index");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void stagesGrow(Algorithm algorithm) {
        Map<String, List<Long>> told = new LinkedHashMap<>();
        float[][] vectors = TestVectors.gaussian(3_000, 48, 1);
        HnswIndex.build(
                TestIndex.source(vectors),
                file(),
                TestIndex.options().withAlgorithm(algorithm).withThreads(3),
                (stage, done, total) -> {
                    assertThat(done).isBetween(0L, total);
                    List<Long> before = told.computeIfAbsent(stage, _ -> new ArrayList<>());
                    // A stage may come again, from its beginning.
                    if (done > 0) {
                        assertThat(before.getLast()).isLessThanOrEqualTo(done);
                    }
                    before.add(done);
                });
        assertThat(told.keySet()).startsWith("reading").endsWith("writing");
        assertThat(told).hasSizeGreaterThan(2);
    }

    @Test
    void whatAListenerThrowsEndsTheBuild() throws Exception {
        byte[] before = built();
        for (int n = 1; n <= 4; n++) {
            int failing = n;
            int[] calls = {0};
            BuildProgress progress =
                    (_, _, _) -> {
                        if (++calls[0] == failing) {
                            throw new UnsupportedOperationException("listener");
                        }
                    };
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() ->
                            HnswIndex.build(
                                    TestIndex.source(TestVectors.gaussian(1_500, 8, 2)),
                                    file(),
                                    TestIndex.options(),
                                    progress));
            assertIntact(before);
        }
    }

    private byte[] built() throws Exception {
        HnswIndex.build(
                TestIndex.source(TestVectors.gaussian(100, 8, 1)), file(), TestIndex.options());
        return Files.readAllBytes(file());
    }

    private void assertIntact(byte[] before) throws Exception {
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void aSourceThatThrows() throws Exception {
        byte[] before = built();
        for (int failing : new int[] {0, 1, 999, 1_000, 1_999}) {
            VectorSource source =
                    new GivenSource(TestVectors.gaussian(2_000, 8, 2)) {
                        @Override
                        void before(int row) {
                            if (row == failing) {
                                throw new IndexOutOfBoundsException("row " + row);
                            }
                        }
                    };
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> HnswIndex.build(source, file(), TestIndex.options()))
                    .withMessage("row " + failing);
            assertIntact(before);
        }
    }

    @Test
    void aSourceThatEndsEarlyOrGivesTooMuch() throws Exception {
        byte[] before = built();
        for (int given : new int[] {0, -1, 5_000}) {
            VectorSource source =
                    new GivenSource(TestVectors.gaussian(2_000, 8, 2)) {
                        @Override
                        public int read(MemorySegment rows, long rowBytes, long[] ids, int max) {
                            return given;
                        }
                    };
            assertThatExceptionOfType(InvalidArgumentException.class)
                    .isThrownBy(() -> HnswIndex.build(source, file(), TestIndex.options()))
                    .withMessageContaining("source=given");
            assertIntact(before);
        }
    }

    @Test
    void aDirectoryThatIsNotThere() {
        Path nowhere = directory.resolve("none").resolve("index");
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() ->
                        HnswIndex.build(
                                TestIndex.source(new float[][] {{1}}),
                                nowhere,
                                TestIndex.options()));
    }

    @Test
    void aSourceThatGivesLittleAtOnce() {
        float[][] vectors = TestVectors.gaussian(500, 8, 2);
        VectorSource source =
                new GivenSource(vectors) {
                    @Override
                    public int read(MemorySegment rows, long rowBytes, long[] ids, int max) {
                        return super.read(rows, rowBytes, ids, Math.min(max, 3));
                    }
                };
        HnswIndex.build(source, file(), TestIndex.options());
        try (HnswIndex index = HnswIndex.open(file())) {
            for (int row = 0; row < vectors.length; row++) {
                assertThat(index.vector(row)).isEqualTo(vectors[row]);
            }
        }
    }
}
