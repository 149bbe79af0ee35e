package io.cairn.layer.objects;

import io.cairn.error.CairnException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which objects there are. Thread-safe.
 *
 * <p>An object that is in memory segments only is what the map says. Of an object that is stored
 * somewhere the directory's row decides: what the map says of it holds while both have the same
 * token. The map has a stored object when there is more to know than the row says.
 *
 * <p>Writers hold the lock of the key; a shelf's lock is taken after it, never before it.
 */
final class Catalog implements Eviction {

    private static final Logger LOGGER = System.getLogger("io.cairn.layer.objects");
    private static final int PAGE = 1000;

    private final ConcurrentHashMap<String, ObjectEntry> entries = new ConcurrentHashMap<>();
    private final KeyLocks locks = new KeyLocks();
    private final Mounts mounts = new Mounts();
    private final Counts counts = new Counts();
    private final @Nullable Directory directory;
    private final LongSupplier clock;
    private final long leaseNanos;
    private final boolean evictsSoftPinned;
    private volatile boolean closed;

    /**
     * Makes one without segments.
     *
     * @param directory where rows are; null when no segment is to be a stored one
     * @param clock a monotonic clock, in nanoseconds
     * @param leaseNanos how long a use leases an object; 0 for not at all
     */
    Catalog(
            @Nullable Directory directory,
            LongSupplier clock,
            long leaseNanos,
            boolean evictsSoftPinned) {
        this.directory = directory;
        this.clock = clock;
        this.leaseNanos = leaseNanos;
        this.evictsSoftPinned = evictsSoftPinned;
    }

    Mounts mounts() {
        return mounts;
    }

    Counts counts() {
        return counts;
    }

    @Nullable Directory directory() {
        return directory;
    }

    long known() {
        return entries.mappingCount();
    }

    long now() {
        return clock.getAsLong();
    }

    ReentrantLock lock(String key) {
        return locks.of(key);
    }

    /** Returns an object, or null when there is none. */
    @Nullable ObjectEntry find(String key) {
        ObjectEntry entry = entries.get(key);
        if (directory == null || entry != null && !entry.isStored()) {
            return present(entry);
        }
        DirectoryRow row = directory.find(key);
        if (row == null && entry == null) {
            return null;
        }
        if (row != null && entry != null && entry.token().equals(row.token())) {
            return entry;
        }
        if (row != null && entry == null && !isKept(row)) {
            return fromRow(key, row);
        }
        return refresh(directory, key);
    }

    private static @Nullable ObjectEntry present(@Nullable ObjectEntry entry) {
        return entry == null || entry.isGone() ? null : entry;
    }

    /** Makes the map agree with the row. */
    private @Nullable ObjectEntry refresh(Directory rows, String key) {
        ReentrantLock lock = locks.of(key);
        lock.lock();
        try {
            ObjectEntry entry = entries.get(key);
            if (entry != null && !entry.isStored()) {
                return present(entry);
            }
            DirectoryRow row = rows.find(key);
            if (row != null && entry != null && entry.token().equals(row.token())) {
                return entry;
            }
            if (entry != null) {
                forget(entry);
            }
            return row == null ? null : adopt(key, row);
        } finally {
            lock.unlock();
        }
    }

    /** Takes an object into the map when there is more to know about it than its row says. */
    private ObjectEntry adopt(String key, DirectoryRow row) {
        ObjectEntry entry = fromRow(key, row);
        if (isKept(row)) {
            entries.put(key, entry);
            for (Replica replica : entry.replicas()) {
                ((KeyspaceShelf) replica.shelf()).adopt(replica);
            }
        }
        return entry;
    }

    private ObjectEntry fromRow(String key, DirectoryRow row) {
        ObjectEntry entry =
                new ObjectEntry(
                        key, row.size(), row.checksum(), row.token(), Pins.stored(row.hardPin()));
        List<Replica> mounted = new ArrayList<>();
        List<String> unmounted = new ArrayList<>();
        for (String name : row.segments()) {
            if (mounts.find(name) instanceof KeyspaceShelf shelf) {
                mounted.add(new KeyspaceReplica(entry, shelf));
            } else {
                unmounted.add(name);
            }
        }
        entry.place(mounted, unmounted);
        return entry;
    }

    private boolean isKept(DirectoryRow row) {
        return leaseNanos > 0
                || row.segments().stream()
                        .anyMatch(name ->
                                mounts.find(name) instanceof KeyspaceShelf shelf
                                        && shelf.isLimited());
    }

    private boolean isKept(ObjectEntry entry) {
        boolean kept = leaseNanos > 0;
        for (Replica replica : entry.replicas()) {
            kept |= isListed(replica);
        }
        return kept;
    }

    /** Tells whether a replica counts against a limit and may be evicted. */
    private static boolean isListed(Replica replica) {
        return !(replica.shelf() instanceof KeyspaceShelf shelf) || shelf.isLimited();
    }

    /** Shows a complete object to everybody, in place of the one that there was. */
    void publish(ObjectEntry entry) {
        boolean kept = isKept(entry);
        ObjectEntry previous = kept ? entries.put(entry.key(), entry) : entries.remove(entry.key());
        if (previous != null) {
            retire(previous);
        }
        for (Replica replica : entry.replicas()) {
            if (isListed(replica)) {
                replica.shelf().list(replica);
            }
        }
        for (Replica replica : entry.replicas()) {
            if (mounts.find(replica.shelf().name()) != replica.shelf()) {
                end(replica); // Unmounted while it was written.
            }
        }
        if (closed) {
            forget(entry);
        }
    }

    /** Takes an object out of the map. */
    void forget(ObjectEntry entry) {
        entries.remove(entry.key(), entry);
        retire(entry);
    }

