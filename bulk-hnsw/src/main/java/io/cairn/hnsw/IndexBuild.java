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
import io.cairn.hnsw.vector.VectorSource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds an index file from a source of vectors. Vectors in single precision are read straight into
 * the file, which is mapped, so that they take no other memory. Used once, by one thread.
 */
final class IndexBuild {

    private static final int ALIGNMENT_BYTES = 64;
    private static final double NANOS_PER_SECOND = 1e9;

    private final VectorSource source;
    private final HnswBuildOptions options;
    private final Stage stage;
    private final int count;
    private final int dimension;
    private final int rowBytes;

    IndexBuild(VectorSource source, HnswBuildOptions options, BuildProgress progress) {
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
            KernelWarmUp warmUp = KernelWarmUp.begin(options.metric(), dimension, count, workers);
            StoredVectors stored =
                    new StoredVectors(
                            source, options.metric(), options.batchSize(), workers, stage);
            VectorRows rows = read(stored, file, arena);
            long[] ids = stored.ids();
            checkDistinct(ids);
            warmUp.await();
            GraphBuild build = new GraphBuild(rows, options, workers, arena, stage);
            Graph graph = build.build();
            long length = save(file, rows, graph, ordered(ids, build.order()));
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            return new BulkBuildStats(count, dimension, seconds, count / seconds, length);
        }
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

    private long save(IndexFileWriter file, VectorRows rows, Graph graph, long[] ids) {
        stage.begin("writing", 1);
        if (options.encoding() == Encoding.BF16) {
            UpperHalves.write(rows, file.reserveVectors(vectorBytes()), 0);
        }
        GraphSections.write(file, graph);
        GraphSections.writeIds(file, ids);
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

    private long vectorBytes() {
        return (long) count * options.encoding().rowBytes(dimension);
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
