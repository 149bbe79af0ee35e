package io.cairn.layer.objects;

import java.util.List;

/**
 * What became of a put. Immutable, thread-safe.
 *
 * @param status {@link ObjectStatus#OK} when it was stored, {@link
 *     ObjectStatus#OBJECT_ALREADY_EXISTS} when the key had an object, which stays; in the results
 *     of a batch also what went wrong
 * @param replicas the names of the segments that have the object; there may be fewer than were
 *     asked for
 * @param unknown the preferred segments that are not mounted
 */
public record PutResult(ObjectStatus status, List<String> replicas, List<String> unknown) {

    /** Copies. */
    public PutResult {
        replicas = List.copyOf(replicas);
        unknown = List.copyOf(unknown);
    }

    static PutResult created(List<String> replicas, List<String> unknown) {
        return new PutResult(ObjectStatus.OK, replicas, unknown);
    }

    static PutResult present(List<String> replicas) {
        return new PutResult(ObjectStatus.OBJECT_ALREADY_EXISTS, replicas, List.of());
    }

    static PutResult failed(ObjectStatus status) {
        return new PutResult(status, List.of(), List.of());
    }

    /**
     * Tells whether this put has stored the object.
     *
     * @return true when it has
     */
    public boolean isCreated() {
        return status.isOk();
    }

    /**
     * Tells whether there was an object, which stays.
     *
     * @return true when there was
     */
    public boolean isPresent() {
        return status == ObjectStatus.OBJECT_ALREADY_EXISTS;
    }
}
