package io.cairn.layer.objects;

import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.config.Components;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Says what an {@link ObjectStore} is made of. Used by one thread. */
public final class ObjectStoreBuilder {

    private static final Duration LEASE_MAX = Duration.ofDays(1);

    private final List<Segment> segments = new ArrayList<>();
    private @Nullable Directory directory;
    private LongSupplier nanoTicker = Components.system().nanoTicker();
    private InstantSource wallClock = InstantSource.system();
    private Duration lease = Duration.ZERO;
    private boolean evictsSoftPinned = true;

    ObjectStoreBuilder() {}

    /**
     * Says where the rows of stored objects are. A store with stored segments needs it. Several
     * stores that share it see the same stored objects.
     *
     * @param database the database, which stays open as long as the store, and is closed by who
     *     opened it
     * @param keyspace where in the database
     * @param subspace what its keys begin with; nothing else may be in it, and no segment
     * @return this builder
     */
    public ObjectStoreBuilder directory(Database database, Keyspace keyspace, Subspace subspace) {
        directory =
                new Directory(
                        Objects.requireNonNull(database, "database"),
                        Objects.requireNonNull(keyspace, "keyspace"),
                        Objects.requireNonNull(subspace, "subspace"));
        return this;
    }

    /**
     * Adds a segment.
     *
     * @param segment the segment, which no other store has
     * @return this builder
     */
    public ObjectStoreBuilder segment(Segment segment) {
        segments.add(Objects.requireNonNull(segment, "segment"));
        return this;
    }

    /**
     * Has each use of an object lease it: until the time is over it is not evicted, {@code remove}
     * refuses and bulk removals skip it, and a read that takes longer fails. Without this, what
     * keeps an object is only that it is being read or lent.
     *
     * @param time for how long, up to a day
     * @return this builder
     * @throws InvalidArgumentException when the time is not positive or too long
     */
    public ObjectStoreBuilder leases(Duration time) {
        if (!time.isPositive() || time.compareTo(LEASE_MAX) > 0) {
            throw new InvalidArgumentException("a lease lasts up to a day", "time", time);
        }
        lease = time;
        return this;
    }

    /**
     * Has soft-pinned objects never evicted, instead of last.
     *
     * @return this builder
     */
    public ObjectStoreBuilder keepSoftPinned() {
        evictsSoftPinned = false;
        return this;
    }

    /**
     * Sets the clocks, for tests.
     *
     * @param nanos a monotonic clock in nanoseconds, for leases and soft pins
     * @param wall the time of day, for puts that are under way
     * @return this builder
     */
    public ObjectStoreBuilder clocks(LongSupplier nanos, InstantSource wall) {
        nanoTicker = Objects.requireNonNull(nanos, "nanos");
        wallClock = Objects.requireNonNull(wall, "wall");
        return this;
    }

    /**
     * Opens the store. A stored segment with a limit makes it read all rows of the directory.
     *
     * @return the store; the caller closes it
     * @throws InvalidArgumentException when two segments have one name, a segment has a store, or
     *     there is a stored segment and no directory
     */
    public ObjectStore open() {
        Catalog catalog = new Catalog(directory, nanoTicker, lease.toNanos(), evictsSoftPinned);
        ObjectStore store = new ObjectStore(catalog, wallClock);
        segments.forEach(store::mount);
        return store;
    }
}
