package io.cairn.bench.suite.report;

import java.util.Locale;
import java.util.Map;

/** Writes an object as one line; {@link io.cairn.config.StrictJson} reads it. Stateless. */
public final class Json {

    private Json() {}

    /**
     * Writes an object.
     *
     * @param object its fields in order: text, whole numbers, finite numbers, and maps of them
     * @return the line, without its end
     */
    public static String line(Map<String, ?> object) {
        StringBuilder out = new StringBuilder();
        object(out, object);
        return out.toString();
    }

    private static void object(StringBuilder out, Map<?, ?> object) {
        String separator = "{";
        for (Map.Entry<?, ?> field : object.entrySet()) {
            out.append(separator);
            text(out, String.valueOf(field.getKey()));
            out.append(':');
            value(out, field.getValue());
            separator = ",";
        }
        out.append(object.isEmpty() ? "{}" : "}");
    }

    private static void value(StringBuilder out, Object value) {
        switch (value) {
            case Map<?, ?> inner -> object(out, inner);
            case Double number -> out.append(number(number));
            case Number number -> out.append(number);
            default -> text(out, value.toString());
        }
    }

    /** Six digits are more than any measurement has. */
    private static String number(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("not a number that JSON has: " + number);
        }
        return Math.abs(number) >= 1e5 || number == Math.rint(number)
                ? Long.toString(Math.round(number))
                : String.format(Locale.ROOT, "%.6g", number);
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
