package io.cairn.compat.found;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;

/**
 * Names a key by its place among those that are there; {@link Found#getKey} finds it. An offset
 * moves the place by as many keys: up when it is larger than the default, down when smaller.
 * Immutable, thread-safe.
 */
public final class KeySelector {

    private static final byte[] BEHIND_ALL = {(byte) 0xFF};

    private final byte[] key;
    private final boolean orEqual;
    private final int offset;

    private KeySelector(byte[] key, boolean orEqual, int offset) {
        this.key = key.clone();
        this.orEqual = orEqual;
        this.offset = offset;
    }

    /**
     * Selects the last key before one.
     *
     * @param key the key, which need not be there
     * @return the selector
     */
    public static KeySelector lt(byte[] key) {
        return lt(key, 0);
    }

    /**
     * Selects from the last key before one.
     *
     * @param key the key, which need not be there
     * @param offset 0 for that key
     * @return the selector
     */
    public static KeySelector lt(byte[] key, int offset) {
        return new KeySelector(key, false, offset);
    }

    /**
     * Selects a key or, when it is not there, the last one before it.
     *
     * @param key the key
     * @return the selector
     */
    public static KeySelector lte(byte[] key) {
        return lte(key, 0);
    }

    /**
     * Selects from a key or, when it is not there, from the last one before it.
     *
     * @param key the key
     * @param offset 0 for that key
     * @return the selector
     */
    public static KeySelector lte(byte[] key, int offset) {
        return new KeySelector(key, true, offset);
    }

    /**
     * Selects the first key behind one.
     *
     * @param key the key, which need not be there
     * @return the selector
     */
    public static KeySelector gt(byte[] key) {
        return gt(key, 1);
    }

    /**
     * Selects from the first key behind one.
     *
     * @param key the key, which need not be there
     * @param offset 1 for that key
     * @return the selector
     */
    public static KeySelector gt(byte[] key, int offset) {
        return new KeySelector(key, true, offset);
    }

    /**
     * Selects a key or, when it is not there, the first one behind it.
     *
     * @param key the key
     * @return the selector
     */
    public static KeySelector gte(byte[] key) {
        return gte(key, 1);
    }

    /**
     * Selects from a key or, when it is not there, from the first one behind it.
     *
     * @param key the key
     * @param offset 1 for that key
     * @return the selector
     */
    public static KeySelector gte(byte[] key, int offset) {
        return new KeySelector(key, false, offset);
    }

    byte[] resolve(ReadView view) {
        byte[] bound = orEqual ? Bytes.after(key) : key;
        return offset <= 0
                ? nth(
                        view,
                        KeyRange.of(Bytes.EMPTY, bound),
                        ScanOptions.all().reverse().limit(1L - offset),
                        Bytes.EMPTY)
                : nth(
                        view,
                        KeyRange.of(bound, null),
                        ScanOptions.all().limit(offset),
                        BEHIND_ALL.clone());
    }

    /** Returns the key where a scan reaches its limit, or another one when it ends before. */
    private static byte[] nth(ReadView view, KeyRange range, ScanOptions options, byte[] none) {
        try (Cursor cursor = view.scan(range, options)) {
            for (long left = options.limit(); cursor.next(); left--) {
                if (left == 1) {
                    return cursor.key();
                }
            }
            return none;
        }
    }
}
