package io.cairn.vectors.grpc.live;

import io.cairn.hnsw.Metric;
import io.cairn.hnsw.Neighbor;
import io.cairn.vectors.grpc.file.SharedIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an index consists of at one time: each vector is in one of the three. Immutable.
 *
 * @param graph the saved index; null before the first is saved
 * @param graphRows how many vectors it has
 * @param frozen vectors that are being linked in
 * @param active vectors that came after these
 */
record View(@Nullable SharedIndex graph, long graphRows, Tail frozen, Tail active) {

    private static final Comparator<Neighbor> NEAREST_FIRST =
            Comparator.comparingDouble(Neighbor::distance);

    static View of(@Nullable SharedIndex graph, Tail frozen, Tail active) {
        long rows = graph == null ? 0 : graph.index().info().vectors();
        return new View(graph, rows, frozen, active);
    }

    View withTails(Tail nowFrozen, Tail nowActive) {
        return new View(graph, graphRows, nowFrozen, nowActive);
    }

    boolean hold() {
        return graph == null || graph.hold();
    }

    void release() {
        if (graph != null) {
            graph.release();
        }
    }

    int unsaved() {
        return frozen.count() + active.count();
    }

    /**
     * Searches the graph, compares with all others, and merges.
     *
     * @param query prepared as the vectors are
     */
    List<Neighbor> search(float[] query, int k, int ef, Metric metric) {
        List<Neighbor> found = new ArrayList<>();
        if (graph != null) {
            found.addAll(graph.index().search(query, k, ef));
        }
        if (unsaved() == 0) {
            return found;
        }
        found.addAll(frozen.nearest(query, k, metric));
        found.addAll(active.nearest(query, k, metric));
        found.sort(NEAREST_FIRST);
        return List.copyOf(found.subList(0, Math.min(k, found.size())));
    }
}
