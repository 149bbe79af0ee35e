package io.cairn.storage.rocksdb;

import java.lang.foreign.Arena;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Lends {@link Scratch} memory. Thread-safe. A thread finds the one that it gave back last in a
 * slot of its own, which costs two atomic operations; thread-locals would grow with the number of
 * virtual threads. Beyond those that the slots begin with, there are never more scratches than were
 * ever in use at once.
 *
 * <p>No slot begins empty: what has been compiled while no thread met an empty one would be thrown
 * away, with all that it is inlined into, whenever another thread reads for the first time.
 */
final class ScratchPool {

    private static final int SLOTS = 32;

    /** Slots in use are this far apart, so that no two share a cache line. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable Scratch> slots =
            new AtomicReferenceArray<>(SLOTS * STRIDE);
    private final ConcurrentLinkedDeque<Scratch> others = new ConcurrentLinkedDeque<>();
    private final Arena arena;

    ScratchPool(Arena arena) {
        this.arena = arena;
        Scratch[] first = Scratch.several(arena, SLOTS);
        for (int i = 0; i < SLOTS; i++) {
            slots.setPlain(i * STRIDE, first[i]);
        }
    }

    Scratch acquire() {
        Scratch mine = slots.getAndSet(slot(), null);
        if (mine != null) {
            return mine;
        }
        Scratch other = others.pollFirst();
        return other != null ? other : new Scratch(arena);
    }

    void release(Scratch scratch) {
        if (!slots.compareAndSet(slot(), null, scratch)) {
            others.addFirst(scratch);
        }
    }

    private static int slot() {
        return ((int) Thread.currentThread().threadId() & (SLOTS - 1)) * STRIDE;
    }
}
