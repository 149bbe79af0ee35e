package io.cairn.vectors.grpc.service;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers calls: with what is worked out, or with why it cannot be. Stateless. */
final class Calls {

    private Calls() {}

    static <T> void answer(CallLog log, StreamObserver<T> caller, Supplier<T> work) {
        // With a handler, answers to a caller that has gone go nowhere instead of failing.
        ((ServerCallStreamObserver<T>) caller).setOnCancelHandler(() -> {});
        T reply;
        try {
            reply = work.get();
        } catch (RuntimeException | Error e) {
            StatusRuntimeException told = Statuses.of(e);
            log.done(told.getStatus());
            caller.onError(told);
            return;
        }
        log.done(Status.OK);
        caller.onNext(reply);
        caller.onCompleted();
    }
}
