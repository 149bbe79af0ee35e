package io.cairn.storage.rocksdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads and writes native memory by address. The caller vouches for the addresses. */
final class NativeMemory {

    /** All memory; an offset into it is an address. */
    static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final ValueLayout.OfLong BIG_ENDIAN =
            JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private NativeMemory() {}

    static long getLong(long address) {
        return ALL.get(JAVA_LONG_UNALIGNED, address);
    }

    static void putLong(long address, long value) {
        ALL.set(JAVA_LONG_UNALIGNED, address, value);
    }

    static byte getByte(long address) {
        return ALL.get(JAVA_BYTE, address);
    }

    /** Returns eight bytes as a number that orders as the bytes do when compared unsigned. */
    static long getHead(long address) {
        return ALL.get(BIG_ENDIAN, address);
    }

    static byte[] copyOut(long address, long length) {
        byte[] copy = new byte[Math.toIntExact(length)];
        MemorySegment.copy(ALL, JAVA_BYTE, address, copy, 0, copy.length);
        return copy;
    }

    static void copyIn(byte[] bytes, long address) {
        MemorySegment.copy(bytes, 0, ALL, JAVA_BYTE, address, bytes.length);
    }

    static String text(long address) {
        int length = 0;
        while (getByte(address + length) != 0) {
            length++;
        }
        return new String(copyOut(address, length), StandardCharsets.UTF_8);
    }
}
