package io.cairn.toon;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one line from left to right, without recursion. Used once, by one thread. */
final class LineReader {

    private static final String NAME_ENDS = "[]{}:,;\"\\";

    private final String line;
    private final ToonOptions options;
    private int at;

    LineReader(String line, ToonOptions options) {
        this.line = line;
        this.options = options;
    }

    /** Tells whether a name can be read back without quotes. */
    static boolean isReadableBare(String name) {
        return !name.isEmpty()
                && name.chars().noneMatch(c -> isNameEnd((char) c))
                && name.strip().length() == name.length();
    }

    ToonTable table() {
        if (options.style() == ToonStyle.REPLY
                && (line.isEmpty() || line.equals(ToonWriter.NO_ROWS))) {
            return new ToonTable("result", List.of(), List.of());
        }
        String name = name("the table's name");
        expect('[');
        long count = count();
        expect(']');
        expect('{');
        List<String> fields = fields();
        expect(':');
        return new ToonTable(name, fields, rows(fields, count));
    }

    private long count() {
        int from = at;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        if (at == from || at - from > Integer.toString(Integer.MAX_VALUE).length()) {
            throw malformed("the number of rows is missing or too large", from);
        }
        return Long.parseLong(line, from, at, 10);
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        if (next() == '}') {
            at++;
            return fields;
        }
        while (true) {
            fields.add(name("a field's name"));
            if (next() != ',') {
                expect('}');
                return fields;
            }
            at++;
        }
    }

    private String name(String what) {
        int from = at;
        if (next() == '"') {
            return quoted();
        }
        while (at < line.length() && !isNameEnd(line.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed(what + " is missing", from);
        }
        return line.substring(from, at);
    }

    private List<Map<String, @Nullable Object>> rows(List<String> fields, long count) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        if (at == line.length() && count == 0) {
            return rows;
        }
        long cells = 0;
        while (true) {
            int from = at;
            Map<String, @Nullable Object> row = row(fields);
            boolean skipped = !options.strict() && at == from && fields.size() > 1;
            if (!skipped) {
                rows.add(row);
                cells += Math.max(1, fields.size());
                checkCells(cells);
            }
            if (options.strict() && rows.size() > count) {
                throw malformed("there are more rows than the " + count + " announced", from);
            }
            if (at == line.length()) {
                break;
            }
            at++;
        }
        if (options.strict() && rows.size() != count) {
            throw malformed(
                    "there are " + rows.size() + " rows where " + count + " are announced", at);
        }
        return rows;
    }

    /** Reads the cells up to the end of a row, and stops there. */
    private Map<String, @Nullable Object> row(List<String> fields) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        int from = at;
        int width = 0;
        while (true) {
            int cellAt = at;
            @Nullable Object cell = cell();
            boolean nothing = fields.isEmpty() && at == cellAt && width == 0;
            if (!nothing) {
                if (width < fields.size()) {
                    row.put(fields.get(width), cell);
                } else if (options.strict()) {
                    throw malformed("a row has more than the " + fields.size() + " fields", cellAt);
                }
                width++;
            }
            if (at == line.length() || line.charAt(at) == ToonWriter.ROW_SEPARATOR) {
                break;
            }
            at++;
        }
        if (options.strict() && width < fields.size()) {
            throw malformed("a row has " + width + " cells for " + fields.size() + " fields", from);
        }
        return row;
    }

    private @Nullable Object cell() {
        if (!options.strict()) {
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
        }
        if (at < line.length() && line.charAt(at) == '"') {
            String text = quoted();
            if (at < line.length() && !isCellEnd(line.charAt(at))) {
                throw malformed("there is text between a closing quote and the separator", at);
            }
            return text;
        }
        int from = at;
        while (at < line.length() && !isCellEnd(line.charAt(at))) {
            char c = line.charAt(at);
            if (options.strict() && (c == '"' || c == '\\')) {
                throw malformed("a quote or backslash stands in a cell without quotes", at);
            }
            at++;
        }
        String bare = line.substring(from, at);
        if (!options.strict()) {
            bare = bare.stripTrailing();
        }
        return options.typed() ? typed(bare, from) : bare;
    }

    private @Nullable Object typed(String bare, int from) {
        boolean reply = options.style() == ToonStyle.REPLY;
        if (reply ? bare.equals(ToonWriter.EMPTY_SET) : bare.isEmpty()) {
            return null;
        }
        if (bare.equals(reply ? "T" : "true")) {
            return true;
        }
        if (bare.equals(reply ? "F" : "false")) {
            return false;
        }
        if (Numbers.isNumber(bare)) {
            return number(bare, from);
        }
        if (bare.startsWith(ToonWriter.BASE64)) {
            try {
                return Base64.getDecoder().decode(bare.substring(ToonWriter.BASE64.length()));
            } catch (IllegalArgumentException e) {
                throw malformed("what follows b64: is not Base64", from);
            }
        }
        return bare;
    }

    private Number number(String bare, int from) {
        if (bare.length() > Numbers.CHARS_MAX) {
            throw malformed("a number has more than " + Numbers.CHARS_MAX + " characters", from);
        }
        try {
            return Numbers.parse(bare);
        } catch (NumberFormatException e) {
            throw malformed("a number's exponent is out of range", from);
        }
    }

    private String quoted() {
        int from = at++;
        StringBuilder text = new StringBuilder();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return text.toString();
            }
            text.append(c == '\\' ? escaped(from) : c);
        }
        throw malformed("a quote is not closed", from);
    }

    private char escaped(int quoteAt) {
        if (at == line.length()) {
            throw malformed("a quote is not closed", quoteAt);
        }
        char c = line.charAt(at++);
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> {
                at--;
                if (options.strict()) {
                    throw malformed("there is no such escape", at - 1);
                }
                yield '\\';
            }
        };
    }

    private int next() {
        return at < line.length() ? line.charAt(at) : -1;
    }

    private void expect(char c) {
        if (next() != c) {
            throw malformed("a '" + c + "' is missing", at);
        }
        at++;
    }

    private void checkCells(long cells) {
        if (cells > options.cellsMax()) {
            throw new LimitException(
                    "a TOON line has too many cells",
                    "limit",
                    "cellsMax",
                    "max",
                    options.cellsMax(),
                    "position",
                    at);
        }
    }

    private static boolean isNameEnd(char c) {
        return NAME_ENDS.indexOf(c) >= 0 || Character.isISOControl(c);
    }

    private static boolean isCellEnd(char c) {
        return c == ToonWriter.CELL_SEPARATOR || c == ToonWriter.ROW_SEPARATOR;
    }

    private static InvalidArgumentException malformed(String what, int position) {
        return new InvalidArgumentException(
                "the TOON line is malformed: " + what, "position", position);
    }
}
