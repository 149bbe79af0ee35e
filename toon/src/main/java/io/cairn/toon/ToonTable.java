package io.cairn.toon;

import io.cairn.error.InvalidArgumentException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of scalars. Immutable, but for byte arrays in its cells, which are not copied.
 *
 * <p>A cell is null, a {@code Boolean}, a {@code Long}, a {@code BigInteger} that no {@code Long}
 * holds, a {@code Double}, a {@code BigDecimal} that no {@code Double} is printed like, a {@code
 * String} or a {@code byte[]}. Other numbers of the JDK are converted to the one of these types
 * that has their value.
 *
 * @param name the table's name
 * @param fields the names of the columns, each one once
 * @param rows the rows; each has exactly the fields, in their order
 */
public record ToonTable(
        String name, List<String> fields, List<Map<String, @Nullable Object>> rows) {

    /**
     * Reduces every row to the fields: what is missing becomes null, other keys are left out.
     *
     * @throws InvalidArgumentException when a field is given twice, or a cell is not a scalar
     */
    public ToonTable {
        Objects.requireNonNull(name, "name");
        fields = List.copyOf(fields);
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            if (!seen.add(field)) {
                throw new InvalidArgumentException("a field is given twice", "field", field);
            }
        }
        List<Map<String, @Nullable Object>> reduced = new ArrayList<>(rows.size());
        for (Map<String, @Nullable Object> row : rows) {
            reduced.add(reduced(fields, row, reduced.size()));
        }
        rows = Collections.unmodifiableList(reduced);
    }

    /**
     * Makes a table of all the keys that rows have.
     *
     * @param name the table's name
     * @param rows the rows
     * @return the table; its fields are in the order in which the rows first have them
     */
    public static ToonTable of(String name, List<Map<String, @Nullable Object>> rows) {
        Set<String> fields = new LinkedHashSet<>();
        rows.forEach(row -> fields.addAll(row.keySet()));
        return new ToonTable(name, List.copyOf(fields), rows);
    }

    private static Map<String, @Nullable Object> reduced(
            List<String> fields, Map<String, @Nullable Object> row, int index) {
        Map<String, @Nullable Object> reduced = LinkedHashMap.newLinkedHashMap(fields.size());
        for (String field : fields) {
            reduced.put(field, scalar(row.get(field), field, index));
        }
        return Collections.unmodifiableMap(reduced);
    }

    private static @Nullable Object scalar(@Nullable Object value, String field, int row) {
        return switch (value) {
            case null -> null;
            case String _, Boolean _, Long _, Double _, byte[] _ -> value;
            case Byte _, Short _, Integer _ -> ((Number) value).longValue();
            case Float f -> Double.valueOf(f.toString());
            case Character c -> c.toString();
            case BigInteger integer -> Numbers.narrow(integer);
            case BigDecimal decimal -> Numbers.narrow(decimal);
            default ->
                    throw new InvalidArgumentException(
                            "a cell is not a scalar",
                            "field",
                            field,
                            "row",
                            row,
                            "type",
                            value.getClass().getName());
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ToonTable table)
                || !name.equals(table.name)
                || !fields.equals(table.fields)
                || rows.size() != table.rows.size()) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            for (String field : fields) {
                if (!Objects.deepEquals(rows.get(i).get(field), table.rows.get(i).get(field))) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, fields, rows.size());
    }
}
