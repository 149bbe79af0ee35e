package io.cairn.testing.fault;

import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;

/** Passes every call on to another cursor. One thread at a time; closing it closes that one. */
public class ForwardingCursor implements EngineCursor {

    private final EngineCursor inner;

    /**
     * Wraps a cursor.
     *
     * @param inner the cursor that does the work
     */
    public ForwardingCursor(EngineCursor inner) {
        this.inner = inner;
    }

    @Override
    public boolean next() {
        return inner.next();
    }

    @Override
    public MemorySegment key() {
        return inner.key();
    }

    @Override
    public MemorySegment value() {
        return inner.value();
    }

    @Override
    public byte[] keyBytes() {
        return inner.keyBytes();
    }

    @Override
    public byte[] valueBytes() {
        return inner.valueBytes();
    }

    @Override
    public void close() {
        inner.close();
    }
}
