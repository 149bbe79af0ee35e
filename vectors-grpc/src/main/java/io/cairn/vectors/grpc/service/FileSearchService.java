package io.cairn.vectors.grpc.service;

import com.google.protobuf.ByteString;
import io.cairn.hnsw.Neighbor;
import io.cairn.vectors.grpc.VectorServerLimits;
import io.cairn.vectors.grpc.file.OpenFiles;
import io.cairn.vectors.grpc.file.RootDirectory;
import io.cairn.vectors.grpc.file.SharedIndex;
import io.cairn.vectors.grpc.v1.VectorNeighbor;
import io.cairn.vectors.grpc.v1.VectorSearchRequest;
import io.cairn.vectors.grpc.v1.VectorSearchResponse;
import io.cairn.vectors.grpc.v1.VectorServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Searches in index files. Thread-safe. */
public final class FileSearchService extends VectorServiceGrpc.VectorServiceImplBase {

    private static final int EF_DEFAULT = 64;

    private final RootDirectory root;
    private final OpenFiles files;
    private final SearchBounds bounds;

    /**
     * Makes the service.
     *
     * @param root where the files are
     * @param files keeps them open; closed by the caller, after the last call
     * @param limits how much a call may ask for
     */
    public FileSearchService(RootDirectory root, OpenFiles files, VectorServerLimits limits) {
        this.root = root;
        this.files = files;
        this.bounds = new SearchBounds(limits);
    }

    @Override
    public void search(VectorSearchRequest request, StreamObserver<VectorSearchResponse> caller) {
        // Signed in this message, so that less than nothing is the default as well.
        int wanted = Math.max(0, request.getEfSearch());
        CallLog log =
                new CallLog(
                        "VectorService/Search",
                        request.getIndexPath(),
                        request.getK(),
                        wanted == 0 ? EF_DEFAULT : wanted);
        Calls.answer(
                log,
                caller,
                () -> {
                    int k = signedK(request.getK());
                    int ef = bounds.ef("ef_search", wanted, EF_DEFAULT);
                    SharedIndex index = files.hold(root.file(request.getIndexPath()));
                    try {
                        return reply(search(index, request.getQueryVector(), k, ef));
                    } finally {
                        index.release();
                    }
                });
    }

    private int signedK(int wanted) {
        if (wanted < 0) {
            throw Statuses.invalid("k must be at least 1; it is " + wanted);
        }
        return bounds.k(wanted);
    }

    private static List<Neighbor> search(SharedIndex index, ByteString query, int k, int ef) {
        long expected = (long) index.index().dimension() * Float.BYTES;
        if (query.size() != expected) {
            throw Statuses.invalid(
                    "query_vector must have "
                            + expected
                            + " bytes, 4 for each of the index's "
                            + index.index().dimension()
                            + " dimensions; it has "
                            + query.size());
        }
        return index.index().search(MemorySegment.ofArray(query.toByteArray()), k, ef);
    }

    private static VectorSearchResponse reply(List<Neighbor> found) {
        VectorSearchResponse.Builder reply = VectorSearchResponse.newBuilder();
        for (Neighbor neighbor : found) {
            reply.addNeighbors(
                    VectorNeighbor.newBuilder()
                            .setId(neighbor.id())
                            .setDistance(neighbor.distance()));
        }
        return reply.build();
    }
}
