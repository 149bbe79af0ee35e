package io.cairn.vectors.grpc.service;

import io.cairn.vectors.grpc.live.InsertOutcome;
import io.cairn.vectors.grpc.live.LiveIndex;
import io.cairn.vectors.grpc.v1.InsertBatchRequest;
import java.util.Optional;

/** Takes batches of vectors apart. Stateless. */
final class Batches {

    private Batches() {}

    static InsertOutcome insert(LiveIndex index, InsertBatchRequest request) {
        if (request.getMetadataCount() > 0) {
            throw Statuses.unimplemented("metadata");
        }
        int dimension = index.definition().dimension();
        int count = request.getIdsCount();
        if (request.getVectorsCount() != (long) count * dimension) {
            throw Statuses.invalid(
                    "vectors must have "
                            + (long) count * dimension
                            + " components, "
                            + dimension
                            + " for each of "
                            + count
                            + " ids; there are "
                            + request.getVectorsCount());
        }
        long[] ids = new long[count];
        float[][] rows = new float[count][dimension];
        for (int i = 0; i < count; i++) {
            ids[i] = request.getIds(i);
            for (int d = 0; d < dimension; d++) {
                rows[i][d] = request.getVectors(i * dimension + d);
            }
            Optional<String> fault = index.prepare(rows[i]);
            if (fault.isPresent()) {
                throw Statuses.invalid(
                        "vector " + Long.toUnsignedString(ids[i]) + ": " + fault.get());
            }
        }
        return index.insert(ids, rows, true);
    }

    /** Tells why a batch was not inserted; an empty text when it was. */
    static String error(InsertOutcome outcome) {
        if (outcome.taken().isEmpty()) {
            return "";
        }
        return "nothing was inserted: "
                + outcome.taken().size()
                + " of the ids are in the index or come twice, the first is "
                + Long.toUnsignedString(outcome.taken().getFirst());
    }
}
