package io.cairn.storage.rocksdb;

import org.jspecify.annotations.Nullable;

/**
 * Reads many keys with RocksDB's batched multi-get, some hundred at a time so that the native
 * memory in use stays small.
 *
 * <p>Scratch layout for {@code n} keys: n slices (address, length), n results, n errors, then the
 * keys themselves.
 */
final class FfmMultiGet {

    /** The most keys in one call; more than these need a pinned state to be consistent. */
    static final int KEYS_MAX = 1024;

    private static final int SLICE_BYTES = 16;
    private static final int ENTRY_BYTES = SLICE_BYTES + 8 + 8;

    private final FfmDriver driver;
    private final long options;
    private final Family family;

    FfmMultiGet(FfmDriver driver, long options, Family family) {
        this.driver = driver;
        this.options = options;
        this.family = family;
    }

    byte[] @Nullable [] get(byte[][] keys) {
        byte[] @Nullable [] found = new byte[keys.length][];
        Scratch scratch = driver.scratches.acquire();
        try {
            for (int from = 0; from < keys.length; from += KEYS_MAX) {
                get(keys, from, Math.min(KEYS_MAX, keys.length - from), found, scratch);
            }
        } finally {
            driver.scratches.release(scratch);
        }
        return found;
    }

    private void get(
            byte[][] keys, int from, int count, byte[] @Nullable [] found, Scratch scratch) {
        int bytes = count * ENTRY_BYTES;
        for (int i = 0; i < count; i++) {
            bytes = Math.addExact(bytes, keys[from + i].length);
        }
        long slices = scratch.value(bytes);
        long results = slices + (long) count * SLICE_BYTES;
        long errors = results + count * 8L;
        long at = errors + count * 8L;
        for (int i = 0; i < count; i++) {
            byte[] key = keys[from + i];
            NativeMemory.copyIn(key, at);
            NativeMemory.putLong(slices + (long) i * SLICE_BYTES, at);
            NativeMemory.putLong(slices + (long) i * SLICE_BYTES + 8, key.length);
            at += key.length;
        }
        RocksC.multiGet(driver.database, options, family.struct(), count, slices, results, errors);
        try {
            for (int i = 0; i < count; i++) {
                long pinned = NativeMemory.getLong(results + i * 8L);
                if (pinned != 0) {
                    long address = RocksC.pinnedValue(pinned, scratch.lengthCell);
                    found[from + i] = NativeMemory.copyOut(address, scratch.length());
                }
            }
        } finally {
            for (int i = 0; i < count; i++) {
                long pinned = NativeMemory.getLong(results + i * 8L);
                if (pinned != 0) {
                    RocksC.pinnedDestroy(pinned);
                }
            }
        }
        check(errors, count);
    }

    private void check(long errors, int count) {
        String first = null;
        for (int i = 0; i < count; i++) {
            long error = NativeMemory.getLong(errors + i * 8L);
            if (error != 0) {
                first = first == null ? NativeMemory.text(error) : first;
                RocksC.free(error);
            }
        }
        if (first != null) {
            throw driver.failures.of(first, "reading keys");
        }
    }
}
