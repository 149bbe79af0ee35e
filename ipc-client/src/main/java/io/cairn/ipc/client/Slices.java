package io.cairn.ipc.client;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Limits how much of a buffer one call may see. Stateless. */
final class Slices {

    /** A read or a write of a channel. */
    @FunctionalInterface
    interface Step {
        int apply(ByteBuffer buffer) throws IOException;
    }

    private Slices() {}

    /** Reads once, into at most so many bytes of the buffer. */
    static int read(Step step, ByteBuffer target, int bytesMax) throws IOException {
        int limit = target.limit();
        target.limit(Math.min(limit, target.position() + bytesMax));
        try {
            return step.apply(target);
        } finally {
            target.limit(limit);
        }
    }

    /** Writes slice after slice until the socket is full. */
    static int write(Step step, ByteBuffer source, int bytesMax) throws IOException {
        int limit = source.limit();
        int total = 0;
        try {
            while (source.position() < limit) {
                int begin = source.position();
                int size = Math.min(limit - begin, bytesMax);
                source.limit(begin + size);
                int written = apply(step, source, begin);
                total += written;
                if (written < size) {
                    break;
                }
            }
        } finally {
            source.limit(limit);
        }
        return total;
    }

    /** Applies a step; when it fails, nothing of the buffer counts as written. */
    private static int apply(Step step, ByteBuffer source, int begin) throws IOException {
        try {
            return step.apply(source);
        } catch (IOException e) {
            source.position(begin);
            throw e;
        }
    }
}
