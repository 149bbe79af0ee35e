package io.cairn.vectors.grpc.live;

import io.cairn.error.CairnException;
import io.cairn.error.ErrorCode;
import io.cairn.error.UnavailableException;
import io.cairn.hnsw.HnswIndex;
import io.cairn.hnsw.HnswUpdate;
import io.cairn.hnsw.vector.ArrayVectors;
import io.cairn.hnsw.vector.VectorSource;
import io.cairn.vectors.grpc.file.SharedIndex;
import org.jspecify.annotations.Nullable;

/** Makes the next version of a graph. Stateless. */
final class Linking {

    private Linking() {}

    /**
     * Saves a graph that has the frozen vectors as well.
     *
     * @param view the graph, which is held, and the vectors
     * @return the new graph, held
     */
    static SharedIndex link(IndexFiles files, Definition definition, int threads, View view) {
        Tail more = view.frozen();
        SharedIndex before = view.graph();
        if (before == null) {
            try (VectorSource source = ArrayVectors.of(more.rows(), more.ids())) {
                HnswIndex.build(source, files.graph(), definition.options(threads));
            }
        } else {
            HnswUpdate update = before.index().update(threads);
            for (int i = 0; i < more.count(); i++) {
                update.add(more.id(i), more.row(i));
            }
            update.save(files.graph());
        }
        return new SharedIndex(HnswIndex.open(files.graph()));
    }

    static CairnException unexpected(IndexFiles files, @Nullable Throwable e) {
        return new UnavailableException(
                ErrorCode.IO,
                "the index cannot be written; see the server's log",
                e,
                "directory",
                files.directory(),
                "problem",
                e);
    }
}
