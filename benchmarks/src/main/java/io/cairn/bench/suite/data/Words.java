package io.cairn.bench.suite.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads bytes as words of eight, little-endian, wherever they lie. Stateless. */
final class Words {

    static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Words() {}

    static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void set(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    static long sum(byte[] bytes) {
        long sum = 0;
        for (int at = 0; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            sum += get(bytes, at);
        }
        return sum;
    }

    static long sum(MemorySegment bytes) {
        long sum = 0;
        for (long at = 0; at + Long.BYTES <= bytes.byteSize(); at += Long.BYTES) {
            sum += bytes.get(LONG, at);
        }
        return sum;
    }

    /** Reads from 0 to the limit; the buffer's order is set. */
    static long sum(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        long sum = 0;
        for (int at = 0; at + Long.BYTES <= bytes.limit(); at += Long.BYTES) {
            sum += bytes.getLong(at);
        }
        return sum;
    }

    /** Spreads a number over all 64 bits, one to one. */
    static long spread(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }
}
