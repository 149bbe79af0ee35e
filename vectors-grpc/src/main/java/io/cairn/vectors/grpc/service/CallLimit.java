package io.cairn.vectors.grpc.service;

import io.cairn.vectors.grpc.VectorServerLimits;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Refuses calls where as many as may be are under way. Thread-safe. A refused call's message is not
 * read.
 */
public final class CallLimit implements ServerInterceptor {

    private static final Set<String> LARGE = Set.of("InsertBatch", "InsertStream", "SearchBatch");

    private final VectorServerLimits limits;
    private final Semaphore calls;
    private final Semaphore large;

    /**
     * Makes the limit.
     *
     * @param limits how many calls may be under way
     */
    public CallLimit(VectorServerLimits limits) {
        this.limits = limits;
        this.calls = new Semaphore(limits.calls());
        this.large = new Semaphore(limits.largeCalls());
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        boolean isLarge =
                LARGE.contains(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
        if (!calls.tryAcquire()) {
            return refused(call, "calls", limits.calls());
        }
        if (isLarge && !large.tryAcquire()) {
            calls.release();
            return refused(call, "inserts and batches", limits.largeCalls());
        }
        Place place = new Place(isLarge);
        boolean started = false;
        try {
            ServerCall.Listener<Q> listener = new Counted<>(next.startCall(call, headers), place);
            started = true;
            return listener;
        } finally {
            if (!started) {
                place.free();
            }
        }
    }

    private static <Q, R> ServerCall.Listener<Q> refused(
            ServerCall<Q, R> call, String what, int most) {
        call.close(
                Status.RESOURCE_EXHAUSTED.withDescription(
                        "the server works on "
                                + most
                                + " "
                                + what
                                + " at once and has as many; try again later"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** What a call takes up; freed once. */
    private final class Place {
        private final boolean isLarge;
        private final AtomicBoolean freed = new AtomicBoolean();

        Place(boolean isLarge) {
            this.isLarge = isLarge;
        }

        void free() {
            if (freed.compareAndSet(false, true)) {
                calls.release();
                if (isLarge) {
                    large.release();
                }
            }
        }
    }

    private static final class Counted<Q> extends SimpleForwardingServerCallListener<Q> {
        private final Place place;

        Counted(ServerCall.Listener<Q> listener, Place place) {
            super(listener);
            this.place = place;
        }

        @Override
        public void onComplete() {
            try {
                super.onComplete();
            } finally {
                place.free();
            }
        }

        @Override
        public void onCancel() {
            try {
                super.onCancel();
            } finally {
                place.free();
            }
        }
    }
}
