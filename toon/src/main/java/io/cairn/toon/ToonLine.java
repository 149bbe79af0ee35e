package io.cairn.toon;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one-line form of a table: {@code name[N]{f1,f2}:v,v;v,v}. Stateless and thread-safe.
 *
 * <p>Rows are separated by {@code ;} and cells by {@code ,}. A cell is bare unless it is empty,
 * begins or ends with space, contains a separator, a quote, a backslash or a control character, or
 * would be read as another type; then it is in double quotes with the escapes {@code \\ \" \n \r
 * \t}. Bytes are {@code b64:} and Base64.
 */
public final class ToonLine {

    private ToonLine() {}

    /**
     * Writes a table for a document.
     *
     * @param table the table
     * @return one line
     * @throws InvalidArgumentException when a cell is a fraction without a value, as NaN is
     * @throws LimitException when a number has more than 400 characters
     */
    public static String encode(ToonTable table) {
        return encode(table, ToonStyle.DOCUMENT);
    }

    /**
     * Writes a table.
     *
     * @param table the table
     * @param style how cells are spelled
     * @return one line
     * @throws InvalidArgumentException when a cell cannot be spelled in the style, as NaN in {@link
     *     ToonStyle#DOCUMENT}
     * @throws LimitException when a number has more than 400 characters
     */
    public static String encode(ToonTable table, ToonStyle style) {
        if (style == ToonStyle.REPLY && table.rows().isEmpty()) {
            return ToonWriter.NO_ROWS;
        }
        StringBuilder line = new StringBuilder();
        ToonWriter writer = new ToonWriter(line, style);
        writer.header(table.name(), table.rows().size(), table.fields());
        List<String> fields = table.fields();
        boolean laterRow = false;
        for (Map<String, @Nullable Object> row : table.rows()) {
            if (laterRow) {
                line.append(ToonWriter.ROW_SEPARATOR);
            }
            laterRow = true;
            for (int i = 0; i < fields.size(); i++) {
                if (i > 0) {
                    line.append(ToonWriter.CELL_SEPARATOR);
                }
                writer.cell(row.get(fields.get(i)));
            }
        }
        return line.toString();
    }

    /**
     * Reads a line of a document, strictly.
     *
     * @param line the line
     * @return its table
     * @throws InvalidArgumentException when it is malformed; the context has the position
     * @throws LimitException when it is too large
     */
    public static ToonTable decode(String line) {
        return decode(line, ToonOptions.strict(ToonStyle.DOCUMENT));
    }

    /**
     * Reads a line.
     *
     * @param line the line
     * @param options how it is read
     * @return its table
     * @throws InvalidArgumentException when it is malformed; the context has the position
     * @throws LimitException when it is larger than the options allow
     */
    public static ToonTable decode(String line, ToonOptions options) {
        if (line.length() > options.charsMax()) {
            throw new LimitException(
                    "a TOON line is too long",
                    "limit",
                    "charsMax",
                    "max",
                    options.charsMax(),
                    "actual",
                    line.length());
        }
        return new LineReader(line, options).table();
    }
}
