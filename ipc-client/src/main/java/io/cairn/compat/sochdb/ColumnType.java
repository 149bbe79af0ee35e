package io.cairn.compat.sochdb;

import org.jspecify.annotations.Nullable;

/** The type of a table's column; its place in this list is its number on the wire. */
public enum ColumnType {
    /** Whole numbers with sign, 64 bits. */
    INT64,
    /** Whole numbers without sign, 64 bits. */
    UINT64,
    /** Fractions, 64 bits. */
    FLOAT64,
    /** Text. */
    TEXT,
    /** Bytes. */
    BINARY,
    /** True or false. */
    BOOL;

    private static final ColumnType[] BY_NUMBER = values();

    /**
     * Finds the type with a number.
     *
     * @param number the number on the wire
     * @return the type, or null when there is none
     */
    public static @Nullable ColumnType of(int number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }
}
