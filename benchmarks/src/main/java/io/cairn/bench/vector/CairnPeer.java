package io.cairn.bench.vector;

import io.cairn.hnsw.BulkBuildStats;
import io.cairn.hnsw.Encoding;
import io.cairn.hnsw.HnswBuildOptions;
import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.HnswOpenOptions;
import io.cairn.hnsw.IndexInfo;
import io.cairn.hnsw.Neighbor;
import io.cairn.hnsw.vector.VectorFormat;
import io.cairn.hnsw.vector.VectorSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cairn, which writes the file as it builds and searches in it. Used by one thread. */
final class CairnPeer implements VectorPeer {

    static final String ENCODING_PROPERTY = "bench.encoding";

    private final Plan plan;
    private final HnswOpenOptions options;
    private @Nullable HnswIndex index;

    CairnPeer(Plan plan, HnswOpenOptions options) {
        this.plan = plan;
        this.options = options;
    }

    @Override
    public Built build(Path target) throws Exception {
        close();
        HnswBuildOptions how =
                HnswBuildOptions.defaults()
                        .withMetric(plan.files().data().metric())
                        .withMaxConnections(plan.connections())
                        .withEfConstruction(plan.efConstruction())
                        .withThreads(plan.threads())
                        .withEncoding(
                                Encoding.valueOf(System.getProperty(ENCODING_PROPERTY, "F32")));
        VectorFiles files = plan.files();
        try (VectorSource source =
                VectorFormat.RAW_F32.open(files.base(), files.data().dimension(), false)) {
            long start = System.nanoTime();
            BulkBuildStats stats = HnswIndex.build(source, target, how);
            double seconds = (System.nanoTime() - start) / 1e9;
            open(target);
            return new Built(seconds, 0, stats.indexSizeBytes());
        }
    }

    @Override
    public void open(Path target) {
        close();
        index = HnswIndex.open(target, options);
    }

    @Override
    public long check() {
        HnswIndex open = Objects.requireNonNull(index);
        open.verify();
        IndexInfo info = open.info();
        return Math.round(info.averageConnections() * info.vectors());
    }

    @Override
    public void search(float[] query, int ef, long[] found) {
        List<Neighbor> nearest = Objects.requireNonNull(index).search(query, NEIGHBOURS, ef);
        for (int i = 0; i < nearest.size(); i++) {
            found[i] = nearest.get(i).id();
        }
    }

    @Override
    public void close() {
        if (index != null) {
            index.close();
            index = null;
        }
    }
}
