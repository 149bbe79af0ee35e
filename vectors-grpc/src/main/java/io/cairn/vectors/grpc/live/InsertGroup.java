package io.cairn.vectors.grpc.live;

import io.cairn.vectors.grpc.file.SharedIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Insertions that are written together, without the vectors whose ids are taken. Used once. */
final class InsertGroup {

    private final @Nullable SharedIndex graph;
    private final Set<Long> unsaved;
    private final Set<Long> ids = new HashSet<>();
    private final List<Long> order = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();

    /**
     * Begins a group.
     *
     * @param graph what has ids already
     * @param unsaved ids that are taken as well
     */
    InsertGroup(@Nullable SharedIndex graph, Set<Long> unsaved) {
        this.graph = graph;
        this.unsaved = unsaved;
    }

    /** Takes an insertion in, and tells it what will be inserted of it. */
    void add(Insertion insertion) {
        List<Long> taken = new ArrayList<>();
        Set<Long> own = new HashSet<>();
        for (int i = 0; i < insertion.count(); i++) {
            long id = insertion.id(i);
            if (isTaken(id) || !own.add(id)) {
                taken.add(id);
            } else if (!insertion.isWhole()) {
                accept(insertion, i);
            }
        }
        if (insertion.isWhole() && taken.isEmpty()) {
            for (int i = 0; i < insertion.count(); i++) {
                accept(insertion, i);
            }
        }
        boolean none = insertion.isWhole() && !taken.isEmpty();
        insertion.judged(none ? 0 : insertion.count() - taken.size(), List.copyOf(taken));
    }

    private void accept(Insertion insertion, int at) {
        ids.add(insertion.id(at));
        order.add(insertion.id(at));
        rows.add(insertion.row(at));
    }

    private boolean isTaken(long id) {
        return ids.contains(id)
                || unsaved.contains(id)
                || graph != null && graph.index().contains(id);
    }

    int count() {
        return order.size();
    }

    Set<Long> idSet() {
        return ids;
    }

    long[] ids() {
        return order.stream().mapToLong(Long::longValue).toArray();
    }

    float[][] rows() {
        return rows.toArray(float[][]::new);
    }
}
