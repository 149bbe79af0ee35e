package io.cairn.layer.objects;

import io.cairn.error.ClosedException;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Memory of the caller that an {@link ObjectStore} copies objects from and to without anything in
 * between. Thread-safe; what is at a place while it is copied is up to the caller.
 *
 * <p>Whoever registered it closes it, which ends the registration. The memory stays the caller's,
 * and must stay allocated until then.
 */
public final class RegisteredBuffer implements AutoCloseable {

    private final MemorySegment memory;
    private final Registrations owner;
    private final AtomicBoolean closed = new AtomicBoolean();

    RegisteredBuffer(MemorySegment memory, Registrations owner) {
        this.memory = memory;
        this.owner = owner;
    }

    Registrations owner() {
        return owner;
    }

    /**
     * Returns the memory that was registered.
     *
     * @return the caller's segment
     */
    public MemorySegment segment() {
        return memory;
    }

    /**
     * Names a part of it.
     *
     * @param offset where the part begins, in bytes
     * @param length how long it is, in bytes
     * @return the part
     * @throws InvalidArgumentException when it is not inside
     */
    public BufferRange range(long offset, long length) {
        return new BufferRange(this, offset, length);
    }

    /**
     * Names all of it.
     *
     * @return the part that is the whole
     */
    public BufferRange range() {
        return range(0, memory.byteSize());
    }

    /**
     * Tells whether it is registered.
     *
     * @return false when it, or its store, was closed
     */
    public boolean isOpen() {
        return !closed.get();
    }

    /** Ends the registration. Calling it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            owner.remove(this);
        }
    }

    MemorySegment slice(long offset, long length) {
        if (closed.get()) {
            throw ClosedException.closed("registered buffer");
        }
        if (!memory.scope().isAlive() || !memory.isAccessibleBy(Thread.currentThread())) {
            throw new InvalidArgumentException(
                    "the registered memory was freed, or is another thread's alone",
                    "alive",
                    memory.scope().isAlive());
        }
        return memory.asSlice(offset, length);
    }
}
