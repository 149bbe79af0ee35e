package io.cairn.hnsw;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.hnsw.file.Child;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that was started without vector instructions says so where that costs time. */
class MissedModuleTest {

    private static final String WARNING = "--add-modules jdk.incubator.vector";

    /** Builds indexes of as many vectors as its arguments say. */
    static final class Builder {
        private Builder() {}

        public static void main(String[] arguments) {
            for (int i = 1; i < arguments.length; i++) {
                float[][] vectors = TestVectors.gaussian(Integer.parseInt(arguments[i]), 4, i);
                try (VectorSource source = ArrayVectors.of(vectors)) {
                    Path index = Path.of(arguments[0]).resolve("index" + i);
                    HnswIndex.build(source, index, HnswBuildOptions.defaults());
                }
            }
            System.out.println("built");
        }
    }

    private static List<String> said(Path folder, String... counts) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(folder.toString()));
        arguments.addAll(List.of(counts));
        List<String> lines = new ArrayList<>();
        try (Child child = Child.start("", Builder.class, arguments.toArray(String[]::new))) {
            for (String line = child.line(); line != null; line = child.line()) {
                lines.add(line);
            }
        }
        assertThat(lines).last().isEqualTo("built");
        return lines;
    }

    @Test
    void itIsSaidOnceAndOnlyForManyVectors(@TempDir Path folder) throws Exception {
        assertThat(said(folder, "100")).noneMatch(line -> line.contains(WARNING));
        assertThat(said(folder, "6000", "6000"))
                .filteredOn(line -> line.contains(WARNING))
                .hasSize(1);
    }
}
