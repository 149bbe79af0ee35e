package io.cairn.compat.mooncake;

import io.cairn.layer.objects.PinnedObject;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The bytes of an object, where they lie. Thread-safe. The caller closes it; until then the object
 * is not evicted, and the bytes stay as they are.
 */
public final class BufferHandle implements AutoCloseable {

    private final PinnedObject object;

    BufferHandle(PinnedObject object) {
        this.object = object;
    }

    /**
     * Returns the address.
     *
     * @return where the bytes begin in this process's memory
     * @throws io.cairn.error.ClosedException when it is closed
     */
    public long ptr() {
        return object.segment().address();
    }

    /**
     * Returns the size.
     *
     * @return the length of the object, in bytes
     * @throws io.cairn.error.ClosedException when it is closed
     */
    public long size() {
        return object.size();
    }

    /**
     * Returns the bytes, as a view.
     *
     * @return a read-only native segment, to be used until this is closed
     * @throws io.cairn.error.ClosedException when it is closed
     */
    public MemorySegment segment() {
        return object.segment();
    }

    /**
     * Returns the bytes of an object of up to two gigabytes, as a view.
     *
     * @return a read-only direct buffer, to be used until this is closed
     * @throws io.cairn.error.ClosedException when it is closed
     */
    public ByteBuffer buffer() {
        return object.buffer();
    }

    /** Lets the object go. Calling it again does nothing. */
    @Override
    public void close() {
        object.close();
    }
}
