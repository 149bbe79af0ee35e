package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.file.Child;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.NpyVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build of vectors where they lie that is killed leaves the old index. */
class KilledBuildTest {

    private static final int COUNT = 2_000;
    private static final int DIMENSION = 64;

    @TempDir Path directory;

    /** Builds up to a stage, and waits there to be killed. */
    static final class Stopped {
        public static void main(String[] args) {
            BuildProgress progress =
                    (stage, done, _) -> {
                        if (stage.equals(args[2]) && done == Long.parseLong(args[3])) {
                            System.out.println("waiting");
                            try {
                                System.in.read();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        }
                    };
            try (VectorSource source = NpyVectors.open(Path.of(args[0]), 0, false)) {
                new IndexBuild(source, TestIndex.options(), progress, 0).run(Path.of(args[1]));
            }
        }
    }

    private List<Path> partial() throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.filter(path -> path.toString().endsWith(".partial")).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reading", "linking", "writing"})
    void theOldIndexStays(String stage) throws Exception {
        Path index = directory.resolve("index");
        float[][] vectors = TestVectors.clustered(COUNT, DIMENSION, 1);
        HnswIndex.build(ArrayVectors.of(vectors), index, TestIndex.options());
        byte[] old = Files.readAllBytes(index);
        Path input = directory.resolve("vectors.npy");
        float[][] others = TestVectors.clustered(COUNT, DIMENSION, 2);
        NpyVectors.write(input, ArrayVectors.of(others), true);
        try (Child child =
                Child.start("", Stopped.class, input.toString(), index.toString(), stage, "0")) {
            assertThat(child.line()).isEqualTo("waiting");
        }
        assertThat(index).hasBinaryContent(old);
        assertThat(partial()).hasSize(1);
        try (VectorSource source = NpyVectors.open(input, 0, false)) {
            new IndexBuild(source, TestIndex.options(), BuildProgress.NONE, 0).run(index);
        }
        assertThat(partial()).isEmpty();
        try (HnswIndex open = HnswIndex.open(index)) {
            open.verify();
            assertThat(open.vector(1)).isEqualTo(others[1]);
        }
    }
}
