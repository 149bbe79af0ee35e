package io.cairn.layer.nstore;

import java.util.BitSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pattern in a query: variables are numbers, and what is known from the start is a constant.
 * Thread-safe.
 */
final class Terms {

    private static final int CONSTANT = -1;

    private final @Nullable Object[] constants;
    private final int[] variables;

    /**
     * Numbers a pattern's variables.
     *
     * @param numbers the numbers of variables by name; those of the pattern are in it
     * @param known what some of them stand for
     */
    Terms(Pattern pattern, Map<String, Integer> numbers, Binding known) {
        constants = new Object[pattern.columns()];
        variables = new int[constants.length];
        for (int column = 0; column < constants.length; column++) {
            Variable variable = pattern.variable(column);
            variables[column] = CONSTANT;
            if (variable == null) {
                constants[column] = pattern.term(column);
            } else if (known.has(variable.name())) {
                constants[column] = known.get(variable.name());
            } else {
                variables[column] = number(variable.name(), numbers);
            }
        }
    }

    private static int number(String name, Map<String, Integer> numbers) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    int columns() {
        return variables.length;
    }

    /** Returns the number of a column's variable, which it must have. */
    int variable(int column) {
        return variables[column];
    }

    /** Returns a column's element, given those of the variables. */
    @Nullable Object element(int column, @Nullable Object[] elements) {
        int variable = variables[column];
        return variable == CONSTANT ? constants[column] : elements[variable];
    }

    /** Returns the set of columns, a bit for each, that are known when the bound variables are. */
    int known(BitSet bound) {
        int set = 0;
        for (int column = 0; column < variables.length; column++) {
            if (variables[column] == CONSTANT || bound.get(variables[column])) {
                set |= 1 << column;
            }
        }
        return set;
    }

    /** Tells whether one of the bound variables is in it. */
    boolean shares(BitSet bound) {
        for (int variable : variables) {
            if (variable != CONSTANT && bound.get(variable)) {
                return true;
            }
        }
        return false;
    }

    /** Adds its variables to those that are bound. */
    void bind(BitSet bound) {
        for (int variable : variables) {
            if (variable != CONSTANT) {
                bound.set(variable);
            }
        }
    }
}
