package io.cairn.ipc.server.dialect;

import io.cairn.compat.sochdb.ColumnType;
import io.cairn.toon.ToonStyle;
import io.cairn.toon.ToonWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spells stored values as cells of a reply. A value may say its type by its first byte:
 *
 * <pre>
 * 0 null | 1 i64 | 2 u64 | 3 f64 | 4 text | 5 bool u8 | 6 bytes      numbers little-endian
 * </pre>
 *
 * <p>A value of any other form is text, or bytes where it is not UTF-8. Its type is that of its
 * column, if the table is registered and the text fits; else it is unknown, and the text stays bare
 * even where a reader will take it for a number. Stateless and thread-safe.
 */
final class CellText {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,20}");

    private static final Pattern FRACTION =
            Pattern.compile("[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?");

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

    private CellText() {}

    static String of(byte[] value, @Nullable ColumnType type) {
        StringBuilder cell = new StringBuilder();
        write(new ToonWriter(cell, ToonStyle.REPLY), value, type);
        return cell.toString();
    }

    static @Nullable String utf8OrNull(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static void write(ToonWriter out, byte[] value, @Nullable ColumnType type) {
        if (writeTagged(out, value)) {
            return;
        }
        String text = utf8OrNull(value);
        if (text == null || type == ColumnType.BINARY) {
            out.cell(value);
        } else if (type == null) {
            out.untyped(text);
        } else {
            out.cell(typed(text, type));
        }
    }

    /** Writes a value that says its type; returns false for others. */
    private static boolean writeTagged(ToonWriter out, byte[] value) {
        if (value.length == 0 || value[0] < 0 || value[0] > 6) {
            return false;
        }
        byte[] rest = Arrays.copyOfRange(value, 1, value.length);
        switch (value[0]) {
            case 4 -> {
                String text = utf8OrNull(rest);
                out.cell(text == null ? rest : text);
            }
            case 6 -> out.cell(rest);
            case 0 -> {
                if (rest.length > 0) {
                    return false;
                }
                out.cell(null);
            }
            case 5 -> {
                if (rest.length != 1) {
                    return false;
                }
                out.cell(rest[0] != 0);
            }
            default -> {
                if (rest.length != Long.BYTES) {
                    return false;
                }
                out.cell(number(value[0], ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN)));
            }
        }
        return true;
    }

    private static Number number(int tag, ByteBuffer in) {
        return switch (tag) {
            case 1 -> in.getLong();
            case 2 -> unsigned(in.getLong());
            default -> in.getDouble();
        };
    }

    /** Returns the text itself where it is not of the type. */
    private static Object typed(String text, ColumnType type) {
        switch (type) {
            case INT64, UINT64 -> {
                if (INTEGER.matcher(text).matches()) {
                    return new BigInteger(text);
                }
            }
            case FLOAT64 -> {
                if (FRACTION.matcher(text).matches()) {
                    return Double.valueOf(text);
                }
            }
            case BOOL -> {
                if (text.equals("true") || text.equals("T") || text.equals("1")) {
                    return true;
                }
                if (text.equals("false") || text.equals("F") || text.equals("0")) {
                    return false;
                }
            }
            case TEXT, BINARY -> {}
        }
        return text;
    }

    private static BigInteger unsigned(long bits) {
        BigInteger value = BigInteger.valueOf(bits);
        return bits < 0 ? value.add(TWO_TO_64) : value;
    }
}
