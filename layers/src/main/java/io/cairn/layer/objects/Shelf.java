package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A segment, with the order in which its replicas were used. Thread-safe.
 *
 * <p>While its lock is held no other shelf's and no key's lock is taken.
 */
abstract sealed class Shelf implements Segment permits MemoryShelf, KeyspaceShelf {

    private static final int NAME_LENGTH_MAX = 255;

    final ReentrantLock lock = new ReentrantLock();

    private final String name;
    private final long bytesMax;
    private final AtomicBoolean mounted = new AtomicBoolean();

    /** The replicas that may be evicted, the least recently used first. */
    private final LinkedHashSet<Replica> order = new LinkedHashSet<>();

    Shelf(String name, long bytesMax) {
        if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
            throw new InvalidArgumentException(
                    "a segment's name has 1 to 255 characters", "name", name);
        }
        if (bytesMax < BYTES_MIN) {
            throw new InvalidArgumentException(
                    "a segment's limit is too small", "bytesMax", bytesMax, "least", BYTES_MIN);
        }
        this.name = name;
        this.bytesMax = bytesMax;
    }

    /**
     * Finds room, evicting replicas when there is none.
     *
     * @return the room, or null when there is none and evicting makes none
     */
    abstract @Nullable Room reserve(long bytes, Eviction eviction);

    /** Returns the most bytes that an object can have here at best. */
    abstract long largest();

    /** Returns how many bytes are free, together or not. Called with the lock held. */
    abstract long free();

    /** Takes note that a replica went. Called with the lock held. */
    abstract void gone(Replica replica);

    /** Ends it. */
    abstract void close();

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long bytesMax() {
        return bytesMax;
    }

    /** Marks it as mounted; false when it was. */
    final boolean mount() {
        return mounted.compareAndSet(false, true);
    }

    /** Returns how much of it is free, from 0 to 1. */
    final double freeRatio() {
        lock.lock();
        try {
            return (double) free() / bytesMax;
        } finally {
            lock.unlock();
        }
    }

    /** Makes a replica the most recently used one that may be evicted. */
    final void list(Replica replica) {
        lock.lock();
        try {
            order.addLast(replica);
        } finally {
            lock.unlock();
        }
    }

    /** Makes a replica the most recently used one, if it is listed. */
    final void touch(Replica replica) {
        lock.lock();
        try {
            if (order.contains(replica)) {
                order.addLast(replica);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes a replica off the list. */
    final void unlist(Replica replica) {
        lock.lock();
        try {
            if (order.remove(replica)) {
                gone(replica);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether there is room, or would be after evicting. */
    final boolean couldHold(long bytes, Eviction eviction) {
        lock.lock();
        try {
            if (bytes > largest()) {
                return false;
            }
            long room = free();
            Iterator<Replica> all = order.iterator();
            while (room < bytes && all.hasNext()) {
                Replica replica = all.next();
                room += eviction.mayEvict(replica, true) ? replica.entry().size() : 0;
            }
            return room >= bytes;
        } finally {
            lock.unlock();
        }
    }

    /** Evicts, in the order of use, until an attempt succeeds or nothing is left to evict. */
    final <T> @Nullable T makeRoom(long bytes, Eviction eviction, Supplier<@Nullable T> attempt) {
        lock.lock();
        try {
            T room = attempt.get();
            if (room != null || !couldHold(bytes, eviction)) {
                return room;
            }
            room = evictUntil(eviction, false, attempt);
            return room != null ? room : evictUntil(eviction, true, attempt);
        } finally {
            lock.unlock();
        }
    }

    private <T> @Nullable T evictUntil(
            Eviction eviction, boolean softPinned, Supplier<@Nullable T> attempt) {
        Iterator<Replica> oldestFirst = order.iterator();
        while (oldestFirst.hasNext()) {
            Replica replica = oldestFirst.next();
            if (eviction.mayEvict(replica, softPinned) && eviction.evict(replica)) {
                oldestFirst.remove();
                gone(replica);
                T room = attempt.get();
                if (room != null) {
                    return room;
                }
            }
        }
        return null;
    }
}
