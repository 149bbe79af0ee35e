package io.cairn.ipc.server.session;

import io.cairn.api.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A put or delete that depends on nothing and is a transaction of its own.
 *
 * @param number the request's number
 * @param keyspace the keyspace's number
 * @param key the key, checked
 * @param value the value, checked; null to delete
 * @param frameBytes the length of its frame
 */
record BlindWrite(int number, int keyspace, byte[] key, byte @Nullable [] value, long frameBytes) {

    /** Tells whether both may be applied by one call. */
    boolean mergesWith(BlindWrite other) {
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
}
