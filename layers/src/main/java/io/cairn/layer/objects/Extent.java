package io.cairn.layer.objects;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Native memory taken from the system in one piece. Its user guards it against other threads, and
 * closes it when nobody reads its memory any more.
 */
final class Extent {

    /** Sorts before all others. */
    static final Extent NONE = new Extent(-1, Arena.global(), MemorySegment.NULL);

    private final long number;
    private final Arena arena;
    private final MemorySegment memory;

    /** What is free, by offset. */
    private final TreeMap<Long, Block> free = new TreeMap<>();

    private Extent(long number, Arena arena, MemorySegment memory) {
        this.number = number;
        this.arena = arena;
        this.memory = memory;
    }

    /**
     * Takes memory.
     *
     * @param number a number that no other extent of the pool has
     * @return the extent, of which nothing is said to be free yet; null when the system has no such
     *     memory
     */
    static @Nullable Extent open(long number, long bytes, long alignment) {
        Arena arena = Arena.ofShared();
        try {
            return new Extent(number, arena, arena.allocate(bytes, alignment));
        } catch (OutOfMemoryError tooMuch) {
            arena.close();
            return null;
        }
    }

    long number() {
        return number;
    }

    long bytes() {
        return memory.byteSize();
    }

    MemorySegment memory() {
        return memory;
    }

    void add(Block block) {
        free.put(block.offset(), block);
    }

    void remove(Block block) {
        free.remove(block.offset());
    }

    /** Returns the free block that ends where another begins. */
    @Nullable Block before(Block block) {
        var entry = free.lowerEntry(block.offset());
        return entry != null && entry.getValue().end() == block.offset() ? entry.getValue() : null;
    }

    /** Returns the free block that begins where another ends. */
    @Nullable Block behind(Block block) {
        return free.get(block.end());
    }

    void close() {
        arena.close();
    }
}
