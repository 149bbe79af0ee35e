package io.cairn.occ;

import io.cairn.bytes.KeyRange;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The armed watches by key. Thread-safe.
 *
 * <p>No wake-up is lost: a watch is added first and the history of commits is asked afterwards; a
 * commit that is still in flight fires later and finds the watch.
 */
final class WatchRegistry {

    private record Place(int keyspace, byte[] key) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Place place
                    && keyspace == place.keyspace
                    && Arrays.equals(key, place.key);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(key) + keyspace;
        }
    }

    private final int watchesMax;
    private final ConcurrentHashMap<Place, CopyOnWriteArrayList<KeyWatch>> watches =
            new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /** Versions that the engine has or gets, and whose watches have not been fired yet. */
    private final List<Versioned> inFlight = new ArrayList<>();

    /** The size of that list, so that a commit need not look where nobody watches. */
    private volatile int batchesInFlight;

    /** The versions of one batch, bounds included. */
    private record Versioned(long first, long last) {}

    WatchRegistry(int watchesMax) {
        this.watchesMax = watchesMax;
    }

    void add(KeyWatch watch) {
        if (count.incrementAndGet() > watchesMax) {
            count.decrementAndGet();
            throw new LimitException(
                    "too many watches are armed; close some", "watchesMax", watchesMax);
        }
        watches.compute(
                new Place(watch.keyspace(), watch.key()),
                (place, present) -> {
                    CopyOnWriteArrayList<KeyWatch> list =
                            present == null ? new CopyOnWriteArrayList<>() : present;
                    list.add(watch);
                    return list;
                });
    }

    void remove(KeyWatch watch) {
        watches.computeIfPresent(
                new Place(watch.keyspace(), watch.key()),
                (place, list) -> {
                    if (list.remove(watch)) {
                        count.decrementAndGet();
                    }
                    return list.isEmpty() ? null : list;
                });
    }

    /**
     * Announces versions before the history shows them; they are in flight until {@link #fire}.
     * Where nobody watches yet and the commit does not wait for a sync, that makes no difference: a
     * watch added meanwhile fires by itself.
     */
    void begin(long first, long last, boolean sync) {
        if (!sync && count.get() == 0) {
            return;
        }
        synchronized (inFlight) {
            inFlight.add(new Versioned(first, last));
            batchesInFlight = inFlight.size();
        }
    }

    /**
     * Tells whether the firing of a version that the history shows has begun, so that a watch added
     * later must fire by itself.
     */
    boolean hasBegunToFire(long version) {
        synchronized (inFlight) {
            for (Versioned batch : inFlight) {
                if (batch.first <= version && version <= batch.last) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Fires the watches on everything a durable group wrote. */
    void fire(List<CommitRequest> group) {
        long first = group.getFirst().version();
        long last = group.getLast().version();
        if (batchesInFlight > 0) {
            synchronized (inFlight) {
                inFlight.removeIf(batch -> first <= batch.first && batch.last <= last);
                batchesInFlight = inFlight.size();
            }
        }
        if (count.get() == 0) {
            return;
        }
        for (CommitRequest request : group) {
            WriteSet writes = request.writes();
            writes.forEachKey((keyspace, key) -> fire(new Place(keyspace, key), request));
            if (writes.hasRanges()) {
                writes.forEachRange((keyspace, range) -> fireIn(keyspace, range, request));
            }
        }
    }

    /** Ends all watches without firing them. */
    void closeAll() {
        watches.values().forEach(list -> list.forEach(KeyWatch::close));
    }

    private void fireIn(int keyspace, @Nullable KeyRange range, CommitRequest request) {
        for (Place place : watches.keySet()) {
            if (place.keyspace == keyspace && (range == null || range.contains(place.key))) {
                fire(place, request);
            }
        }
    }

    private void fire(Place place, CommitRequest request) {
        CopyOnWriteArrayList<KeyWatch> list = watches.get(place);
        if (list != null) {
            for (KeyWatch watch : list) {
                if (watch.fire(request.version(), request.owner)) {
                    remove(watch);
                }
            }
        }
    }
}
