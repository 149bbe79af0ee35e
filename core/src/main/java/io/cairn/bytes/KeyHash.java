package io.cairn.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * A 64-bit hash of a key, seeded anew in every process so that chosen keys cannot collide on
 * purpose. Never stored. Multiply-and-fold mixing after Wang Yi's wyhash.
 */
public final class KeyHash {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = UUID.randomUUID().getMostSignificantBits();
    private static final long MULTIPLIER_A = 0x9E3779B97F4A7C15L;
    private static final long MULTIPLIER_B = 0xD6E8FEB86659FD93L;

    private KeyHash() {}

    /**
     * Hashes a key of a keyspace.
     *
     * @param keyspace the keyspace's identifier
     * @param key the key
     * @return 64 well-mixed bits
     */
    public static long of(int keyspace, byte[] key) {
        long hash = SEED ^ (keyspace * MULTIPLIER_B);
        int i = 0;
        for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
            hash = fold(hash ^ (long) LONGS.get(key, i), MULTIPLIER_A);
        }
        long tail = 0;
        for (int shift = 0; i < key.length; i++, shift += Byte.SIZE) {
            tail |= (key[i] & 0xFFL) << shift;
        }
        return fold(fold(hash ^ tail, MULTIPLIER_B) ^ key.length, MULTIPLIER_A);
    }

    private static long fold(long a, long b) {
        return (a * b) ^ Math.multiplyHigh(a, b);
    }
}
