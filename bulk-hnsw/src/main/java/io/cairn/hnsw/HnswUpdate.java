package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.build.GraphGrowth;
import io.cairn.hnsw.build.Stage;
import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.file.IndexFile;
import io.cairn.hnsw.file.IndexFileWriter;
import io.cairn.hnsw.file.IndexHeader;
import io.cairn.hnsw.file.SectionKind;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vectors to add to an index and to delete from it. Nothing is changed before {@link #save}, which
 * writes a new version of the file. Used by one thread at a time; holds no resources. An update
 * that was saved is spent; one that could not be saved can be saved again.
 *
 * <p>Every call throws {@link io.cairn.error.ClosedException} when the index was closed, and {@link
 * io.cairn.error.CorruptionException} when its file turns out to be damaged.
 */
public final class HnswUpdate {

    /** Rows to link at once. */
    private static final int BATCH = 1_000;

    private static final int ALIGNMENT_BYTES = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private final IndexFile file;
    private final SearchPool pool;
    private final MappedReads reads;
    private final int threads;

    /** What was added, by id, in the order in which it was. */
    private final Map<Long, float[]> added = new LinkedHashMap<>();

    private final BitSet deleted = new BitSet();
    private boolean saved;

    HnswUpdate(IndexFile file, SearchPool pool, MappedReads reads, int threads) {
        this.file = file;
        this.pool = pool;
        this.reads = reads;
        this.threads = threads;
        for (int row = 0; row < file.header().rows(); row++) {
            if (pool.tombstones().isDeleted(row)) {
                deleted.set(row);
            }
        }
    }

    /**
     * Adds a vector.
     *
     * @param id its id, which no vector of the index may have, nor have had: the place of a deleted
     *     one is kept
     * @param vector {@code float32[dimension]}, finite; copied
     * @return this update
     * @throws InvalidArgumentException when the id is taken or the vector does not fit
     */
    public HnswUpdate add(long id, float[] vector) {
        checkOpen();
        checkFree(id);
        if (vector.length != file.header().dimension()) {
            throw new InvalidArgumentException(
                    "the vector has not as many components as those of the index",
                    "id",
                    id,
                    "dimension",
                    file.header().dimension(),
                    "vector",
                    vector.length);
        }
        String fault = QueryVectors.prepare(vector.clone(), file.header().metric());
        if (fault != null) {
            throw new InvalidArgumentException(fault, "id", id);
        }
        added.put(id, vector.clone());
        return this;
    }

    private void checkFree(long id) {
        int row = reads.read(() -> pool.ids().row(id));
        if (row != RowIds.NONE && deleted.get(row)) {
            throw new InvalidArgumentException(
                    "a vector of this id was deleted, and its place is still taken; compact the index first",
                    "id",
                    id);
        }
        if (row != RowIds.NONE || added.containsKey(id)) {
            throw new InvalidArgumentException(
                    "the index has a vector of this id; choose another", "id", id);
        }
    }

    /**
     * Deletes a vector. Its place is kept, marked, until the index is {@link HnswIndex#compact
     * compacted}, as others are reached through it. One that this update has added is forgotten.
     *
     * @param id its id
     * @return whether there was one
     */
    public boolean delete(long id) {
        checkOpen();
        if (added.remove(id) != null) {
            return true;
        }
        int row = reads.read(() -> pool.ids().row(id));
        if (row == RowIds.NONE || deleted.get(row)) {
            return false;
        }
        deleted.set(row);
        return true;
    }

    /**
     * Writes the new version: the old one's links are kept, new vectors are linked in, deleted ones
     * are marked.
     *
     * @param target where the file is to be; the file of the open index may be replaced
     * @return what was done; {@code vectors} counts those that are not deleted
     * @throws UnavailableException when the file cannot be written
     */
    public BulkBuildStats save(Path target) {
        checkOpen();
        BulkBuildStats stats = reads.read(() -> write(target));
        saved = true;
        return stats;
    }

    private BulkBuildStats write(Path target) {
        long start = System.nanoTime();
        IndexHeader old = file.header();
        int count = Math.addExact(old.rows(), added.size());
        try (IndexFileWriter out = IndexFileWriter.create(target);
                Workers workers = new Workers(threads);
                Arena arena = Arena.ofShared()) {
            VectorRows rows = rows(out, arena, count);
            copyRows(rows);
            long[] ids = ids(count);
            Stage stage = new Stage(BuildProgress.NONE);
            HnswBuildOptions options = options();
            if (!added.isEmpty()) {
                StoredVectors stored =
                        new StoredVectors(source(), old.metric(), BATCH, workers, stage);
                stored.readAll(rows, old.rows());
                System.arraycopy(stored.ids(), 0, ids, old.rows(), added.size());
            }
            Graph graph =
                    new GraphGrowth(rows, options, workers, arena, stage).grow(pool.graph(), BATCH);
            if (old.encoding() == Encoding.BF16) {
                writeHalves(out, rows);
            }
            GraphSections.write(out, graph);
            GraphSections.writeIds(out, ids);
            writeTombstones(out, count);
            long length = out.commit(header(old, count, graph));
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            int alive = count - deleted.cardinality();
            return new BulkBuildStats(alive, old.dimension(), seconds, alive / seconds, length);
        }
    }

    private VectorSource source() {
        return ArrayVectors.of(
                added.values().toArray(float[][]::new),
                added.keySet().stream().mapToLong(Long::longValue).toArray());
    }

    private IndexHeader header(IndexHeader old, int count, Graph graph) {
        return new IndexHeader(
                old.metric(),
                old.encoding(),
                old.dimension(),
                count,
                deleted.cardinality(),
                old.maxConnections(),
                old.efConstruction(),
                old.seed(),
                old.version() + 1,
                old.algorithm(),
                old.ordering(),
                graph.entryPoint(),
                graph.maxLayer());
    }

    private HnswBuildOptions options() {
        IndexHeader old = file.header();
        return HnswBuildOptions.defaults()
                .withMetric(old.metric())
                .withMaxConnections(old.maxConnections())
                .withEfConstruction(old.efConstruction())
                .withThreads(threads)
                .withBatchSize(BATCH)
                .withEncoding(old.encoding())
                .withSeed(old.seed() + old.version());
    }

    private VectorRows rows(IndexFileWriter out, Arena arena, int count) {
        int rowBytes = Encoding.F32.rowBytes(file.header().dimension());
        long bytes = (long) count * rowBytes;
        MemorySegment memory =
                file.header().encoding() == Encoding.F32
                        ? out.reserveVectors(bytes)
                        : arena.allocate(Math.max(1, bytes), ALIGNMENT_BYTES);
        return new VectorRows(memory, count, file.header().dimension(), rowBytes);
    }

    private void copyRows(VectorRows rows) {
        for (int row = 0; row < file.header().rows(); row++) {
            rows.set(row, pool.components(row), 0);
        }
    }

    private void writeHalves(IndexFileWriter out, VectorRows rows) {
        long bytes = (long) rows.count() * Encoding.BF16.rowBytes(rows.dimension());
        UpperHalves.write(rows, 0, out.reserveVectors(bytes));
    }

    private long[] ids(int count) {
        long[] ids = new long[count];
        for (int row = 0; row < file.header().rows(); row++) {
            ids[row] = pool.ids().id(row);
        }
        return ids;
    }

    private void writeTombstones(IndexFileWriter out, int count) {
        if (deleted.isEmpty()) {
            return;
        }
        long[] words = new long[Math.ceilDiv(count, Long.SIZE)];
        long[] set = deleted.toLongArray();
        System.arraycopy(set, 0, words, 0, set.length);
        GraphSections.writeLongs(out, SectionKind.TOMBSTONES, words);
    }

    private void checkOpen() {
        if (saved) {
            throw new InvalidArgumentException(
                    "the update was saved; begin another one with the new version of the index");
        }
    }
}
