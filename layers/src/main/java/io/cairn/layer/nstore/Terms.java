package io.cairn.layer.nstore;

import io.cairn.layer.tuple.Tuple;
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

    /** Stands for any element and binds none. */
    private static final int ANY = -2;

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
            } else if (variable.isAny()) {
                variables[column] = ANY;
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

    /** Returns the number of a column's variable; negative when it has none with a name. */
    int variable(int column) {
        return variables[column];
    }

    /** Returns the pattern of the rows that have the elements of some known columns. */
    Pattern pattern(int known, @Nullable Object[] elements) {
        @Nullable Object[] values = new Object[variables.length];
        @Nullable Variable[] others = new Variable[variables.length];
        for (int column = 0; column < variables.length; column++) {
            int variable = variables[column];
            if ((known & 1 << column) == 0) {
                others[column] = Variable.any();
            } else {
                values[column] = variable == CONSTANT ? constants[column] : elements[variable];
            }
        }
        return new Pattern(Tuple.of(values), others);
    }

    /** Returns the set of columns, a bit for each, that are known when the bound variables are. */
    int known(BitSet bound) {
        int set = 0;
        for (int column = 0; column < variables.length; column++) {
            if (variables[column] == CONSTANT
                    || (variables[column] >= 0 && bound.get(variables[column]))) {
                set |= 1 << column;
            }
        }
        return set;
    }

    /** Tells whether one of the bound variables is in it. */
    boolean shares(BitSet bound) {
        for (int variable : variables) {
            if (variable >= 0 && bound.get(variable)) {
                return true;
            }
        }
        return false;
    }

    /** Adds its variables to those that are bound. */
    void bind(BitSet bound) {
        for (int variable : variables) {
            if (variable >= 0) {
                bound.set(variable);
            }
        }
    }
}
