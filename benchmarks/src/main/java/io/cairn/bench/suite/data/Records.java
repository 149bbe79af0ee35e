package io.cairn.bench.suite.data;

import java.util.SplittableRandom;

/**
 * Makes keys and values. A key is 16 decimal digits. A value begins with its version, goes on with
 * random bytes, and ends so that the sum of its words, and the bytes behind the last word, follow
 * from the key's number. Immutable and thread-safe.
 *
 * <pre>
 * | version u64 | random bytes ... | u64 that completes the sum | 0 to 7 bytes |
 * </pre>
 */
public final class Records {

    /** The bytes of a key. */
    public static final int KEY_BYTES = 16;

    /** The shortest value that can be checked, in bytes. */
    public static final int VALUE_BYTES_MIN = 16;

    private static final int POOL_WORDS = 1 << 16;

    private final int valueBytes;
    private final int middleWords;
    private final byte[] pool;
    private final long[] sums = new long[POOL_WORDS + 1];

    /**
     * Makes the random bytes that values are cut from.
     *
     * @param valueBytes the bytes of a value, at least {@link #VALUE_BYTES_MIN}
     * @param seed what random bytes follow from
     */
    public Records(int valueBytes, long seed) {
        if (valueBytes < VALUE_BYTES_MIN || valueBytes > POOL_WORDS) {
            throw new IllegalArgumentException("values of " + valueBytes + " bytes");
        }
        this.valueBytes = valueBytes;
        this.middleWords = valueBytes / Long.BYTES - 2;
        this.pool = new byte[POOL_WORDS * Long.BYTES];
        new SplittableRandom(seed).nextBytes(pool);
        for (int word = 0; word < POOL_WORDS; word++) {
            sums[word + 1] = sums[word] + Words.get(pool, word * Long.BYTES);
        }
    }

    /**
     * Returns the bytes of a value.
     *
     * @return how many there are
     */
    public int valueBytes() {
        return valueBytes;
    }

    /**
     * Makes a key.
     *
     * @param number its number, at least 0
     * @return 16 digits
     */
    public static byte[] key(long number) {
        byte[] key = new byte[KEY_BYTES];
        long rest = number;
        for (int at = KEY_BYTES - 1; at >= 0; at--) {
            key[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return key;
    }

    /**
     * Makes a value.
     *
     * @param number the key's number
     * @param version tells values of one key apart
     * @return the value
     */
    public byte[] value(long number, long version) {
        byte[] value = new byte[valueBytes];
        int from = (int) (Words.spread(number * 31 + version) >>> 40) % (POOL_WORDS - middleWords);
        System.arraycopy(pool, from * Long.BYTES, value, Long.BYTES, middleWords * Long.BYTES);
        Words.set(value, 0, version);
        long total = Words.spread(number);
        long middle = sums[from + middleWords] - sums[from];
        int at = (middleWords + 1) * Long.BYTES;
        Words.set(value, at, total - version - middle);
        for (int i = at + Long.BYTES; i < valueBytes; i++) {
            value[i] = tail(total, i);
        }
        return value;
    }

    /**
     * Reads the version of a value.
     *
     * @param value a value made here
     * @return its version
     */
    public static long version(byte[] value) {
        return Words.get(value, 0);
    }

    /** What the words of a value add up to. */
    static long total(long number) {
        return Words.spread(number);
    }

    /** The byte at a place behind the last word. */
    static byte tail(long total, int at) {
        return (byte) (total >>> (at & 7) * 8);
    }
}
