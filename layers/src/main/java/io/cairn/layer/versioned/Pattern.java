package io.cairn.layer.versioned;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tuples are meant: for each column an element, or a {@link Variable} for any. Immutable,
 * thread-safe, never closed.
 */
public final class Pattern {

    private final @Nullable Variable[] variables;
    private final Tuple values;
    private final int mask;

    /** Of values that are null where a variable is not. */
    private Pattern(@Nullable Variable[] variables, Tuple values) {
        this.variables = variables;
        this.values = values;
        int bound = 0;
        for (int i = 0; i < variables.length; i++) {
            bound |= variables[i] == null ? 1 << i : 0;
        }
        this.mask = bound;
    }

    /**
     * Makes a pattern.
     *
     * @param columns for each column a variable or what a {@link Tuple} can have there
     * @return the pattern
     * @throws InvalidArgumentException when there are too many columns, or one is neither
     */
    public static Pattern of(@Nullable Object... columns) {
        if (columns.length > ColumnOrders.COLUMNS_MAX) {
            throw new InvalidArgumentException(
                    "the pattern has more columns than a store can have",
                    "columns",
                    columns.length,
                    "max",
                    ColumnOrders.COLUMNS_MAX);
        }
        @Nullable Variable[] variables = new Variable[columns.length];
        @Nullable Object[] values = columns.clone();
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] instanceof Variable variable) {
                variables[i] = variable;
                values[i] = null;
            }
        }
        return new Pattern(variables, Tuple.of(values));
    }

    /** The pattern of one tuple, which has no more columns than a store can have. */
    static Pattern exact(Tuple tuple) {
        return new Pattern(new Variable[tuple.size()], tuple);
    }

    int size() {
        return variables.length;
    }

    /** Bit i is set when column i is no variable. */
    int mask() {
        return mask;
    }

    boolean isExact() {
        return Integer.bitCount(mask) == size();
    }

    /** The only tuple it can match, if it has no variables. */
    Tuple tuple() {
        return values;
    }

    /** The bound elements, if they come first in an order of the columns. */
    @Nullable Object[] bound(int[] order) {
        @Nullable Object[] bound = new Object[Integer.bitCount(mask)];
        Arrays.setAll(bound, i -> values.get(order[i]));
        return bound;
    }

    /** The bound elements before the first variable. */
    @Nullable Object[] leading() {
        return values.slice(0, Integer.numberOfTrailingZeros(~mask)).elements().toArray();
    }

    boolean matches(Tuple tuple) {
        Map<Variable, @Nullable Object> met = new HashMap<>();
        for (int i = 0; i < variables.length; i++) {
            Variable variable = variables[i];
            Object element = tuple.get(i);
            if (variable == null) {
                if (!Objects.deepEquals(values.get(i), element)) {
                    return false;
                }
            } else if (variable.isNamed()) {
                if (met.containsKey(variable) && !Objects.deepEquals(met.get(variable), element)) {
                    return false;
                }
                met.put(variable, element);
            }
        }
        return true;
    }

    /** How many columns are bound once these names are. */
    int boundWith(Set<String> names) {
        int bound = 0;
        for (Variable variable : variables) {
            bound += variable == null || names.contains(variable.name()) ? 1 : 0;
        }
        return bound;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable != null && variable.isNamed()) {
                names.add(variable.name());
            }
        }
        return names;
    }

    /** Puts elements in the place of variables. */
    Pattern with(Map<String, @Nullable Object> row) {
        @Nullable Variable[] rest = variables.clone();
        @Nullable Object[] filled = values.elements().toArray();
        for (int i = 0; i < rest.length; i++) {
            Variable variable = rest[i];
            if (variable != null && row.containsKey(variable.name())) {
                rest[i] = null;
                filled[i] = row.get(variable.name());
            }
        }
        return new Pattern(rest, Tuple.of(filled));
    }

    /** Adds to a row what the variables stand for in a tuple that matches. */
    Map<String, @Nullable Object> row(Map<String, @Nullable Object> row, Tuple tuple) {
        Map<String, @Nullable Object> longer = new LinkedHashMap<>(row);
        for (int i = 0; i < variables.length; i++) {
            Variable variable = variables[i];
            if (variable != null && variable.isNamed()) {
                longer.put(variable.name(), tuple.get(i));
            }
        }
        return Collections.unmodifiableMap(longer);
    }

    @Override
    public String toString() {
        @Nullable Object[] shown = values.elements().toArray();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = variables[i] == null ? shown[i] : variables[i];
        }
        return Arrays.toString(shown);
    }
}
