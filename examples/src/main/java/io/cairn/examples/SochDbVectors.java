package io.cairn.examples;

import io.cairn.hnsw.BulkBuildStats;
import io.cairn.hnsw.BulkIndexes;
import io.cairn.hnsw.IndexInfo;
import io.cairn.hnsw.Neighbor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Indexes of vectors under the names of SochDB's bulk functions: build, query, describe, write raw.
 * Stateless.
 */
public final class SochDbVectors {

    private static final int VECTORS = 10_000;
    private static final int DIMENSION = 768;

    private SochDbVectors() {}

    /**
     * Runs the example in a directory.
     *
     * @param args the directory; a new temporary one when left out
     * @throws IOException when no temporary directory can be made
     */
    public static void main(String[] args) throws IOException {
        run(
                args.length == 0 ? Files.createTempDirectory("cairn-sochdb") : Path.of(args[0]),
                VECTORS,
                System.out);
    }

    static void run(Path directory, int vectors, PrintStream out) {
        SplittableRandom random = new SplittableRandom(1);
        float[][] embeddings = new float[vectors][];
        for (int i = 0; i < vectors; i++) {
            embeddings[i] = vector(random);
        }
        // @start region=sochdb-bulk-build
        Path index = directory.resolve("my_index.hnsw");
        BulkBuildStats stats =
                BulkIndexes.bulkBuildIndex(
                        embeddings, index, 16, 100, 0, false); // m, efConstruction, threads, quiet
        out.printf(Locale.ROOT, "Built %d vectors at %.0f vec/s%n", stats.vectors(), stats.rate());
        // @end

        float[] query = vector(random);
        // @start region=sochdb-bulk-query
        List<Neighbor> results = BulkIndexes.bulkQueryIndex(index, query, 10, 64); // k, efSearch
        for (Neighbor neighbor : results) {
            out.printf(Locale.ROOT, "ID: %d, Distance: %.4f%n", neighbor.id(), neighbor.distance());
        }
        // @end

        IndexInfo info = BulkIndexes.bulkInfo(index);
        out.println("Dimension: " + info.dimension());
        out.println("Vectors: " + info.vectors());
        out.println("Max connections: " + info.maxConnections());
        out.println("Entry point: " + info.entryPoint().map(String::valueOf).orElse("none"));
        Path raw = BulkIndexes.convertEmbeddingsToRaw(embeddings, directory.resolve("vectors.raw"));
        out.println("Written: " + raw.getFileName());
    }

    private static float[] vector(SplittableRandom random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
