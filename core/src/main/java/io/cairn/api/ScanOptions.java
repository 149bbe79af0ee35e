package io.cairn.api;

import io.cairn.bytes.Bytes;
import io.cairn.bytes.Direction;
import io.cairn.error.InvalidArgumentException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Direction, limits, start, modes and filter of one scan. Immutable; arrays are copied in and must
 * not be changed by readers.
 *
 * @param direction the order
 * @param limit the most entries delivered; 0 delivers none
 * @param byteLimit the scan ends after the entry whose stored key and value reach this many bytes
 *     in total
 * @param from where to start inside the range: after this key in scan order, or at it with
 *     INCLUSIVE; null for the range's own start
 * @param modes INCLUSIVE, CONSUME, NO_PREFIX, SUFFIX, LUA_FILTER, LIB_FILTER and FILTER_VALUE
 *     matter
 * @param filter the suffix for SUFFIX, the script for LUA_FILTER, {@code library:filter:arguments}
 *     for LIB_FILTER; otherwise null
 */
public record ScanOptions(
        Direction direction,
        long limit,
        long byteLimit,
        byte @Nullable [] from,
        Modes modes,
        byte @Nullable [] filter) {

    private static final ScanOptions ALL =
            new ScanOptions(
                    Direction.FORWARD, Long.MAX_VALUE, Long.MAX_VALUE, null, Modes.none(), null);

    /** Checks and copies. */
    public ScanOptions {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(modes, "modes");
        if (limit < 0 || byteLimit < 0) {
            throw new InvalidArgumentException(
                    "a scan limit must not be negative", "limit", limit, "byteLimit", byteLimit);
        }
        from = from == null ? null : from.clone();
        filter = filter == null ? null : filter.clone();
    }

    /**
     * Returns a forward scan without limits.
     *
     * @return the defaults
     */
    public static ScanOptions all() {
        return ALL;
    }

    /**
     * Returns the same scan in descending order.
     *
     * @return a copy
     */
    public ScanOptions reverse() {
        return new ScanOptions(Direction.REVERSE, limit, byteLimit, from, modes, filter);
    }

    /**
     * Returns the same scan with at most this many entries.
     *
     * @param entries the most entries delivered
     * @return a copy
     */
    public ScanOptions limit(long entries) {
        return new ScanOptions(direction, entries, byteLimit, from, modes, filter);
    }

    /**
     * Returns the same scan with a bound on its bytes.
     *
     * @param bytes the scan ends after the entry that reaches this total
     * @return a copy
     */
    public ScanOptions byteLimit(long bytes) {
        return new ScanOptions(direction, limit, bytes, from, modes, filter);
    }

    /**
     * Returns the same scan, started elsewhere.
     *
     * @param key the key to start after, or at with INCLUSIVE
     * @return a copy
     */
    public ScanOptions from(byte[] key) {
        return new ScanOptions(direction, limit, byteLimit, key, modes, filter);
    }

    /**
     * Returns the same scan with these modes.
     *
     * @param modes the flags, replacing the present ones
     * @return a copy
     */
    public ScanOptions with(Modes modes) {
        return new ScanOptions(direction, limit, byteLimit, from, modes, filter);
    }

    /**
     * Returns the same scan, delivering only keys that end with these bytes.
     *
     * @param suffix the suffix
     * @return a copy with SUFFIX set
     */
    public ScanOptions suffix(byte[] suffix) {
        return new ScanOptions(direction, limit, byteLimit, from, modes.and(Mode.SUFFIX), suffix);
    }

    /**
     * Returns the same scan, delivering only entries for which a Lua script returns neither false
     * nor nil. The script runs where the data is, and sees the key as {@code __key__} and, with
     * FILTER_VALUE, the value as {@code __value__}.
     *
     * @param script the script, such as {@code return #__key__ % 2 == 0}
     * @return a copy with LUA_FILTER set
     */
    public ScanOptions lua(String script) {
        return filtered(Mode.LUA_FILTER, script);
    }

    /**
     * Returns the same scan, delivering only what a named filter selects, as it rewrites it. The
     * filter runs where the data is, and must be known there.
     *
     * @param name the filter as {@code library:filter:arguments}
     * @return a copy with LIB_FILTER set
     */
    public ScanOptions library(String name) {
        return filtered(Mode.LIB_FILTER, name);
    }

    /**
     * Returns the same scan with other bytes for the filter that its modes ask for.
     *
     * @param bytes what SUFFIX, LUA_FILTER or LIB_FILTER takes
     * @return a copy
     */
    public ScanOptions filter(byte[] bytes) {
        return new ScanOptions(direction, limit, byteLimit, from, modes, bytes);
    }

    private ScanOptions filtered(Mode kind, String text) {
        return new ScanOptions(
                direction, limit, byteLimit, from, modes.and(kind), Bytes.utf8(text));
    }
}
