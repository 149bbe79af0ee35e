package io.cairn.sql;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** CAST. Stateless. */
final class Casts {

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
    private static final Pattern FRACTION =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final double LONG_LIMIT = 0x1p63;

    private Casts() {}

    /** Converts a value that is not null. */
    static Object cast(Object value, RelDataType type) {
        SqlTypeName name = type.getSqlTypeName();
        return switch (name) {
            case INTEGER, BIGINT -> integer(value, name);
            case DOUBLE, FLOAT, REAL -> fraction(value);
            // Only the planner asks for CHAR, to pad texts that are to be of one length.
            case CHAR -> text(value);
            case VARCHAR -> cut(text(value), type.getPrecision());
            case BOOLEAN -> truth(value);
            case VARBINARY, BINARY -> {
                if (value instanceof byte[]) {
                    yield value;
                }
                throw impossible(value, name);
            }
            default -> throw Errors.unsupported("a CAST to " + name);
        };
    }

    private static Object integer(Object value, SqlTypeName name) {
        long result =
                switch (value) {
                    case Long n -> n;
                    case Double d when Math.abs(d) < LONG_LIMIT -> d.longValue();
                    case String text when INTEGER.matcher(text.strip()).matches() -> parsed(text);
                    default -> throw impossible(value, name);
                };
        if (name == SqlTypeName.INTEGER && (int) result != result) {
            throw impossible(value, name);
        }
        return result;
    }

    private static long parsed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw impossible(text, SqlTypeName.BIGINT);
        }
    }

    private static Object fraction(Object value) {
        return switch (value) {
            case Long n -> (double) n;
            case Double d -> d;
            case String text when FRACTION.matcher(text.strip()).matches() ->
                    Values.normal(Double.parseDouble(text.strip()));
            default -> throw impossible(value, SqlTypeName.DOUBLE);
        };
    }

    private static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth ? "TRUE" : "FALSE";
            case Long n -> n.toString();
            case Double d -> d.toString();
            default -> throw impossible(value, SqlTypeName.VARCHAR);
        };
    }

    private static String cut(String text, int length) {
        return length < 0
                        || length >= text.length()
                        || text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length));
    }

    private static Object truth(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            switch (text.strip().toUpperCase(Locale.ROOT)) {
                case "TRUE" -> {
                    return true;
                }
                case "FALSE" -> {
                    return false;
                }
                default -> {}
            }
        }
        throw impossible(value, SqlTypeName.BOOLEAN);
    }

    private static RuntimeException impossible(Object value, SqlTypeName type) {
        return Errors.value(Values.describe(value) + " cannot be cast to " + type);
    }
}
