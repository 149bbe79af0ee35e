package io.cairn.layer.objects;

import io.cairn.error.TransactionStateException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Removes objects. Thread-safe. */
final class ObjectRemoval {

    /** What came of removing an object. */
    enum Removed {
        /** It is gone. */
        DONE,
        /** There was none. */
        ABSENT,
        /** It is leased and stays. */
        LEASED
    }

    private final Catalog catalog;

    ObjectRemoval(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Removes an object, even a leased one if forced. */
    Removed tryRemove(String key, boolean force) {
        ReentrantLock lock = catalog.lock(key);
        lock.lock();
        try {
            ObjectEntry entry = catalog.find(key);
            if (entry == null) {
                return Removed.ABSENT;
            }
            if (!force && catalog.isLeased(entry)) {
                return Removed.LEASED;
            }
            Directory directory = catalog.directory();
            if (entry.isStored() && directory != null) {
                ObjectWriter.removeStored(catalog, directory, key);
            }
            catalog.forget(entry);
            return Removed.DONE;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes an object.
     *
     * @return whether there was one
     * @throws TransactionStateException when it is leased
     */
    boolean remove(String key) {
        Removed removed = tryRemove(key, false);
        if (removed == Removed.LEASED) {
            throw leased(key);
        }
        return removed == Removed.DONE;
    }

    static TransactionStateException leased(String key) {
        return new TransactionStateException(
                "the object was used lately and is leased; remove it when the lease has ended",
                ObjectStatus.CONTEXT,
                ObjectStatus.OBJECT_HAS_LEASE,
                "key",
                key);
    }

    /** Removes the objects whose keys are chosen, but not leased ones unless forced. */
    long removeAll(Predicate<String> chosen, boolean force) {
        AtomicLong removed = new AtomicLong();
        catalog.forEachKey(key -> {
            if (chosen.test(key) && tryRemove(key, force) == Removed.DONE) {
                removed.incrementAndGet();
            }
        });
        return removed.get();
    }
}
