package io.cairn.storage.rocksdb;

import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;

/** The cursor of an empty range. */
final class EmptyCursor implements EngineCursor {

    @Override
    public boolean next() {
        return false;
    }

    @Override
    public MemorySegment key() {
        throw noEntry();
    }

    @Override
    public MemorySegment value() {
        throw noEntry();
    }

    @Override
    public byte[] keyBytes() {
        throw noEntry();
    }

    @Override
    public byte[] valueBytes() {
        throw noEntry();
    }

    @Override
    public void close() {}

    private static IllegalStateException noEntry() {
        return new IllegalStateException("the cursor does not stand on an entry");
    }
}
