package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.TreeMap;

/** The buffers that callers have registered with a store. Thread-safe. */
final class Registrations {

    static final int BUFFERS_MAX = 65_536;

    /** By address; no two overlap. */
    private final TreeMap<Long, RegisteredBuffer> buffers = new TreeMap<>();

    /**
     * Adds a buffer.
     *
     * @throws InvalidArgumentException when it is empty, read-only, not native, or overlaps another
     * @throws LimitException when there are too many
     */
    synchronized RegisteredBuffer add(MemorySegment memory) {
        if (!memory.isNative() || memory.isReadOnly() || memory.byteSize() == 0) {
            throw new InvalidArgumentException(
                    "a registered buffer is writable native memory of at least one byte",
                    "native",
                    memory.isNative(),
                    "readOnly",
                    memory.isReadOnly(),
                    "bytes",
                    memory.byteSize());
        }
        var before = buffers.lowerEntry(memory.address() + memory.byteSize());
        if (before != null
                && before.getKey() + before.getValue().segment().byteSize() > memory.address()) {
            throw new InvalidArgumentException(
                    "the buffer overlaps one that is registered", "bytes", memory.byteSize());
        }
        if (buffers.size() == BUFFERS_MAX) {
            throw new LimitException(
                    "too many buffers are registered; close some", "max", BUFFERS_MAX);
        }
        RegisteredBuffer buffer = new RegisteredBuffer(memory, this);
        buffers.put(memory.address(), buffer);
        return buffer;
    }

    synchronized void remove(RegisteredBuffer buffer) {
        buffers.remove(buffer.segment().address(), buffer);
    }

    /**
     * Returns the memory of a part of a buffer.
     *
     * @throws InvalidArgumentException when another store registered it
     * @throws io.cairn.error.ClosedException when it is closed
     */
    MemorySegment memory(BufferRange range) {
        if (range.buffer().owner() != this) {
            throw new InvalidArgumentException("the buffer is registered with another store");
        }
        return range.buffer().slice(range.offset(), range.length());
    }

    void close() {
        List<RegisteredBuffer> open;
        synchronized (this) {
            open = List.copyOf(buffers.values());
        }
        open.forEach(RegisteredBuffer::close);
    }
}
