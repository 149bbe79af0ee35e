package io.cairn.compat.found;

/**
 * How found fetches what a query finds. It has no effect here, where a query walks a cursor:
 * results are the same with each, as they are there.
 */
public enum StreamingMode {
    /** All at once. */
    WANT_ALL(-2),
    /** More with each batch. */
    ITERATOR(-1),
    /** As many as the limit says. */
    EXACT(0),
    /** Few at once. */
    SMALL(1),
    /** Some at once. */
    MEDIUM(2),
    /** Many at once. */
    LARGE(3),
    /** As many at once as is fast for one client. */
    SERIAL(4);

    private final int value;

    StreamingMode(int value) {
        this.value = value;
    }

    /**
     * Returns found's number.
     *
     * @return the number, stable
     */
    public int value() {
        return value;
    }
}
