package io.cairn.toon;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parts of a line, for those who make a table piece by piece. Separators are left to the
 * caller. Not thread-safe.
 */
public final class ToonWriter {

    /** Stands between two cells. */
    public static final char CELL_SEPARATOR = ',';

    /** Stands between two rows. */
    public static final char ROW_SEPARATOR = ';';

    /** A table without rows in {@link ToonStyle#REPLY}. */
    public static final String NO_ROWS = "[]";

    /** Null in {@link ToonStyle#REPLY}. */
    static final String EMPTY_SET = "\u2205";

    /** Begins a cell of bytes. */
    static final String BASE64 = "b64:";

    private static final int DECIMALS = 6;

    private final StringBuilder out;
    private final ToonStyle style;

    /**
     * Begins to write.
     *
     * @param out where the text is appended
     * @param style how cells are spelled
     */
    public ToonWriter(StringBuilder out, ToonStyle style) {
        this.out = out;
        this.style = style;
    }

    /**
     * Writes everything up to the colon.
     *
     * @param name the table's name
     * @param rows the number of rows that follow
     * @param fields the names of the columns
     */
    public void header(String name, long rows, List<String> fields) {
        name(name);
        out.append('[').append(rows).append("]{");
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                out.append(CELL_SEPARATOR);
            }
            name(fields.get(i));
        }
        out.append("}:");
    }

    /**
     * Writes a cell.
     *
     * @param value null, or a scalar of a type that {@link ToonTable} keeps
     * @throws InvalidArgumentException when it cannot be spelled in the style
     * @throws LimitException when a number has more than 400 characters
     */
    public void cell(@Nullable Object value) {
        switch (value) {
            case null -> out.append(style == ToonStyle.REPLY ? EMPTY_SET : "");
            case Boolean truth -> out.append(truth(truth));
            case Double number -> out.append(number(number));
            case BigDecimal number when style == ToonStyle.REPLY -> out.append(sixDecimals(number));
            case Number number -> out.append(bounded(number));
            case byte[] bytes ->
                    out.append(BASE64).append(Base64.getEncoder().encodeToString(bytes));
            case String text -> {
                if (isBare(text) && !readsAsAnotherType(text)) {
                    out.append(text);
                } else {
                    quoted(text);
                }
            }
            default ->
                    throw new InvalidArgumentException(
                            "a cell is not a scalar", "type", value.getClass().getName());
        }
    }

    /**
     * Writes a text whose type nobody knows: it stays bare where it looks like a number or a
     * boolean, and is then read as one. It is never read as null or as bytes.
     *
     * @param text the text
     */
    public void untyped(String text) {
        boolean bare =
                isBare(text) && !text.startsWith(BASE64) && !(text.equals(EMPTY_SET) && isReply());
        if (bare) {
            out.append(text);
        } else {
            quoted(text);
        }
    }

    private boolean isReply() {
        return style == ToonStyle.REPLY;
    }

    private void name(String name) {
        boolean bare = isReply() ? LineReader.isReadableBare(name) : isIdentifier(name);
        if (bare) {
            out.append(name);
        } else {
            quoted(name);
        }
    }

    private String truth(boolean truth) {
        if (isReply()) {
            return truth ? "T" : "F";
        }
        return Boolean.toString(truth);
    }

    private String number(double number) {
        if (!Double.isFinite(number)) {
            if (!isReply()) {
                throw new InvalidArgumentException(
                        "a fraction without a value cannot be written", "value", number);
            }
            return Double.isNaN(number) ? "NaN" : number > 0 ? "inf" : "-inf";
        }
        if (!isReply()) {
            return Double.toString(number);
        }
        String text = sixDecimals(new BigDecimal(number));
        boolean signLost = Double.doubleToRawLongBits(number) < 0 && text.charAt(0) != '-';
        return signLost ? "-" + text : text;
    }

    private static String sixDecimals(BigDecimal number) {
        if (Math.abs((long) number.precision() - number.scale()) > Numbers.CHARS_MAX) {
            throw tooLong(number.precision());
        }
        return number.setScale(DECIMALS, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String bounded(Number number) {
        String text = number.toString();
        if (text.length() > Numbers.CHARS_MAX) {
            throw tooLong(text.length());
        }
        return text;
    }

    private static LimitException tooLong(int actual) {
        return new LimitException(
                "a number has too many digits to be written",
                "limit",
                "numberChars",
                "max",
                Numbers.CHARS_MAX,
                "actual",
                actual);
    }

    private boolean readsAsAnotherType(String text) {
        if (text.startsWith(BASE64) || Numbers.looksLikeNumber(text)) {
            return true;
        }
        return isReply()
                ? text.equals("T") || text.equals("F") || text.equals(EMPTY_SET)
                : text.equals("true") || text.equals("false");
    }

    /** Tells whether a cell can stand without quotes as far as its characters go. */
    private static boolean isBare(String text) {
        if (text.isEmpty() || isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == CELL_SEPARATOR || c == ROW_SEPARATOR || isSpecial(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpecial(char c) {
        return c == '"' || c == '\\' || Character.isISOControl(c);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isIdentifier(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean later = (c >= '0' && c <= '9') || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c);
            }
        }
        out.append('"');
    }
}
