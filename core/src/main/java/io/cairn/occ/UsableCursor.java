package io.cairn.occ;

import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;

/**
 * A cursor that stops when the database has stopped: nobody should read on from a state of which
 * nobody knows what became of it. Used by one thread at a time.
 */
final class UsableCursor implements EngineCursor {

    private final EngineCursor cursor;
    private final Poison poison;

    UsableCursor(EngineCursor cursor, Poison poison) {
        this.cursor = cursor;
        this.poison = poison;
    }

    @Override
    public boolean next() {
        poison.check();
        return cursor.next();
    }

    @Override
    public MemorySegment key() {
        return cursor.key();
    }

    @Override
    public MemorySegment value() {
        return cursor.value();
    }

    @Override
    public byte[] keyBytes() {
        return cursor.keyBytes();
    }

    @Override
    public byte[] valueBytes() {
        return cursor.valueBytes();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
