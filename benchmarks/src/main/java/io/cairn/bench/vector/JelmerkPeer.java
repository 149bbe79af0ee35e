package io.cairn.bench.vector;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Index;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.NullProgressListener;
import com.github.jelmerk.hnswlib.core.SearchResult;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.cairn.hnsw.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** jelmerk's hnswlib in Java, searched in memory. Used by one thread. */
final class JelmerkPeer implements VectorPeer {

    private final Plan plan;
    private final List<Row> rows = new ArrayList<>();
    private @Nullable HnswIndex<Integer, float[], Row, Float> index;

    /** A vector of the library. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Row(Integer id, float[] vector) implements Item<Integer, float[]> {
        @Override
        public int dimensions() {
            return vector.length;
        }
    }

    JelmerkPeer(Plan plan) throws IOException {
        this.plan = plan;
        for (float[] row :
                VectorFiles.readRows(plan.files().base(), plan.files().data().dimension())) {
            rows.add(new Row(rows.size(), row));
        }
    }

    @Override
    public Built build(Path target) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HnswIndex<Integer, float[], Row, Float> built =
                HnswIndex.newBuilder(
                                plan.files().data().dimension(),
                                plan.files().data().metric() == Metric.COSINE
                                        ? DistanceFunctions.FLOAT_INNER_PRODUCT
                                        : DistanceFunctions.FLOAT_EUCLIDEAN_DISTANCE,
                                rows.size())
                        .withM(plan.connections())
                        .withEfConstruction(plan.efConstruction())
                        .build();
        built.addAll(
                rows,
                plan.threads(),
                NullProgressListener.INSTANCE,
                Index.DEFAULT_PROGRESS_UPDATE_INTERVAL);
        long inserted = System.nanoTime();
        built.save(target);
        long bytes = VectorFiles.sync(target);
        long saved = System.nanoTime();
        index = built;
        return new Built((inserted - start) / 1e9, (saved - inserted) / 1e9, bytes);
    }

    @Override
    public void open(Path target) {
        throw new UnsupportedOperationException("jelmerk's is searched where it was built");
    }

    @Override
    public long check() {
        return 0;
    }

    @Override
    public void search(float[] query, int ef, long[] found) {
        HnswIndex<Integer, float[], Row, Float> open = Objects.requireNonNull(index);
        open.setEf(ef);
        int at = 0;
        for (SearchResult<Row, Float> each : open.findNearest(query, NEIGHBOURS)) {
            found[at++] = each.item().id();
        }
    }

    @Override
    public void close() {
        index = null;
    }
}
