package io.cairn.layer.collection;

import io.cairn.bytes.Bytes;
import io.cairn.filter.EntryFilter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Asks a filter of entries about documents. Used by one thread at a time. */
record DocumentsAsEntries(EntryFilter filter) implements DocumentFilter {

    @Override
    public boolean matches(String collection, long id, @Nullable MemorySegment content) {
        MemorySegment key = MemorySegment.ofArray(key(collection, id));
        return filter.matches(key.asReadOnly(), content);
    }

    @Override
    public byte[] rewritten(String collection, long id, byte[] content) {
        return filter.value(key(collection, id), content);
    }

    private static byte[] key(String collection, long id) {
        byte[] name = Bytes.utf8(collection);
        return ByteBuffer.allocate(name.length + 1 + Long.BYTES)
                .put(name)
                .put((byte) 0)
                .putLong(id)
                .array();
    }

    @Override
    public void close() {
        filter.close();
    }
}
