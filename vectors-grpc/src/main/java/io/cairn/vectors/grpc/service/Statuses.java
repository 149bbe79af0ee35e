package io.cairn.vectors.grpc.service;

import io.cairn.error.CairnException;
import io.cairn.vectors.grpc.file.RootDirectory;
import io.cairn.vectors.grpc.live.LiveIndexes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What callers are told about an error. Stateless. */
final class Statuses {

    private static final Logger LOG = System.getLogger("io.cairn.vectors.grpc");

    private Statuses() {}

    static StatusRuntimeException invalid(String text) {
        return Status.INVALID_ARGUMENT.withDescription(text).asRuntimeException();
    }

    static StatusRuntimeException unimplemented(String field) {
        return Status.UNIMPLEMENTED
                .withDescription(field + " is not supported; leave it out")
                .asRuntimeException();
    }

    static StatusRuntimeException of(Throwable error) {
        return switch (error) {
            case StatusRuntimeException told -> told;
            case RootDirectory.OutsideException outside ->
                    described(Status.PERMISSION_DENIED, outside);
            case RootDirectory.MissingException missing -> described(Status.NOT_FOUND, missing);
            case LiveIndexes.UnknownIndexException unknown -> described(Status.NOT_FOUND, unknown);
            case CairnException cairn -> described(status(cairn), cairn);
            default -> {
                LOG.log(Level.ERROR, "a call failed", error);
                yield Status.INTERNAL
                        .withDescription(
                                "unexpected "
                                        + error.getClass().getSimpleName()
                                        + "; see the server's log")
                        .asRuntimeException();
            }
        };
    }

    private static StatusRuntimeException described(Status status, Throwable error) {
        @Nullable String message = error.getMessage();
        return status.withDescription(message).asRuntimeException();
    }

    private static Status status(CairnException error) {
        return switch (error.code()) {
            case INVALID_ARGUMENT, INVALID_CONFIG, INVALID_MODE, INVALID_FILTER, BUFFER_TOO_SMALL ->
                    Status.INVALID_ARGUMENT;
            case LIMIT, NO_SPACE -> Status.RESOURCE_EXHAUSTED;
            case UNSUPPORTED -> Status.UNIMPLEMENTED;
            case CHECKSUM, FORMAT -> Status.DATA_LOSS;
            case PERMISSION -> Status.PERMISSION_DENIED;
            case LOCKED, BAD_STATE -> Status.FAILED_PRECONDITION;
            case TIMEOUT -> Status.DEADLINE_EXCEEDED;
            case IO, DISCONNECTED, CLOSED, POISONED -> Status.UNAVAILABLE;
            case CONFLICT, TOO_OLD, UNKNOWN_COMMIT, VETO -> Status.ABORTED;
        };
    }
}
