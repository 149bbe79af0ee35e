package io.cairn.layer.objects;

import io.cairn.error.InvalidArgumentException;

/**
 * A part of a registered buffer. Immutable, thread-safe.
 *
 * @param buffer the buffer
 * @param offset where the part begins, in bytes
 * @param length how long it is, in bytes
 */
public record BufferRange(RegisteredBuffer buffer, long offset, long length) {

    /**
     * Checks.
     *
     * @throws InvalidArgumentException when the part is not inside the buffer
     */
    public BufferRange {
        long size = buffer.segment().byteSize();
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new InvalidArgumentException(
                    "the range is not inside the registered buffer",
                    "offset",
                    offset,
                    "length",
                    length,
                    "size",
                    size);
        }
    }
}
