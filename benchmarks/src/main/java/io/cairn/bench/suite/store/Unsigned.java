package io.cairn.bench.suite.store;

import java.nio.ByteBuffer;

/** Compares buffers as keys are ordered; a buffer's own order is signed. Stateless. */
final class Unsigned {

    private Unsigned() {}

    static int compare(ByteBuffer a, ByteBuffer b) {
        int at = a.mismatch(b);
        return at < 0 || at >= Math.min(a.remaining(), b.remaining())
                ? Integer.compare(a.remaining(), b.remaining())
                : Byte.compareUnsigned(a.get(a.position() + at), b.get(b.position() + at));
    }
}
