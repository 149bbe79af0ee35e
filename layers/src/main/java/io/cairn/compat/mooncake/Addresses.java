package io.cairn.compat.mooncake;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.objects.BufferRange;
import io.cairn.layer.objects.RegisteredBuffer;
import java.util.Map;
import java.util.TreeMap;

/** The registered buffers by the addresses where they begin. Thread-safe. */
final class Addresses {

    private final TreeMap<Long, RegisteredBuffer> buffers = new TreeMap<>();

    synchronized void add(RegisteredBuffer buffer) {
        buffers.put(buffer.segment().address(), buffer);
    }

    /** Ends the registration of the buffer that begins at an address; false when none does. */
    synchronized boolean remove(long address) {
        RegisteredBuffer buffer = buffers.remove(address);
        if (buffer != null) {
            buffer.close();
        }
        return buffer != null;
    }

    /**
     * Returns the part of a buffer that begins at an address.
     *
     * @throws InvalidArgumentException when no buffer has the address and everything behind it
     */
    synchronized BufferRange range(long address, long size) {
        Map.Entry<Long, RegisteredBuffer> before = buffers.floorEntry(address);
        if (before == null) {
            throw new InvalidArgumentException("no registered buffer has the address");
        }
        return before.getValue().range(address - before.getKey(), size);
    }

    synchronized void clear() {
        buffers.clear();
    }
}
