package io.cairn.layer.objects;

import io.cairn.error.ClosedException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An object that is lent. Until it is closed its bytes stay where they are and as they are: it is
 * not evicted, and when it is removed, replaced, or its store is closed, it is still readable here.
 *
 * <p>Thread-safe. Whoever got it closes it, soon: its memory counts against the limit of the
 * segment until then. A segment or buffer that was got from it must not be used after that; it may
 * show another object's bytes then.
 *
 * <p>The bytes of an object in memory are lent without being looked at, so that lending takes the
 * same time for all sizes; {@link #isIntact} looks at them.
 */
public final class PinnedObject implements AutoCloseable {

    private final MemorySegment memory;
    private final int checksum;
    private final Runnable end;
    private final AtomicBoolean closed = new AtomicBoolean();

    PinnedObject(MemorySegment memory, int checksum, Runnable end) {
        this.memory = memory.asReadOnly();
        this.checksum = checksum;
        this.end = end;
    }

    /**
     * Returns the bytes.
     *
     * @return a read-only native segment, to be used until this is closed
     * @throws ClosedException when it is closed
     */
    public MemorySegment segment() {
        if (closed.get()) {
            throw ClosedException.closed("pinned object");
        }
        return memory;
    }

    /**
     * Returns the bytes of an object of up to two gigabytes.
     *
     * @return a read-only direct buffer, to be used until this is closed
     * @throws ClosedException when it is closed
     * @throws UnsupportedOperationException when the object is longer
     */
    public ByteBuffer buffer() {
        return segment().asByteBuffer();
    }

    /**
     * Returns the size.
     *
     * @return the length of the object, in bytes
     * @throws ClosedException when it is closed
     */
    public long size() {
        return segment().byteSize();
    }

    /**
     * Compares the bytes with the checksum that was stored with them.
     *
     * @return false when they are not those that were stored
     * @throws ClosedException when it is closed
     */
    public boolean isIntact() {
        Checksum sum = new Checksum();
        sum.add(segment());
        return sum.value() == checksum;
    }

    /** Gives the memory back. Calling it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end.run();
        }
    }
}
