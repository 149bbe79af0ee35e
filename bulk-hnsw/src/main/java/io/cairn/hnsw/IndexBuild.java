package io.cairn.hnsw;

import io.cairn.error.InvalidArgumentException;
import io.cairn.hnsw.build.GraphBuild;
import io.cairn.hnsw.build.KernelWarmUp;
import io.cairn.hnsw.build.Stage;
import io.cairn.hnsw.build.Workers;
import io.cairn.hnsw.file.IndexFileWriter;
import io.cairn.hnsw.file.IndexHeader;
import io.cairn.hnsw.file.SectionKind;
import io.cairn.hnsw.graph.Graph;
import io.cairn.hnsw.graph.VectorRows;
import io.cairn.hnsw.vector.RowsInPlace;
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index file from a source of vectors. Vectors that lie in a mapped file as an index
 * stores them are compared where they are, and written last, through a small buffer. Others in
 * single precision are read straight into the new file, which is mapped, so that they take no other
 * memory. Both ways give the same bytes. Used once, by one thread.
 */
final class IndexBuild {

    /**
     * Less is always read. Where the system keeps an input in small pages, which that of a file
     * written in small pieces is, comparing the vectors where they are takes up to 4 % more
     * processor time than in the new file, which is in large ones; that is worth it only where the
     * vectors are more than what else the process holds.
     */
    private static final long IN_PLACE_BYTES_MIN = 128L << 20;

    private static final int ALIGNMENT_BYTES = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private final VectorSource source;
    private final HnswBuildOptions options;
    private final Stage stage;
    private final int count;
    private final int dimension;
    private final int rowBytes;
    private final long inPlaceBytesMin;

    IndexBuild(VectorSource source, HnswBuildOptions options, BuildProgress progress) {
        this(source, options, progress, IN_PLACE_BYTES_MIN);
    }

    /**
     * Takes what a build needs.
     *
     * @param inPlaceBytesMin from how many bytes of vectors on they are compared where they lie
     */
    IndexBuild(
            VectorSource source,
            HnswBuildOptions options,
            BuildProgress progress,
            long inPlaceBytesMin) {
        this.inPlaceBytesMin = inPlaceBytesMin;
        this.source = Objects.requireNonNull(source, "source");
        this.options = Objects.requireNonNull(options, "options");
        this.stage = new Stage(Objects.requireNonNull(progress, "progress"));
        this.count = StoredVectors.countOf(source);
        this.dimension = source.dimension();
        this.rowBytes = Encoding.F32.rowBytes(dimension);
    }

    BulkBuildStats run(Path target) {
        long start = System.nanoTime();
        try (IndexFileWriter file = IndexFileWriter.create(target);
                Workers workers = new Workers(options.threads());
                Arena arena = Arena.ofShared()) {
            boolean many = (long) count * rowBytes >= inPlaceBytesMin;
            RowsInPlace inPlace = many ? RowsInPlace.of(source) : null;
            Supplier<Linked> link = () -> link(file, workers, arena, inPlace);
            Linked linked = inPlace == null ? link.get() : inPlace.reading(link);
            long length = save(file, linked);
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            return new BulkBuildStats(count, dimension, seconds, count / seconds, length);
        }
    }

    /** What a file holds besides vectors. */
    private record Linked(Graph graph, long[] ids) {}

    /** Links the vectors and writes them. */
    private Linked link(
            IndexFileWriter file, Workers workers, Arena arena, @Nullable RowsInPlace inPlace) {
        KernelWarmUp warmUp = KernelWarmUp.begin(options.metric(), dimension, count, workers);
        StoredVectors stored =
                new StoredVectors(source, options.metric(), options.batchSize(), workers, stage);
        RowsInPlace staying = inPlace != null && stored.areTakenAsTheyAre(inPlace) ? inPlace : null;
        VectorRows rows =
                staying != null
                        ? new VectorRows(staying.memory(), count, dimension, rowBytes)
                        : read(stored, file, arena);
        long[] ids = stored.ids();
        checkDistinct(ids);
        warmUp.await();
        GraphBuild build = new GraphBuild(rows, options, workers, arena, stage);
        Graph graph = build.build();
        stage.begin("writing", 1);
        if (staying != null || options.encoding() != Encoding.F32) {
            VectorSection.write(file, build.rows(), options.encoding());
        }
        return new Linked(graph, ordered(ids, build.order()));
    }

    private VectorRows read(StoredVectors stored, IndexFileWriter file, Arena arena) {
        long bytes = (long) count * rowBytes;
        if (options.encoding() == Encoding.F32) {
            MemorySegment memory =
                    file.fill(
                            SectionKind.VECTORS,
                            bytes,
                            (long) stored.batch() * rowBytes,
                            stored::read);
            return new VectorRows(memory, count, dimension, rowBytes);
        }
        MemorySegment memory = arena.allocate(Math.max(1, bytes), ALIGNMENT_BYTES);
        VectorRows rows = new VectorRows(memory, count, dimension, rowBytes);
        stored.readAll(rows, 0);
        return rows;
    }

    private long save(IndexFileWriter file, Linked linked) {
        Graph graph = linked.graph();
        GraphSections.write(file, graph);
        GraphSections.writeIds(file, linked.ids());
        long length =
                file.commit(
                        new IndexHeader(
                                options.metric(),
                                options.encoding(),
                                dimension,
                                count,
                                0,
                                options.maxConnections(),
                                options.efConstruction(),
                                options.seed(),
                                1,
                                options.algorithm(),
                                options.ordering(),
                                graph.entryPoint(),
                                graph.maxLayer()));
        stage.advance(1);
        return length;
    }

    private static long[] ordered(long[] ids, int @Nullable [] order) {
        if (order == null) {
            return ids;
        }
        long[] ordered = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ordered[i] = ids[order[i]];
        }
        return ordered;
    }

    private void checkDistinct(long[] ids) {
        long[] sorted = ids.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new InvalidArgumentException(
                        "two vectors have the same id; give each one its own",
                        "source",
                        source.name(),
                        "id",
                        sorted[i],
                        "row",
                        last(ids, sorted[i]));
            }
        }
    }

    private static int last(long[] ids, long id) {
        int row = ids.length - 1;
        while (ids[row] != id) {
            row--;
        }
        return row;
    }
}
