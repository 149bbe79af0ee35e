package io.cairn.layer.objects;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A copy in memory. Thread-safe. Its block is given back exactly once: by the last reader of a
 * retired replica, or by who retires it when nobody reads it.
 */
final class MemoryReplica implements Replica {

    private static final int RETIRED = 1 << 30;

    private final ObjectEntry entry;
    private final MemoryShelf shelf;
    private final Block block;

    /** How many read it, and whether it is retired. */
    private final AtomicInteger readers = new AtomicInteger();

    MemoryReplica(ObjectEntry entry, MemoryShelf shelf, Block block) {
        this.entry = entry;
        this.shelf = shelf;
        this.block = block;
    }

    @Override
    public ObjectEntry entry() {
        return entry;
    }

    @Override
    public MemoryShelf shelf() {
        return shelf;
    }

    /** Returns the bytes, to be read between {@link #pin} and {@link #unpin}. */
    MemorySegment memory() {
        return block.memory(entry.size());
    }

    /** Keeps its memory until {@link #unpin}; false when it is retired. */
    boolean pin() {
        int before = readers.getAndUpdate(count -> count < RETIRED - 1 ? count + 1 : count);
        return before < RETIRED - 1;
    }

    void unpin() {
        if (readers.decrementAndGet() == RETIRED) {
            shelf.free(block);
        }
    }

    /** Retires it unless somebody reads it; false then, or when it is retired. */
    boolean retireIfIdle() {
        if (!readers.compareAndSet(0, RETIRED)) {
            return false;
        }
        shelf.free(block);
        return true;
    }

    @Override
    public void retire() {
        if (readers.getAndUpdate(count -> count | RETIRED) == 0) {
            shelf.free(block);
        }
    }

    @Override
    public boolean isRead() {
        return readers.get() != 0;
    }

    @Override
    public Copied copyTo(MemorySegment target) {
        if (!pin()) {
            return Copied.GONE;
        }
        try {
            Checksum sum = new Checksum();
            sum.copy(memory(), target);
            return sum.value() == entry.checksum() ? Copied.INTACT : Copied.DAMAGED;
        } finally {
            unpin();
        }
    }
}
