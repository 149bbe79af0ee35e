package io.cairn.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of the JDK find those that are like them. */
class ClassNeighborsTest {

    @TempDir Path temp;

    @Test
    void neighborsAreSensible() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            ClassNeighbors.run(temp.resolve("classes.hnsw"), printer);
        }
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines)
                .hasSize(11)
                .startsWith(
                        "java.util.concurrent.ConcurrentHashMap",
                        "java.util.concurrent.ConcurrentMap",
                        "java.util.concurrent.ConcurrentSkipListMap");
        assertThat(column(lines, 0))
                .startsWith("0.00 ConcurrentHashMap")
                .anyMatch(line -> line.endsWith(" HashMap"))
                .filteredOn(line -> line.endsWith("Map"))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(column(lines, 1))
                .startsWith("0.00 BufferedInputStream")
                .anyMatch(line -> line.endsWith(" InputStream"))
                .filteredOn(line -> line.endsWith("Stream"))
                .hasSizeGreaterThanOrEqualTo(4);
        assertThat(column(lines, 2))
                .startsWith("0.00 LocalDateTime")
                .anyMatch(line -> line.endsWith(" LocalDate"))
                .anyMatch(line -> line.endsWith(" ChronoLocalDateTime"));
        assertThat(column(lines, 0)).isSorted();
    }

    private static Stream<String> cells(String line) {
        return Stream.of(line.split(" {2,}"));
    }

    private static List<String> column(List<String> lines, int number) {
        return lines.stream().skip(3).map(line -> cells(line).toList().get(number)).toList();
    }
}
