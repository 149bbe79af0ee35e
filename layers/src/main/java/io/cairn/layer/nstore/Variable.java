package io.cairn.layer.nstore;

import io.cairn.error.InvalidArgumentException;

/**
 * Stands for any element in a {@link Pattern}; where it stands more than once, for the same one.
 * Immutable, thread-safe.
 *
 * @param name what it is called in a {@link Binding}
 */
public record Variable(String name) {

    /** Checks. */
    public Variable {
        if (name.isEmpty()) {
            throw new InvalidArgumentException("a variable must have a name", "argument", "name");
        }
    }

    /**
     * Makes a variable.
     *
     * @param name its name
     * @return the variable; others of this name equal it
     * @throws InvalidArgumentException when the name is empty
     */
    public static Variable of(String name) {
        return new Variable(name);
    }

    @Override
    public String toString() {
        return "?" + name;
    }
}
