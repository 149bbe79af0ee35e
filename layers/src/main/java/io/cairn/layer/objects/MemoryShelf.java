package io.cairn.layer.objects;

import org.jspecify.annotations.Nullable;

/** A segment of native memory. Thread-safe. */
final class MemoryShelf extends Shelf {

    private final MemoryPool pool;

    MemoryShelf(String name, long bytesMax) {
        super(name, bytesMax);
        pool = new MemoryPool(bytesMax);
    }

    @Override
    @Nullable Room reserve(long bytes, Eviction eviction) {
        Block block = makeRoom(bytes, eviction, () -> pool.allocate(bytes));
        return block == null ? null : new Room.OfMemory(this, block);
    }

    void free(Block block) {
        lock.lock();
        try {
            pool.free(block);
        } finally {
            lock.unlock();
        }
    }

    @Override
    long largest() {
        return pool.largest();
    }

    @Override
    long free() {
        return pool.largest() - Math.min(pool.largest(), pool.used());
    }

    @Override
    void gone(Replica replica) {
        // Its block is given back when nobody reads it any more.
    }

    @Override
    void close() {
        lock.lock();
        try {
            pool.close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long bytesUsed() {
        lock.lock();
        try {
            return pool.used();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isPersistent() {
        return false;
    }
}
