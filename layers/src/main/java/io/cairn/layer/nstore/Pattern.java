package io.cairn.layer.nstore;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are asked for: a constant or a {@link Variable} for each column. A row matches when it
 * has the constants, and one element wherever the same variable stands. Constants are compared as
 * packed: 1 and 1L are the same, 1 and 1.0 are not, nor are "a" and "a\0".
 *
 * <p>Immutable, thread-safe.
 */
public final class Pattern {

    private final Tuple constants;
    private final @Nullable Variable[] variables;

    /** Makes one of constants that are null where a variable is not; the array is not copied. */
    Pattern(Tuple constants, @Nullable Variable[] variables) {
        this.constants = constants;
        this.variables = variables;
    }

    /**
     * Makes a pattern.
     *
     * @param terms a {@link Variable} or an element of a {@link Tuple} for each column; null is the
     *     element null
     * @return the pattern
     * @throws InvalidArgumentException when a term is neither, or cannot be packed
     */
    public static Pattern of(@Nullable Object... terms) {
        @Nullable Object[] constants = terms.clone();
        @Nullable Variable[] variables = new Variable[terms.length];
        for (int column = 0; column < terms.length; column++) {
            if (terms[column] instanceof Variable variable) {
                variables[column] = variable;
                constants[column] = null;
            }
        }
        Pattern pattern = new Pattern(Tuple.of(constants), variables);
        pattern.constants.pack();
        return pattern;
    }

    /**
     * Returns how many terms it has.
     *
     * @return the number of columns
     */
    public int columns() {
        return variables.length;
    }

    /**
     * Returns a term.
     *
     * @param column from 0 on
     * @return the variable or the constant; an array is owned by the caller
     * @throws IndexOutOfBoundsException when it has no such column
     */
    public @Nullable Object term(int column) {
        Variable variable = variable(column);
        return variable == null ? constants.get(column) : variable;
    }

    /**
     * Tells whether a row has the constants, and one element wherever the same variable stands.
     *
     * @param row an element for each column
     * @return false also when it has another number of columns
     */
    public boolean matches(Tuple row) {
        if (row.size() != variables.length) {
            return false;
        }
        for (int column = 0; column < variables.length; column++) {
            Variable variable = variables[column];
            if (variable == null) {
                if (!same(constants, column, row, column)) {
                    return false;
                }
            } else if (!variable.isAny()) {
                int first = Arrays.asList(variables).indexOf(variable);
                if (first < column && !same(row, first, row, column)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Tells whether two elements are packed alike, which those that are not equal never are. */
    static boolean same(Tuple one, int at, Tuple other, int there) {
        return Objects.deepEquals(one.get(at), other.get(there))
                && Arrays.equals(
                        one.slice(at, at + 1).pack(), other.slice(there, there + 1).pack());
    }

    /** Returns the set of columns, a bit for each, that have constants. */
    int known() {
        int set = 0;
        for (int column = 0; column < variables.length; column++) {
            set |= variables[column] == null ? 1 << column : 0;
        }
        return set;
    }

    /** Returns the constants, null where a variable stands. */
    Tuple constants() {
        return constants;
    }

    /** Returns what stands in a column unless it is a constant. */
    @Nullable Variable variable(int column) {
        return variables[Objects.checkIndex(column, variables.length)];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pattern pattern
                && constants.equals(pattern.constants)
                && Arrays.equals(variables, pattern.variables);
    }

    @Override
    public int hashCode() {
        return 31 * constants.hashCode() + Arrays.hashCode(variables);
    }

    @Override
    public String toString() {
        StringJoiner joined = new StringJoiner(", ", "(", ")");
        for (int column = 0; column < variables.length; column++) {
            String constant = constants.slice(column, column + 1).toString();
            joined.add(
                    variables[column] == null
                            ? constant.substring(1, constant.length() - 1)
                            : variables[column].toString());
        }
        return joined.toString();
    }
}
