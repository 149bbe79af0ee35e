package io.cairn.ipc.server.session;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a client has open of one kind, by the numbers that it chose. Thread-safe, though only the
 * connection's own thread adds.
 *
 * @param <T> what a number stands for
 */
final class HandleTable<T> {

    private final Map<Integer, T> open = new ConcurrentHashMap<>();
    private final Set<T> leaving = ConcurrentHashMap.newKeySet();
    private final String what;
    private final String limit;
    private final int max;

    /**
     * Makes an empty table.
     *
     * @param what names the kind of object
     * @param limit names the limit
     * @param max the most open at once
     */
    HandleTable(String what, String limit, int max) {
        this.what = what;
        this.limit = limit;
        this.max = max;
    }

    /** Adds an object under a number that is free. */
    void add(int number, T object) {
        if (open.containsKey(number)) {
            throw new InvalidArgumentException(
                    "the number stands for something that is open; choose another",
                    what,
                    Integer.toUnsignedString(number));
        }
        if (open.size() >= max) {
            throw new LimitException(
                    "the connection has too many of these open; close some first",
                    "limit",
                    limit,
                    "max",
                    max,
                    "object",
                    what);
        }
        open.put(number, object);
    }

    @Nullable T get(int number) {
        return open.get(number);
    }

    /** Frees a number whose object is about to be closed, until {@link #left}; null when free. */
    @Nullable T retire(int number) {
        T object = open.get(number);
        if (object != null) {
            leaving.add(object);
            open.remove(number);
        }
        return object;
    }

    /** Forgets an object that is closed. */
    void left(T object) {
        leaving.remove(object);
    }

    /** Frees a number unless it stands for another object. */
    void remove(int number, T object) {
        open.remove(number, object);
    }

    /** Returns everything that may not be closed yet. */
    Set<T> all() {
        Set<T> all = new HashSet<>(open.values());
        all.addAll(leaving);
        return all;
    }
}
