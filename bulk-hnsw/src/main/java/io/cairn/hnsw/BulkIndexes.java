package io.cairn.hnsw;

import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.RawVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;

/**
 * One call for each thing that one does with vectors in memory and files: build an index, query it,
 * describe it, write the vectors down. Stateless and thread-safe.
 *
 * <p>Every call opens what it needs and closes it again. Whoever asks one index many things opens
 * it once, as {@link HnswIndex}; whoever has more vectors than memory builds from a {@link
 * VectorSource}.
 */
public final class BulkIndexes {

    private static final Logger LOG = System.getLogger(BulkIndexes.class.getName());

    private BulkIndexes() {}

    /**
     * Builds an index of cosine distances with the usual options. Ids are row numbers.
     *
     * @param embeddings {@code float[vectors][dimension]}, at least one
     * @param output the file; one that is there is replaced when the new one is complete
     * @return what the build did
     * @throws io.cairn.error.InvalidArgumentException when there is no vector, vectors differ in
     *     length, or a component is not finite
     * @throws io.cairn.error.UnavailableException when the file cannot be written
     */
    public static BulkBuildStats bulkBuildIndex(float[][] embeddings, Path output) {
        return bulkBuildIndex(embeddings, output, HnswBuildOptions.defaults());
    }

    /**
     * Builds an index of cosine distances. Ids are row numbers.
     *
     * @param embeddings {@code float[vectors][dimension]}, at least one
     * @param output the file; one that is there is replaced when the new one is complete
     * @param m the most links of a vector on an upper layer; on the lowest one twice as many
     * @param efConstruction how many candidates for links are looked at
     * @param threads how many threads build; 0 for as many as there are processors
     * @param quiet whether nothing is logged about the progress
     * @return what the build did
     * @throws io.cairn.error.InvalidArgumentException when an argument is out of its range, there
     *     is no vector, vectors differ in length, or a component is not finite
     * @throws io.cairn.error.UnavailableException when the file cannot be written
     */
    public static BulkBuildStats bulkBuildIndex(
            float[][] embeddings,
            Path output,
            int m,
            int efConstruction,
            int threads,
            boolean quiet) {
        HnswBuildOptions options =
                HnswBuildOptions.defaults()
                        .withMaxConnections(m)
                        .withEfConstruction(efConstruction)
                        .withThreads(threads);
        try (VectorSource source = ArrayVectors.of(embeddings)) {
            return HnswIndex.build(
                    source, output, options, quiet ? BuildProgress.NONE : new LoggedProgress());
        }
    }

    /**
     * Builds an index. Ids are row numbers.
     *
     * @param embeddings {@code float[vectors][dimension]}, at least one
     * @param output the file; one that is there is replaced when the new one is complete
     * @param options the metric and everything else
     * @return what the build did
     * @throws io.cairn.error.InvalidArgumentException when there is no vector, vectors differ in
     *     length, or a component is not finite
     * @throws io.cairn.error.UnavailableException when the file cannot be written
     */
    public static BulkBuildStats bulkBuildIndex(
            float[][] embeddings, Path output, HnswBuildOptions options) {
        try (VectorSource source = ArrayVectors.of(embeddings)) {
            return HnswIndex.build(source, output, options);
        }
    }

    /**
     * Builds an index of vectors that have ids.
     *
     * @param embeddings {@code float[vectors][dimension]}, at least one
     * @param ids as many ids, all different
     * @param output the file; one that is there is replaced when the new one is complete
     * @param options the metric, the batch size and everything else
     * @return what the build did
     * @throws io.cairn.error.InvalidArgumentException when there is no vector, vectors differ in
     *     length, a component is not finite, or there is another number of ids
     * @throws io.cairn.error.CorruptionException when two ids are equal
     * @throws io.cairn.error.UnavailableException when the file cannot be written
     */
    public static BulkBuildStats bulkBuildIndex(
            float[][] embeddings, long[] ids, Path output, HnswBuildOptions options) {
        try (VectorSource source = ArrayVectors.of(embeddings, ids)) {
            return HnswIndex.build(source, output, options);
        }
    }

    /**
     * Finds the vectors nearest to a query.
     *
     * @param index the index file
     * @param query as many components as the index's vectors have
     * @param k how many are wanted, at least 1
     * @param efSearch how many candidates are kept while searching: more finds more of the nearest
     *     and takes longer
     * @return at most k, nearest first
     * @throws io.cairn.error.InvalidArgumentException when the query has another number of
     *     components or one that is not finite, or k or efSearch is less than 1
     * @throws io.cairn.error.CorruptionException when the file is damaged or no index
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static List<Neighbor> bulkQueryIndex(Path index, float[] query, int k, int efSearch) {
        try (HnswIndex open = HnswIndex.open(index)) {
            return open.search(query, k, efSearch);
        }
    }

    /**
     * Describes an index.
     *
     * @param index the index file
     * @return what it says about itself
     * @throws io.cairn.error.CorruptionException when the file is damaged or no index
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static IndexInfo bulkInfo(Path index) {
        try (HnswIndex open = HnswIndex.open(index)) {
            return open.info();
        }
    }

    /**
     * Writes vectors as raw float32, and beside them, in {@code NAME.json}, how many of which
     * dimension. Files that are there are replaced.
     *
     * @param embeddings {@code float[vectors][dimension]}, at least one
     * @param output the file
     * @return the file
     * @throws io.cairn.error.InvalidArgumentException when there is no vector, or vectors differ in
     *     length
     * @throws io.cairn.error.UnavailableException when the file cannot be written
     */
    public static Path convertEmbeddingsToRaw(float[][] embeddings, Path output) {
        try (VectorSource source = ArrayVectors.of(embeddings)) {
            return RawVectors.write(output, source, true);
        }
    }

    /**
     * Reads raw float32, with what lies beside it in {@code NAME.json}.
     *
     * @param input a file of at most 1 GiB
     * @return {@code float[vectors][dimension]}
     * @throws io.cairn.error.InvalidArgumentException when there is no such file, or nothing beside
     *     it says its dimension
     * @throws io.cairn.error.CorruptionException when it is not as long as it is said to be
     * @throws io.cairn.error.LimitException when it is larger
     * @throws io.cairn.error.UnavailableException when it cannot be read
     */
    public static float[][] readRawEmbeddings(Path input) {
        return RawVectors.readAll(input, 0);
    }

    /** Logs each stage of a build when it begins. Used by one thread. */
    private static final class LoggedProgress implements BuildProgress {

        private String stage = "";

        @Override
        public void at(String stage, long done, long total) {
            if (!stage.equals(this.stage)) {
                this.stage = stage;
                LOG.log(Level.INFO, "building an index: {0}", stage);
            }
        }
    }
}