    private static void retire(ObjectEntry entry) {
        for (Replica replica : entry.replicas()) {
            replica.shelf().unlist(replica);
            replica.retire();
        }
    }

    /** Takes note that an object was used. */
    void use(ObjectEntry entry) {
        if (leaseNanos > 0) {
            entry.lease().extendTo(now() + leaseNanos);
        }
    }

    boolean hasLeases() {
        return leaseNanos > 0;
    }

    boolean isLeased(ObjectEntry entry) {
        return leaseNanos > 0 && entry.lease().isAhead(now());
    }

    @Override
    public boolean mayEvict(Replica replica, boolean softPinned) {
        ObjectEntry entry = replica.entry();
        if (entry.pins().hard() || replica.isRead() || isLeased(entry)) {
            return false;
        }
        return softPinned && evictsSoftPinned || !entry.pins().soft().isAhead(now());
    }

    @Override
    public boolean evict(Replica replica) {
        boolean done =
                switch (replica) {
                    case MemoryReplica memory -> memory.retireIfIdle();
                    case KeyspaceReplica stored -> dropStored(stored);
                };
        if (done) {
            detach(replica);
            counts.evictions().increment();
        }
        return done;
    }

    private void detach(Replica replica) {
        ObjectEntry entry = replica.entry();
        if (entry.detach(replica) || !isKept(entry)) {
            entries.remove(entry.key(), entry);
        }
    }

    /** Removes a stored replica from its row and its segment; false when that failed. */
    private boolean dropStored(KeyspaceReplica replica) {
        Directory rows = directory;
        if (rows == null) {
            return false;
        }
        ObjectEntry entry = replica.entry();
        KeyspaceShelf shelf = replica.shelf();
        boolean together = shelf.isIn(rows.database());
        try {
            rows.drop(
                    entry.key(),
                    entry.token(),
                    shelf.name(),
                    tx -> {
                        if (together) {
                            shelf.delete(tx, entry.token());
                        }
                    });
            if (!together) {
                shelf.delete(entry.token());
            }
            return true;
        } catch (CairnException e) {
            LOGGER.log(
                    Level.WARNING, "a replica of {0} stays, as it cannot go: {1}", entry.key(), e);
            return false;
        }
    }

    /**
     * Deals with a replica that was found damaged.
     *
     * @return whether it was, and the object is still the one that it belongs to
     */
    boolean isDamaged(Replica replica) {
        ObjectEntry entry = replica.entry();
        if (replica instanceof KeyspaceReplica && directory != null) {
            DirectoryRow row = directory.find(entry.key());
            if (row == null
                    || !row.token().equals(entry.token())
                    || !row.segments().contains(replica.shelf().name())) {
                return false;
            }
        }
        counts.damaged().increment();
        LOGGER.log(
                Level.WARNING,
                "a replica of {0} in segment {1} is damaged",
                entry.key(),
                replica.shelf().name());
        if (entry.replicas().size() + entry.elsewhere().size() > 1) {
            drop(replica);
        }
        return true;
    }

    private void drop(Replica replica) {
        if (replica instanceof KeyspaceReplica stored && !dropStored(stored)) {
            return;
        }
        replica.shelf().unlist(replica);
        replica.retire();
        detach(replica);
    }

    /** Ends what was in a segment that is not mounted any more. */
    void unmount(Shelf shelf) {
        for (ObjectEntry entry : entries.values()) {
            for (Replica replica : entry.replicas()) {
                if (replica.shelf() == shelf) {
                    end(replica);
                }
            }
        }
        shelf.close();
    }

    /** Ends a replica whose segment is not mounted any more; a stored one stays stored. */
    private void end(Replica replica) {
        replica.shelf().unlist(replica);
        replica.retire();
        if (replica instanceof KeyspaceReplica) {
            replica.entry().moveElsewhere(replica);
        } else {
            detach(replica);
        }
    }

    /** Finds what is stored in a segment that was mounted. */
    void arrived(KeyspaceShelf shelf) {
        for (ObjectEntry entry : entries.values()) {
            Replica replica = new KeyspaceReplica(entry, shelf);
            if (entry.moveHere(replica)) {
                shelf.adopt(replica);
            }
        }
        if (shelf.isLimited()) {
            forEachStored(row -> refresh(row.key()));
        }
    }

    private void refresh(String key) {
        if (directory != null) {
            refresh(directory, key);
        }
    }

    /** Calls with every key; keys that come and go meanwhile are seen or not, once or twice. */
    void forEachKey(Consumer<String> action) {
        for (Iterator<String> keys = entries.keySet().iterator(); keys.hasNext(); ) {
            action.accept(keys.next());
        }
        forEachStored(row -> action.accept(row.key()));
    }

    private void forEachStored(Consumer<Directory.Named> action) {
        if (directory == null) {
            return;
        }
        List<Directory.Named> page = directory.list(null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(action);
            page = directory.list(page.getLast().key(), PAGE);
        }
    }

    /** Forgets everything; stored objects stay stored. */
    void close() {
        closed = true;
        entries.values().forEach(this::forget);
        mounts.all().forEach(Shelf::close);
    }

    /** Removes the chunks of an object from segments, as far as these are mounted and let it. */
    void deleteChunks(List<String> segments, UUID token) {
        for (String name : segments) {
            if (mounts.find(name) instanceof KeyspaceShelf shelf) {
                try {
                    shelf.delete(token);
                } catch (CairnException e) {
                    LOGGER.log(
                            Level.WARNING, "chunks stay in segment {0} until swept: {1}", name, e);
                }
            }
        }
    }
}
