package io.cairn.ipc.client;

import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection that have no reply yet. Thread-safe.
 *
 * <p>A request's number is the place where it stands, and above that how often numbers have been
 * given out: a place is free only when its request has been answered, so that no two requests under
 * way have the same number, and a late or wrong reply does not fit.
 */
final class Outstanding {

    /** The most requests that may be under way. */
    static final int REQUESTS_MAX = 16_384;

    /** Places, twice as many: what ends a wait or keeps a connection alive is never refused. */
    private static final int PLACE_BITS = 15;

    private static final int PLACES_MAX = 1 << PLACE_BITS;
    private static final int PLACES_AT_FIRST = 16;

    private @Nullable Pending[] places = new @Nullable Pending[PLACES_AT_FIRST];

    /** The free places, as a stack. */
    private int[] free = new int[PLACES_AT_FIRST];

    private int freeCount;
    private int used;
    private int rounds;
    private volatile int count;
    private @Nullable Loss loss;

    /**
     * Gives a request its number.
     *
     * @param pending the request
     * @param urgent whether it may pass the limit
     * @return why the connection is lost; null when the request is registered
     * @throws LimitException when too many requests are under way
     */
    synchronized @Nullable Loss add(Pending pending, boolean urgent) {
        if (loss != null) {
            return loss;
        }
        if (count >= (urgent ? PLACES_MAX : REQUESTS_MAX)) {
            throw new LimitException(
                    "too many requests of one connection are under way; wait for some of them",
                    "limit",
                    "requestsMax",
                    "max",
                    REQUESTS_MAX);
        }
        int place = freeCount > 0 ? free[--freeCount] : nextPlace();
        places[place] = pending;
        pending.number = rounds++ << PLACE_BITS | place;
        count = count() + 1;
        return null;
    }

    /**
     * Takes a request out.
     *
     * @param number the number in a reply
     * @return the request, or null when none has this number
     */
    synchronized @Nullable Pending take(int number) {
        int place = number & (PLACES_MAX - 1);
        Pending pending = place < used ? places[place] : null;
        if (pending == null || pending.number != number) {
            return null;
        }
        places[place] = null;
        free[freeCount++] = place;
        count = count() - 1;
        return pending;
    }

    /**
     * Takes everything out and accepts nothing any more. Only the first call does anything.
     *
     * @param reason why the connection is lost
     * @return the requests that were under way
     */
    synchronized List<Pending> end(Loss reason) {
        List<Pending> all = new ArrayList<>();
        if (loss == null) {
            loss = reason;
            for (int place = 0; place < used; place++) {
                Pending pending = places[place];
                if (pending != null) {
                    all.add(pending);
                }
            }
            places = new @Nullable Pending[0];
            used = 0;
            count = 0;
        }
        return all;
    }

    /** Returns how many requests are under way. */
    int count() {
        return count;
    }

    /** Finds the request among those without a waiting thread whose time is over first. */
    synchronized @Nullable Pending earliestFuture() {
        Pending earliest = null;
        for (int place = 0; place < used; place++) {
            Pending pending = places[place];
            if (pending != null
                    && pending.future != null
                    && pending.deadline != Turns.NEVER
                    && (earliest == null || pending.deadline - earliest.deadline < 0)) {
                earliest = pending;
            }
        }
        return earliest;
    }

    private int nextPlace() {
        if (used == places.length) {
            places = Arrays.copyOf(places, 2 * used);
            free = Arrays.copyOf(free, 2 * used);
        }
        return used++;
    }
}
