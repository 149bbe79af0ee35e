package io.cairn.filter.lua;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Lua's {@code string.format}. Used for one call. */
final class StringFormat {

    /** What a directive makes of a number is shorter, in bytes. */
    private static final int NUMBER_BYTES_MAX = 512;

    private static final int DEFAULT_PRECISION = 6;
    private static final int DIGITS_MAX = 2;
    private static final double LONG_MAX = 0x1p63;

    private final LuaString text;
    private final Varargs arguments;
    private final Budget budget;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int at;
    private String flags = "";
    private int width;

    /** The digits behind the point, or of the text; negative when it is not said. */
    private int precision;

    private StringFormat(Varargs arguments, Budget budget) {
        this.text = arguments.checkstring(1);
        this.arguments = arguments;
        this.budget = budget;
    }

    /** format(text, arguments). */
    static Varargs format(Varargs arguments, Budget budget) {
        return new StringFormat(arguments, budget).format();
    }

    private LuaValue format() {
        budget.memory(2L * text.m_length);
        int argument = 1;
        while (at < text.m_length) {
            int c = text.luaByte(at++);
            if (c != '%') {
                out.write(c);
            } else if (at < text.m_length && text.luaByte(at) == '%') {
                out.write(text.luaByte(at++));
            } else {
                argument++;
                directive(argument);
            }
        }
        return LuaString.valueUsing(out.toByteArray());
    }

    private void directive(int argument) {
        int start = at;
        while (at < text.m_length && "-+ #0".indexOf(text.luaByte(at)) >= 0) {
            at++;
        }
        flags = text.substring(start, at).tojstring();
        width = Math.max(0, digits());
        precision = -1;
        if (at < text.m_length && text.luaByte(at) == '.') {
            at++;
            precision = Math.max(0, digits());
        }
        budget.memory(NUMBER_BYTES_MAX);
        char kind = at < text.m_length ? (char) text.luaByte(at++) : 0;
        switch (kind) {
            case 'd', 'i' -> integer(Long.toString(whole(argument)));
            case 'u' -> integer(Long.toUnsignedString(whole(argument)));
            case 'o' -> integer(prefix("0") + Long.toOctalString(whole(argument)));
            case 'x' -> integer(prefix("0x") + Long.toHexString(whole(argument)));
            case 'X' ->
                    integer(
                            (prefix("0x") + Long.toHexString(whole(argument)))
                                    .toUpperCase(Locale.ROOT));
            case 'c' -> padded(LuaString.valueUsing(new byte[] {(byte) whole(argument)}));
            case 'e', 'E', 'f', 'g', 'G' -> real(arguments.checkdouble(argument), kind);
            case 's' -> string(argument);
            case 'q' -> quoted(arguments.checkstring(argument));
            default -> throw new LuaError("invalid option '%" + kind + "' to 'format'");
        }
    }

    private int digits() {
        int start = at;
        int number = 0;
        while (at < text.m_length && Character.isDigit((char) text.luaByte(at))) {
            number = 10 * number + text.luaByte(at++) - '0';
            if (at - start > DIGITS_MAX) {
                throw new LuaError("invalid format (width or precision too long)");
            }
        }
        return at == start ? -1 : number;
    }

    private boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    private String prefix(String prefix) {
        return has('#') ? prefix : "";
    }

    private long whole(int argument) {
        double number = arguments.checkdouble(argument);
        if (!(number >= -LONG_MAX && number < LONG_MAX)) {
            throw new LuaError("bad argument to 'format': the number is too large");
        }
        return (long) number;
    }

    /** Writes digits, with as many zeros before them as the precision wants. */
    private void integer(String number) {
        boolean negative = number.startsWith("-");
        String digits = negative ? number.substring(1) : number;
        String zeros = "0".repeat(Math.max(0, precision - digits.length()));
        number(negative, zeros + digits, precision < 0);
    }

    private void real(double number, char kind) {
        boolean negative = Double.doubleToRawLongBits(number) < 0 && !Double.isNaN(number);
        double size = Math.abs(number);
        if (!Double.isFinite(size)) {
            number(negative, Double.isNaN(size) ? "nan" : "inf", false);
            return;
        }
        int digits = precision < 0 ? DEFAULT_PRECISION : precision;
        String made =
                switch (kind) {
                    case 'f' ->
                            exactly(size).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
                    case 'e', 'E' -> scientific(size, digits);
                    default -> general(size, Math.max(1, digits));
                };
        number(negative, kind < 'a' ? made.toUpperCase(Locale.ROOT) : made, true);
    }

    private static BigDecimal exactly(double number) {
        return new BigDecimal(number);
    }

    private static String scientific(double number, int digits) {
        BigDecimal rounded =
                exactly(number).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        return String.format(Locale.ROOT, "%." + digits + "e", rounded);
    }

    /** The shorter of the two forms, without zeros at the end. */
    private String general(double number, int digits) {
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = exactly(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            BigDecimal shown = rounded.setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN);
            return has('#') ? shown.toPlainString() : shown.stripTrailingZeros().toPlainString();
        }
        String made = scientific(number, digits - 1);
        int e = made.indexOf('e');
        String front = made.substring(0, e);
        if (!has('#') && front.indexOf('.') >= 0) {
            front = front.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return front + made.substring(e);
    }

    private void number(boolean negative, String digits, boolean zeros) {
        String sign = negative ? "-" : has('+') ? "+" : has(' ') ? " " : "";
        String filled = digits;
        if (zeros && has('0') && !has('-')) {
            filled = "0".repeat(Math.max(0, width - sign.length() - digits.length())) + digits;
        }
        padded(LuaString.valueOf(sign + filled));
    }

    private void string(int argument) {
        LuaValue value = arguments.checkvalue(argument);
        LuaString string = shown(value);
        padded(
                precision >= 0 && precision < string.m_length
                        ? string.substring(0, precision)
                        : string);
    }

    private static LuaString shown(LuaValue value) {
        LuaValue described = value.metatag(LuaValue.TOSTRING);
        if (!described.isnil()) {
            return described.call(value).checkstring();
        }
        return value.isstring() ? value.strvalue() : LuaString.valueOf(value.tojstring());
    }

    private void padded(LuaString string) {
        byte[] spaces = " ".repeat(Math.max(0, width - string.m_length)).getBytes(US_ASCII);
        if (!has('-')) {
            out.writeBytes(spaces);
        }
        TableFunctions.append(out, string, budget);
        if (has('-')) {
            out.writeBytes(spaces);
        }
    }

    /** Writes a string as Lua reads it. */
    private void quoted(LuaString string) {
        budget.memory(8L * string.m_length);
        out.write('"');
        for (int i = 0; i < string.m_length; i++) {
            int c = string.luaByte(i);
            switch (c) {
                case '"', '\\', '\n' -> {
                    out.write('\\');
                    out.write(c);
                }
                case '\r' -> out.writeBytes("\\r".getBytes(US_ASCII));
                case 0 -> out.writeBytes("\\000".getBytes(US_ASCII));
                default -> out.write(c);
            }
        }
        out.write('"');
    }
}
