package io.cairn.testing.fault;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lends copies of bytes and overwrites all of them on recall. One thread at a time. */
final class Lender {

    private static final byte TRASH = (byte) 0xDB;

    private final List<byte[]> lent = new ArrayList<>();

    MemorySegment lend(MemorySegment bytes) {
        byte[] copy = bytes.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        lent.add(copy);
        return MemorySegment.ofArray(copy).asReadOnly();
    }

    void recall() {
        lent.forEach(copy -> Arrays.fill(copy, TRASH));
        lent.clear();
    }
}
