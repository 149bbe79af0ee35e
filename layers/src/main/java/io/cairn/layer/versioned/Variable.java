package io.cairn.layer.versioned;

import io.cairn.error.InvalidArgumentException;

/**
 * Stands in a {@link Pattern} for any element. Immutable, thread-safe, never closed.
 *
 * @param name what the element is called in the result; empty for {@link #any}
 */
public record Variable(String name) {

    private static final Variable ANY = new Variable("");

    /**
     * Returns a variable with a name. Where it stands several times it stands for equal elements.
     *
     * @param name the name
     * @return the variable
     * @throws InvalidArgumentException when the name is empty
     */
    public static Variable of(String name) {
        if (name.isEmpty()) {
            throw new InvalidArgumentException(
                    "a variable has a name, or is Variable.any()", "name", name);
        }
        return new Variable(name);
    }

    /**
     * Returns the variable whose element is of no interest; each one is another.
     *
     * @return the variable without a name
     */
    public static Variable any() {
        return ANY;
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    @Override
    public String toString() {
        return "?" + name;
    }
}
