package io.cairn.testing.model;

import io.cairn.engine.EngineCursor;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks the entries of an immutable map. One thread at a time. */
final class ModelCursor implements EngineCursor {

    private final Iterator<Map.Entry<byte[], byte[]>> entries;
    private Map.@Nullable Entry<byte[], byte[]> current;

    ModelCursor(Iterator<Map.Entry<byte[], byte[]>> entries) {
        this.entries = entries;
    }

    @Override
    public boolean next() {
        current = entries.hasNext() ? entries.next() : null;
        return current != null;
    }

    @Override
    public MemorySegment key() {
        return MemorySegment.ofArray(keyBytes()).asReadOnly();
    }

    @Override
    public MemorySegment value() {
        return MemorySegment.ofArray(valueBytes()).asReadOnly();
    }

    @Override
    public byte[] keyBytes() {
        return entry().getKey().clone();
    }

    @Override
    public byte[] valueBytes() {
        return entry().getValue().clone();
    }

    @Override
    public void close() {
        current = null;
    }

    private Map.Entry<byte[], byte[]> entry() {
        if (current == null) {
            throw new IllegalStateException("the cursor stands on no entry");
        }
        return current;
    }
}
