package io.cairn.bench.vector;

import io.cairn.hnsw.Metric;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.ListRandomAccessVectorValues;
import io.github.jbellis.jvector.graph.RandomAccessVectorValues;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.util.Bits;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import io.github.jbellis.jvector.vector.types.VectorTypeSupport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * jvector: a graph with a hierarchy, as many links on each layer as the others have, searched in
 * memory. Used by one thread.
 */
final class JvectorPeer implements VectorPeer {

    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;

    private final Plan plan;
    private final VectorTypeSupport types =
            VectorizationProvider.getInstance().getVectorTypeSupport();
    private final RandomAccessVectorValues rows;
    private final VectorSimilarityFunction similarity;
    private @Nullable GraphSearcher searcher;

    JvectorPeer(Plan plan) throws IOException {
        this.plan = plan;
        int dimension = plan.files().data().dimension();
        List<VectorFloat<?>> vectors = new ArrayList<>();
        for (float[] row : VectorFiles.readRows(plan.files().base(), dimension)) {
            vectors.add(types.createFloatVector(row));
        }
        rows = new ListRandomAccessVectorValues(vectors, dimension);
        similarity =
                plan.files().data().metric() == Metric.COSINE
                        ? VectorSimilarityFunction.DOT_PRODUCT
                        : VectorSimilarityFunction.EUCLIDEAN;
    }

    @Override
    public Built build(Path target) throws IOException {
        close();
        long start = System.nanoTime();
        try (ForkJoinPool threads = new ForkJoinPool(plan.threads());
                GraphIndexBuilder builder =
                        GraphIndexBuilder.builder(
                                        BuildScoreProvider.randomAccessScoreProvider(
                                                rows, similarity),
                                        rows.dimension(),
                                        List.of(2 * plan.connections(), plan.connections()))
                                .withBeamWidth(plan.efConstruction())
                                .withNeighborOverflow(OVERFLOW)
                                .withAlpha(ALPHA)
                                .withSimdExecutor(threads)
                                .withParallelExecutor(threads)
                                .build()) {
            ImmutableGraphIndex graph = builder.build(rows);
            long built = System.nanoTime();
            OnDiskGraphIndex.write(graph, rows, target);
            long bytes = VectorFiles.sync(target);
            long saved = System.nanoTime();
            searcher = new GraphSearcher(graph);
            return new Built((built - start) / 1e9, (saved - built) / 1e9, bytes);
        }
    }

    @Override
    public void open(Path target) {
        throw new UnsupportedOperationException("jvector is searched where it was built");
    }

    @Override
    public long check() {
        return 0;
    }

    @Override
    public void search(float[] query, int ef, long[] found) {
        SearchResult nearest =
                Objects.requireNonNull(searcher)
                        .search(
                                DefaultSearchScoreProvider.exact(
                                        types.createFloatVector(query), similarity, rows),
                                NEIGHBOURS,
                                Math.max(ef, NEIGHBOURS),
                                0,
                                0,
                                Bits.ALL);
        SearchResult.NodeScore[] nodes = nearest.getNodes();
        for (int i = 0; i < nodes.length; i++) {
            found[i] = nodes[i].node;
        }
    }

    @Override
    public void close() throws IOException {
        if (searcher != null) {
            searcher.close();
            searcher = null;
        }
    }
}
