package io.cairn.storage.rocksdb;

import io.cairn.error.CairnException;
import java.lang.foreign.Arena;

/**
 * Native memory for one call or one iterator: cells for what C functions hand back through
 * pointers, and growing room for keys and values. Used by one thread at a time; freed with the
 * engine. Comes from a {@link ScratchPool}.
 */
final class Scratch {

    private static final int CELLS_BYTES = 64;
    private static final int KEY_BYTES_MIN = 256;

    /** What a value is first read into. */
    static final int VALUE_BYTES_MIN = 4 << 10;

    /** To copy as much twice takes longer than to pin it and to copy it once. */
    private static final int LARGE_VALUE_BYTES = 3 << 10;

    /** After so many short values in a row no large one is expected. */
    private static final int LARGE_FOR = 16;

    private static final int BYTES_MIN = CELLS_BYTES + KEY_BYTES_MIN + VALUE_BYTES_MIN;

    /** A pointer to an error text, 0 when the call succeeded. */
    final long errorCell;

    /** The length of what a call returned. */
    final long lengthCell;

    /** One byte: whether a key exists. */
    final long foundCell;

    private final Arena arena;
    private long key;
    private int keyRoom;
    private long bound;
    private int boundRoom;
    private long value;
    private int valueRoom;
    private int largeFor;

    Scratch(Arena arena) {
        this(arena, allocateCells(arena, 1));
    }

    /** Makes several at once: allocating is slow until it is compiled. */
    static Scratch[] several(Arena arena, int count) {
        long cells = allocateCells(arena, count);
        Scratch[] made = new Scratch[count];
        for (int i = 0; i < count; i++) {
            made[i] = new Scratch(arena, cells + (long) i * BYTES_MIN);
        }
        return made;
    }

    private static long allocateCells(Arena arena, int count) {
        // One piece each for what nearly every call needs.
        return arena.allocate((long) count * BYTES_MIN, CELLS_BYTES).address();
    }

    private Scratch(Arena arena, long cells) {
        this.arena = arena;
        errorCell = cells;
        lengthCell = cells + 8;
        foundCell = cells + 16;
        key = cells + CELLS_BYTES;
        keyRoom = KEY_BYTES_MIN;
        value = key + KEY_BYTES_MIN;
        valueRoom = VALUE_BYTES_MIN;
    }

    /** Copies a key into native memory that stays as it is until the next call of this method. */
    long key(byte[] bytes) {
        if (bytes.length > keyRoom) {
            keyRoom = roomFor(bytes.length);
            key = allocate(keyRoom);
        }
        NativeMemory.copyIn(bytes, key);
        return key;
    }

    /** Copies a bound into native memory that stays as it is until the next call of this method. */
    long bound(byte[] bytes) {
        if (bytes.length > boundRoom) {
            boundRoom = roomFor(bytes.length);
            bound = allocate(boundRoom);
        }
        NativeMemory.copyIn(bytes, bound);
        return bound;
    }

    /** Returns room for a value (or for a multi-get's tables) of at least the given size. */
    long value(int bytes) {
        if (bytes > valueRoom) {
            valueRoom = roomFor(bytes);
            value = allocate(valueRoom);
        }
        return value;
    }

    int valueRoom() {
        return valueRoom;
    }

    long length() {
        return NativeMemory.getLong(lengthCell);
    }

    boolean found() {
        return NativeMemory.getByte(foundCell) != 0;
    }

    /** Whether one of the last values was large, so that the next may be. */
    boolean expectsLarge() {
        return largeFor > 0;
    }

    /** Takes note of how long a value was. */
    void hasRead(long length) {
        if (length >= LARGE_VALUE_BYTES) {
            largeFor = LARGE_FOR;
        } else if (largeFor > 0) {
            largeFor--;
        }
    }

    void clearError() {
        NativeMemory.putLong(errorCell, 0);
    }

    /** Throws what the last call reported, if anything. */
    void check(Failures failures, String doing) {
        long error = NativeMemory.getLong(errorCell);
        if (error != 0) {
            throw failure(error, failures, doing);
        }
    }

    private static CairnException failure(long error, Failures failures, String doing) {
        String status = NativeMemory.text(error);
        RocksC.free(error);
        return failures.of(status, doing);
    }

    /** What was outgrown stays allocated; as sizes double, that is less than what is in use. */
    private long allocate(int bytes) {
        return arena.allocate(bytes, 16).address();
    }

    private static int roomFor(int bytes) {
        int power = Integer.highestOneBit(Math.max(bytes, KEY_BYTES_MIN) - 1) << 1;
        return power > 0 ? power : bytes;
    }
}
