package io.cairn.toon;

import dev.toonformat.jtoon.JToon;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnsupportedRequestException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The published TOON format, of several indented lines, written and read by the library jtoon.
 * Stateless and thread-safe.
 *
 * <p>The library is optional: without it every method throws {@link UnsupportedRequestException}.
 * The format knows the types of JSON only: bytes become text that begins with {@code b64:}, and a
 * table without rows loses its fields.
 */
public final class OfficialToon {

    private static final String LIBRARY = "dev.toonformat:jtoon";

    private OfficialToon() {}

    /**
     * Writes a table.
     *
     * @param table the table
     * @return the text
     * @throws UnsupportedRequestException when jtoon or a library that it needs is missing
     * @throws InvalidArgumentException when a cell is a fraction without a value, as NaN is
     */
    public static String encode(ToonTable table) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(table.rows().size());
        for (Map<String, @Nullable Object> row : table.rows()) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            row.forEach((field, value) -> plain.put(field, plain(value, field)));
            rows.add(plain);
        }
        return withLibrary(() -> JToon.encode(Map.of(table.name(), rows)));
    }

    /**
     * Reads a table: one named array whose elements are objects of scalars.
     *
     * @param text the text
     * @return the table; its fields are in the order in which the rows first have them
     * @throws UnsupportedRequestException when jtoon or a library that it needs is missing
     * @throws InvalidArgumentException when the text is malformed or is not one table
     */
    public static ToonTable decode(String text) {
        Object root =
                withLibrary(() -> {
                    try {
                        return JToon.decode(text);
                    } catch (IllegalArgumentException e) {
                        throw notATable(String.valueOf(e.getMessage()));
                    }
                });
        if (!(root instanceof Map<?, ?> map) || map.size() != 1) {
            throw notATable("it is not one named array");
        }
        Map.Entry<?, ?> table = map.entrySet().iterator().next();
        if (!(table.getValue() instanceof List<?> list)) {
            throw notATable("what it names is not an array");
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>(list.size());
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> cells)) {
                throw notATable("an element of the array is not an object");
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            cells.forEach((field, value) -> row.put(String.valueOf(field), value));
            rows.add(row);
        }
        return ToonTable.of(String.valueOf(table.getKey()), rows);
    }

    private static @Nullable Object plain(@Nullable Object value, String field) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw new InvalidArgumentException(
                    "a fraction without a value cannot be written", "field", field, "value", value);
        }
        return value instanceof byte[] bytes
                ? ToonWriter.BASE64 + Base64.getEncoder().encodeToString(bytes)
                : value;
    }

    private static <R> R withLibrary(Supplier<R> body) {
        try {
            return body.get();
        } catch (LinkageError e) {
            throw new UnsupportedRequestException(
                    "official TOON needs a library that is not on the class path or module path",
                    "library",
                    LIBRARY,
                    "missing",
                    e.getMessage());
        }
    }

    private static InvalidArgumentException notATable(String why) {
        return new InvalidArgumentException("the text is not a TOON table", "reason", why);
    }
}
