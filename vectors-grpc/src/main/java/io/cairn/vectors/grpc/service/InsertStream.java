package io.cairn.vectors.grpc.service;

import io.cairn.vectors.grpc.live.InsertOutcome;
import io.cairn.vectors.grpc.live.LiveIndex;
import io.cairn.vectors.grpc.live.LiveIndexes;
import io.cairn.vectors.grpc.v1.InsertStreamRequest;
import io.cairn.vectors.grpc.v1.InsertStreamResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of vectors. They are inserted some at a time; the caller's next ones are not read
 * before that is done. Used by one thread at a time.
 */
final class InsertStream implements StreamObserver<InsertStreamRequest> {

    /** So many components are inserted at once. */
    private static final int AT_ONCE_COMPONENTS = 1 << 20;

    private static final int AT_ONCE_VECTORS = 1_000;
    private static final int ERRORS_MAX = 100;

    private final LiveIndexes indexes;
    private final ServerCallStreamObserver<InsertStreamResponse> caller;
    private final List<Long> ids = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private @Nullable LiveIndex index;
    private String name = "";
    private CallLog log = new CallLog("VectorIndexService/InsertStream", "");
    private int inserted;
    private long leftOut;
    private boolean ended;

    InsertStream(LiveIndexes indexes, ServerCallStreamObserver<InsertStreamResponse> caller) {
        this.indexes = indexes;
        this.caller = caller;
        caller.setOnCancelHandler(() -> {});
    }

    @Override
    public void onNext(InsertStreamRequest request) {
        if (ended) {
            return;
        }
        try {
            take(request);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void take(InsertStreamRequest request) {
        LiveIndex target = target(request.getIndexName());
        if (request.hasMetadata()) {
            throw Statuses.unimplemented("metadata");
        }
        float[] row = new float[request.getVectorCount()];
        for (int i = 0; i < row.length; i++) {
            row[i] = request.getVector(i);
        }
        Optional<String> fault = target.prepare(row);
        if (fault.isPresent()) {
            leaveOut(request.getId(), fault.get());
            return;
        }
        ids.add(request.getId());
        rows.add(row);
        if (rows.size() == AT_ONCE_VECTORS
                || (long) rows.size() * row.length >= AT_ONCE_COMPONENTS) {
            insert(target);
        }
    }

    private LiveIndex target(String wanted) {
        LiveIndex target = index;
        if (target == null) {
            if (wanted.isEmpty()) {
                throw Statuses.invalid("the first message must have index_name");
            }
            target = indexes.get(wanted);
            index = target;
            name = wanted;
            log = new CallLog("VectorIndexService/InsertStream", wanted);
        } else if (!wanted.isEmpty() && !wanted.equals(name)) {
            throw Statuses.invalid(
                    "one stream is for one index; index_name was " + name + ", then " + wanted);
        }
        return target;
    }

    private void leaveOut(long id, String why) {
        leftOut++;
        if (errors.size() < ERRORS_MAX) {
            errors.add("vector " + Long.toUnsignedString(id) + ": " + why);
        }
    }

    private void insert(LiveIndex target) {
        InsertOutcome outcome =
                target.insert(
                        ids.stream().mapToLong(Long::longValue).toArray(),
                        rows.toArray(float[][]::new),
                        false);
        ids.clear();
        rows.clear();
        inserted += outcome.inserted();
        for (long id : outcome.taken()) {
            leaveOut(id, "the id is in the index already");
        }
    }

    @Override
    public void onCompleted() {
        if (ended) {
            return;
        }
        try {
            LiveIndex target = index;
            if (target != null) {
                insert(target);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        if (leftOut > errors.size()) {
            errors.add("and " + (leftOut - errors.size()) + " more");
        }
        log.done(Status.OK);
        caller.onNext(
                InsertStreamResponse.newBuilder()
                        .setTotalInserted(inserted)
                        .addAllErrors(errors)
                        .setDurationUs(log.micros())
                        .build());
        caller.onCompleted();
    }

    private void fail(Throwable e) {
        ended = true;
        StatusRuntimeException told = Statuses.of(e);
        log.done(told.getStatus());
        caller.onError(told);
    }

    @Override
    public void onError(Throwable gone) {
        // The caller has gone; what was read and not inserted was never answered for.
        ended = true;
        log.done(Status.CANCELLED);
    }
}
