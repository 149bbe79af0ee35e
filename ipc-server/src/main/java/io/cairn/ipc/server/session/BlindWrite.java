package io.cairn.ipc.server.session;

import io.cairn.api.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A put or delete that depends on nothing and is a transaction of its own. Used by one thread at a
 * time.
 */
final class BlindWrite {

    private final BlindWrites from;
    private final int number;
    private final int keyspace;
    private final byte[] key;
    private final byte @Nullable [] value;
    private final long frameBytes;
    private @Nullable Throwable failure;

    /**
     * Makes a write that has not been applied.
     *
     * @param from the connection that it came on
     * @param number the request's number
     * @param keyspace the keyspace's number
     * @param key the key, checked
     * @param value the value, checked; null to delete
     * @param frameBytes the length of its frame
     */
    BlindWrite(
            BlindWrites from,
            int number,
            int keyspace,
            byte[] key,
            byte @Nullable [] value,
            long frameBytes) {
        this.from = from;
        this.number = number;
        this.keyspace = keyspace;
        this.key = key;
        this.value = value;
        this.frameBytes = frameBytes;
    }

    BlindWrites from() {
        return from;
    }

    int number() {
        return number;
    }

    int keyspace() {
        return keyspace;
    }

    byte[] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    long frameBytes() {
        return frameBytes;
    }

    /** Tells whether both are of the same kind and for the same keyspace. */
    boolean isLike(BlindWrite other) {
        return keyspace == other.keyspace && (value == null) == (other.value == null);
    }

    /** Returns it as an entry; only for a put. */
    Entry entry() {
        byte[] present = value;
        if (present == null) {
            throw new IllegalStateException("a delete has no value");
        }
        return new Entry(key, present);
    }

    /** Notes why it was not applied, or may not have been. */
    void fail(Throwable reason) {
        failure = reason;
    }

    /** Returns why it was not applied; null when it was. */
    @Nullable Throwable failure() {
        return failure;
    }
}
