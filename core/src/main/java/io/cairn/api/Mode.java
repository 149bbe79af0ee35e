package io.cairn.api;

/**
 * A flag that changes what an operation does. Bit values are Yokan's and stable; {@code
 * docs/modes.md} says where each matters.
 */
public enum Mode {
    /** A listing includes the key it starts from. */
    INCLUSIVE(0x1),
    /** A put appends to the present value. */
    APPEND(0x2),
    /** A read or listing removes exactly what it delivers, atomically. */
    CONSUME(0x4),
    /**
     * A read or delete waits until the key exists; on a put the same bit asks to notify, which
     * always happens.
     */
    WAIT(0x8),
    /** A put writes only when the key is absent. */
    NEW_ONLY(0x10),
    /** A put writes only when the key is present. */
    EXIST_ONLY(0x20),
    /**
     * A listing strips the prefix (or, with SUFFIX, the suffix) from the keys it returns; with
     * LUA_FILTER and LIB_FILTER there is nothing to strip.
     */
    NO_PREFIX(0x40),
    /** A listing returns empty keys. */
    IGNORE_KEYS(0x80),
    /**
     * A listing returns empty keys but for the last one, from which it can be resumed; contains
     * IGNORE_KEYS.
     */
    KEEP_LAST(0x180),
    /** A listing's filter is a suffix instead of a prefix; costs a walk over the whole range. */
    SUFFIX(0x200),
    /**
     * A listing's filter is a Lua script, which selects the entries for which it returns neither
     * false nor nil; costs a walk over the whole range. It runs where the data is, which needs
     * {@code cairn-filters-lua} there.
     */
    LUA_FILTER(0x400),
    /** A document listing returns identifiers only. */
    IGNORE_DOCS(0x800),
    /** The filter of LUA_FILTER and LIB_FILTER also sees values. */
    FILTER_VALUE(0x1000),
    /**
     * A listing's filter is a named one, {@code library:filter:arguments}, which selects entries
     * and may rewrite them; costs a walk over the whole range. It runs where the data is, and must
     * be known there (see {@link io.cairn.filter.FilterLibrary}).
     */
    LIB_FILTER(0x2000),
    /** A transport hint: send values inline; never changes a result. */
    INLINE(0x4000),
    /** A document update may create. */
    UPDATE_NEW(0x8000);

    private final int bits;

    Mode(int bits) {
        this.bits = bits;
    }

    /**
     * Returns the flag's bits.
     *
     * @return the historical value, one bit except for KEEP_LAST
     */
    public int bits() {
        return bits;
    }
}
