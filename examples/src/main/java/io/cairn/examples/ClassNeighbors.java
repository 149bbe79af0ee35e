package io.cairn.examples;

import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Neighbor;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Finds classes of the JDK whose names are like others': makes a vector of each name, builds an
 * index of them, and asks it for neighbours. Stateless.
 *
 * <p>A vector counts the pieces of a name that are three to five letters long. Each piece is hashed
 * to one of 256 places, so that no dictionary is needed; a second hash decides its sign, so that
 * pieces that meet by chance cancel out on average.
 */
public final class ClassNeighbors {

    private static final List<String> PROBES =
            List.of(
                    "java.util.concurrent.ConcurrentHashMap",
                    "java.io.BufferedInputStream",
                    "java.time.LocalDateTime");
    private static final int NEIGHBORS = 8;
    private static final int DIMENSION = 256;
    private static final int PIECE_MIN = 3;
    private static final int PIECE_MAX = 5;
    private static final int COLUMN = 38;

    private ClassNeighbors() {}

    /**
     * Runs the example.
     *
     * @param args a file to write the index to
     * @throws IOException when the JDK's classes cannot be listed
     */
    public static void main(String[] args) throws IOException {
        run(Path.of(args[0]), System.out);
    }

    static void run(Path file, PrintStream out) throws IOException {
        List<String> names = names();
        float[][] vectors = names.stream().map(ClassNeighbors::vector).toArray(float[][]::new);
        // @start region=vectors
        HnswBuildOptions options = HnswBuildOptions.defaults().withMetric(Metric.COSINE);
        try (VectorSource source = ArrayVectors.of(vectors)) { // float[count][dimension]
            HnswIndex.build(source, file, options);
        }
        try (HnswIndex index = HnswIndex.open(file)) { // mapped: served at once, by any thread
            float[] query = vector("java.util.concurrent.ConcurrentHashMap");
            for (Neighbor neighbor : index.search(query, 3, 64)) { // k, ef
                out.println(names.get((int) neighbor.id()));
            }
        }
        // @end
        try (HnswIndex index = HnswIndex.open(file)) {
            List<List<String>> columns = new ArrayList<>();
            for (String probe : PROBES) {
                columns.add(column(index, names, probe));
            }
            print(columns, out);
        }
    }

    private static List<String> column(HnswIndex index, List<String> names, String probe) {
        List<String> column = new ArrayList<>();
        for (Neighbor neighbor : index.search(vector(probe), NEIGHBORS, 4 * NEIGHBORS)) {
            String name = names.get((int) neighbor.id());
            column.add(
                    String.format(
                            Locale.ROOT, "%.2f %s", Math.abs(neighbor.distance()), simple(name)));
        }
        return column;
    }

    private static void print(List<List<String>> columns, PrintStream out) {
        for (int row = 0; row < NEIGHBORS; row++) {
            StringBuilder line = new StringBuilder();
            for (List<String> column : columns) {
                line.append(String.format(Locale.ROOT, "%-" + COLUMN + "s", column.get(row)));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** The classes of java.base that programs may use, nested ones left out. */
    private static List<String> names() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base");
        try (Stream<Path> files = Files.walk(base.resolve("java"))) {
            return files.map(file -> base.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .filter(name -> !name.endsWith("-info"))
                    .sorted()
                    .toList();
        }
    }

    private static float[] vector(String name) {
        float[] vector = new float[DIMENSION];
        String text = "<" + simple(name).toLowerCase(Locale.ROOT) + ">";
        for (int length = PIECE_MIN; length <= PIECE_MAX; length++) {
            for (int i = 0; i + length <= text.length(); i++) {
                int hash = text.substring(i, i + length).hashCode() * 0x9E3779B1;
                vector[hash >>> 24] += (hash & 1) == 0 ? 1 : -1;
            }
        }
        return vector;
    }

    private static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
