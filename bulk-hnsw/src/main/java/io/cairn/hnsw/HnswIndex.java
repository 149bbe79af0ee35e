package io.cairn.hnsw;

import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongPredicate;

/** An open index. Thread-safe; whoever opened it closes it. */
public final class HnswIndex implements AutoCloseable {

    private HnswIndex() {}

    /** Builds an index file; see the other form. */
    public static BulkBuildStats build(VectorSource source, Path target, HnswBuildOptions options) {
        return build(source, target, options, BuildProgress.NONE);
    }

    /** Builds an index file, replacing one that is there only when the new one is complete. */
    public static BulkBuildStats build(
            VectorSource source, Path target, HnswBuildOptions options, BuildProgress progress) {
        throw new UnsupportedOperationException();
    }

    /** Opens an index file by mapping it. */
    public static HnswIndex open(Path path) {
        throw new UnsupportedOperationException();
    }

    /** Finds the k nearest, nearest first. */
    public List<Neighbor> search(float[] query, int k, int ef) {
        throw new UnsupportedOperationException();
    }

    /** Finds the k nearest, nearest first; the query is float32[dimension], little-endian. */
    public List<Neighbor> search(MemorySegment query, int k, int ef) {
        throw new UnsupportedOperationException();
    }

    /** Finds the k nearest among those whose ids a filter lets through. */
    public List<Neighbor> search(float[] query, int k, int ef, LongPredicate ids) {
        throw new UnsupportedOperationException();
    }

    /** Finds the k nearest among those with the given ids. */
    public List<Neighbor> search(float[] query, int k, int ef, long[] ids) {
        throw new UnsupportedOperationException();
    }

    /** Searches for float32[count][dimension] with several threads; 0 for all processors. */
    public List<List<Neighbor>> searchAll(
            MemorySegment queries, int count, int k, int ef, int threads) {
        throw new UnsupportedOperationException();
    }

    /** Finds the k nearest by comparing with every vector. */
    public List<Neighbor> searchExactly(float[] query, int k) {
        throw new UnsupportedOperationException();
    }

    /**
     * Measures recall@k of a sample of the stored vectors, each looked for at ef, against exact.
     */
    public double recall(int sample, int k, int ef, long seed) {
        throw new UnsupportedOperationException();
    }

    /** Describes the index. */
    public IndexInfo info() {
        throw new UnsupportedOperationException();
    }

    /** Reads every byte and checks it. */
    public void verify() {
        throw new UnsupportedOperationException();
    }

    /** Touches all of the mapping, so that later searches wait for no page. */
    public void prefault() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
