package io.cairn.bench.suite.store;

import org.jspecify.annotations.Nullable;

/**
 * Which entries to read.
 *
 * @param begin the first key, or null for the very first; null when reverse
 * @param end the key before which to stop, or null; null when reverse
 * @param limit the most entries
 * @param reverse whether from the last key to the first
 * @param lent whether entries may be read where they lie; else each is copied into arrays
 */
public record Scan(
        byte @Nullable [] begin, byte @Nullable [] end, long limit, boolean reverse, boolean lent) {

    /**
     * All entries.
     *
     * @param reverse whether from the last key to the first
     * @param lent whether entries may be read where they lie
     * @return the scan
     */
    public static Scan all(boolean reverse, boolean lent) {
        return new Scan(null, null, Long.MAX_VALUE, reverse, lent);
    }

    /**
     * Some entries from a key on, read where they lie.
     *
     * @param begin the key
     * @param limit the most entries
     * @return the scan
     */
    public static Scan from(byte[] begin, long limit) {
        return new Scan(begin, null, limit, false, true);
    }

    /**
     * The entries between two keys, read where they lie.
     *
     * @param begin the first key
     * @param end the key before which to stop
     * @return the scan
     */
    public static Scan between(byte[] begin, byte[] end) {
        return new Scan(begin, end, Long.MAX_VALUE, false, true);
    }
}
