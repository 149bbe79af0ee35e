package io.cairn.layer.collection;

import io.cairn.bytes.Bytes;
import io.cairn.filter.EntryFilter;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Asks a filter of entries about documents. Used by one thread at a time. */
final class DocumentsAsEntries implements DocumentFilter {

    private final EntryFilter filter;
    private byte[] key = Bytes.EMPTY;
    private String collection = "";

    DocumentsAsEntries(EntryFilter filter) {
        this.filter = filter;
    }

    @Override
    public boolean matches(String name, long id, @Nullable MemorySegment content) {
        if (key.length == 0 || !collection.equals(name)) {
            byte[] utf8 = Bytes.utf8(name);
            key = ByteBuffer.allocate(utf8.length + 1 + Long.BYTES).put(utf8).array();
            collection = name;
        }
        ByteBuffer.wrap(key).putLong(key.length - Long.BYTES, id);
        return filter.matches(MemorySegment.ofArray(key).asReadOnly(), content);
    }

    @Override
    public void close() {
        filter.close();
    }
}
