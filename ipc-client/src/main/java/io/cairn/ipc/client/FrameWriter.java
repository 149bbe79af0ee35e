package io.cairn.ipc.client;

import io.cairn.ipc.protocol.WireWriter;
import java.nio.ByteBuffer;

/**
 * Writes requests into memory outside of the heap as long as it is enough, which spares a copy, and
 * into the heap beyond. Not thread-safe.
 */
final class FrameWriter extends WireWriter {

    private static final int DIRECT_BYTES = 64 * 1024;

    private final ByteBuffer first;

    FrameWriter() {
        this(ByteBuffer.allocateDirect(DIRECT_BYTES));
    }

    private FrameWriter(ByteBuffer first) {
        super(first);
        this.first = first;
    }

    /** Returns an empty writer that is as small as at first. */
    FrameWriter emptied() {
        if (buffer() != first) {
            return new FrameWriter(first.clear());
        }
        clear();
        return this;
    }
}
