package io.cairn.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * The data all stores hold: keys of 16 decimal digits, random values of 100 bytes, the same for
 * every store.
 */
final class Data {

    static final int ENTRIES = Integer.getInteger("bench.entries", 1_000_000);
    static final int VALUE_BYTES = 100;

    /** Whether one short round is enough, because nobody looks at the figures. */
    static final boolean BRIEF = Boolean.getBoolean("bench.brief");

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Data() {}

    static byte[] key(long number) {
        byte[] key = new byte[16];
        long rest = number;
        for (int at = key.length - 1; at >= 0; at--) {
            key[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return key;
    }

    static byte[] value(long number) {
        byte[] value = new byte[VALUE_BYTES];
        new Random(number).nextBytes(value);
        return value;
    }

    /** Returns keys that exist, chosen by the seed. */
    static byte[][] randomKeys(int count, long seed) {
        Random random = new Random(seed);
        byte[][] keys = new byte[count][];
        for (int i = 0; i < count; i++) {
            keys[i] = key(random.nextInt(ENTRIES));
        }
        return keys;
    }

    /** Returns all numbers below the entry count in an order chosen by the seed. */
    static int[] shuffled(long seed) {
        int[] numbers = new int[ENTRIES];
        Random random = new Random(seed);
        for (int i = 0; i < ENTRIES; i++) {
            int at = random.nextInt(i + 1);
            numbers[i] = numbers[at];
            numbers[at] = i;
        }
        return numbers;
    }

    /** Returns all numbers below the entry count in ascending order. */
    static int[] ascending() {
        int[] numbers = new int[ENTRIES];
        Arrays.setAll(numbers, i -> i);
        return numbers;
    }

    /** Reads every byte of an array. */
    static long touch(byte[] bytes) {
        long sum = 0;
        for (int i = 0; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
            sum += (long) LONGS.get(bytes, i);
        }
        return sum;
    }

    /** Reads every byte of a segment. */
    static long touch(MemorySegment bytes) {
        long sum = 0;
        for (long i = 0; i + Long.BYTES <= bytes.byteSize(); i += Long.BYTES) {
            sum += bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, i);
        }
        return sum;
    }

    /** Fails the run when two stores disagree. */
    static long same(String what, long sum, long expected) {
        if (sum != expected) {
            throw new IllegalStateException(what + ": read other data than its peer");
        }
        return sum;
    }

    /** Returns how many operations make a round: all of them, or few when brief. */
    static int operations(int count) {
        return BRIEF ? Math.max(100, count / 100) : count;
    }
}
