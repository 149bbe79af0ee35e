package io.cairn.layer.nstore;

import io.cairn.error.InvalidArgumentException;

/**
 * Stands for any element in a {@link Pattern}; where it stands more than once, for the same one.
 * Immutable, thread-safe.
 *
 * @param name what it is called in a {@link Binding}; empty for {@link #any}
 */
public record Variable(String name) {

    private static final Variable ANY = new Variable("");

    /**
     * Makes a variable.
     *
     * @param name its name
     * @return the variable; others of this name equal it
     * @throws InvalidArgumentException when the name is empty
     */
    public static Variable of(String name) {
        if (name.isEmpty()) {
            throw new InvalidArgumentException(
                    "a variable must have a name, or be Variable.any()", "argument", "name");
        }
        return new Variable(name);
    }

    /**
     * Returns the variable whose element is of no interest; each one is another, and no binding has
     * it.
     *
     * @return the variable without a name
     */
    public static Variable any() {
        return ANY;
    }

    boolean isAny() {
        return name.isEmpty();
    }

    @Override
    public String toString() {
        return "?" + name;
    }
}
