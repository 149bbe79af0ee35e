package io.cairn.api;

/**
 * Negative numbers that stand in a list of sizes where there is no size; as signed longs they equal
 * Yokan's sentinels.
 */
public final class Sizes {

    /** The key is absent. */
    public static final long ABSENT = -1;

    /** The item did not fit into the caller's memory; it was neither copied nor consumed. */
    public static final long TOO_SMALL = -2;

    /** The listing ended before this item. */
    public static final long END = -3;

    private Sizes() {}
}
