package io.cairn.testing.script;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Scripts as text, one operation in a line: its name and its fields, separated by blanks. In keys
 * and values, bytes that are not printable are written {@code %FF}, and nothing is written {@code
 * ''}. Stateless.
 */
public final class OpText {

    private OpText() {}

    /**
     * Writes a script.
     *
     * @param script the operations
     * @return one line for each
     */
    public static String write(List<Op> script) {
        StringBuilder text = new StringBuilder();
        script.forEach(op -> text.append(write(op)).append('\n'));
        return text.toString();
    }

    /**
     * Reads a script.
     *
     * @param text one operation in each line; empty lines and lines that begin with {@code #} are
     *     left out
     * @return the operations
     */
    public static List<Op> read(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(OpText::readLine)
                .toList();
    }

    static String write(Op op) {
        List<String> words = new ArrayList<>();
        words.add(name(op.getClass()));
        try {
            for (RecordComponent component : op.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(op);
                if (value instanceof List<?> list) {
                    list.forEach(one -> words.add(escape(one.toString())));
                } else {
                    words.add(escape(value.toString()));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return String.join(" ", words);
    }

    private static Op readLine(String line) {
        List<String> words = Arrays.stream(line.trim().split(" ")).map(OpText::unescape).toList();
        for (Class<?> type : Op.class.getPermittedSubclasses()) {
            if (name(type).equals(words.getFirst())) {
                return make(type, words);
            }
        }
        throw new IllegalArgumentException("no such operation: " + line);
    }

    private static Op make(Class<?> type, List<String> words) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            Class<?> kind = components[i].getType();
            if (kind == List.class) {
                values[i] = words.subList(i + 1, words.size());
            } else if (kind == int.class) {
                values[i] = Integer.valueOf(words.get(i + 1));
            } else if (kind == boolean.class) {
                values[i] = Boolean.valueOf(words.get(i + 1));
            } else {
                values[i] = words.get(i + 1);
            }
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            constructor.setAccessible(true);
            return (Op) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String name(Class<?> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    static String escape(String bytes) {
        if (bytes.isEmpty()) {
            return "''";
        }
        StringBuilder text = new StringBuilder();
        for (char c : bytes.toCharArray()) {
            boolean plain = c > ' ' && c < 0x7F && c != '%' && c != '\'' && c != '#';
            text.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return text.toString();
    }

    private static String unescape(String text) {
        if (text.equals("''")) {
            return "";
        }
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.append(text.charAt(i));
            }
        }
        return bytes.toString();
    }
}
