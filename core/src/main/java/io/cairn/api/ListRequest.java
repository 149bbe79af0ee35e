package io.cairn.api;

import io.cairn.bytes.Bytes;
import io.cairn.error.InvalidArgumentException;
import java.util.Objects;

/**
 * Asks for one page of keys in ascending order. Immutable; arrays are copied in and must not be
 * changed by readers.
 *
 * @param from the full key to start after (or at, with INCLUSIVE); empty for the beginning
 * @param filter the prefix the keys must have, or with SUFFIX the suffix, empty for all keys; with
 *     LUA_FILTER a script, with LIB_FILTER {@code library:filter:arguments}
 * @param count the most entries returned
 * @param modes INCLUSIVE, CONSUME, NO_PREFIX, IGNORE_KEYS, KEEP_LAST, SUFFIX, LUA_FILTER,
 *     LIB_FILTER and FILTER_VALUE matter
 */
public record ListRequest(byte[] from, byte[] filter, int count, Modes modes) {

    /** Checks and copies. */
    public ListRequest {
        Objects.requireNonNull(modes, "modes");
        from = from.clone();
        filter = filter.clone();
        if (count < 0) {
            throw new InvalidArgumentException(
                    "a page's entry count must not be negative", "count", count);
        }
    }

    /**
     * Asks for the first entries of the keyspace.
     *
     * @param count the most entries returned
     * @return the request
     */
    public static ListRequest first(int count) {
        return new ListRequest(Bytes.EMPTY, Bytes.EMPTY, count, Modes.none());
    }

    /**
     * Returns the same request, started elsewhere.
     *
     * @param key the full key to start after, or at with INCLUSIVE
     * @return a copy
     */
    public ListRequest from(byte[] key) {
        return new ListRequest(key, filter, count, modes);
    }

    /**
     * Returns the same request with another filter.
     *
     * @param bytes the prefix, or what SUFFIX, LUA_FILTER or LIB_FILTER takes
     * @return a copy
     */
    public ListRequest filter(byte[] bytes) {
        return new ListRequest(from, bytes, count, modes);
    }

    /**
     * Returns the same request with these modes.
     *
     * @param modes the flags, replacing the present ones
     * @return a copy
     */
    public ListRequest with(Modes modes) {
        return new ListRequest(from, filter, count, modes);
    }
}
