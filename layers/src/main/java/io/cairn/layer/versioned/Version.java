package io.cairn.layer.versioned;

import io.cairn.error.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * A point in the history of a store: each applied change makes the next one. Versions of one store
 * compare in the order in which their changes were applied; those of different stores have nothing
 * to do with each other. What it is made of is not shown: keep it as text.
 *
 * <p>Immutable, thread-safe, never closed.
 */
public final class Version implements Comparable<Version> {

    /** Before the first applied change, when there are no tuples. */
    public static final Version START = new Version(0);

    private final long number;

    private Version(long number) {
        this.number = number;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text the text
     * @return the version
     * @throws InvalidArgumentException when the text is no version
     */
    public static Version parse(String text) {
        try {
            return of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new InvalidArgumentException("the text is no version", "text", text);
        }
    }

    /** Makes one of what {@link #element} returned. */
    static Version of(long element) {
        if (element < 0) {
            throw new InvalidArgumentException("a version is not negative", "version", element);
        }
        return new Version(element);
    }

    /** As what it stands in a tuple, where it sorts as it compares. */
    long element() {
        return number;
    }

    Version next() {
        return new Version(Math.addExact(number, 1));
    }

    @Override
    public int compareTo(Version other) {
        return Long.compare(number, other.number);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version version && number == version.number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
