package io.cairn.config;

import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Configuration as JSON text, read strictly and written readably. Stateless and thread-safe.
 *
 * <p>Only the streaming part of Jackson is used: binding is {@link RecordBinder}'s, which knows
 * names, bounds and pointers, and a command line that opens a database should not wait for a mapper
 * to start.
 */
public final class StrictJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private StrictJson() {}

    /**
     * Reads one object.
     *
     * @param json the text
     * @return its fields in their order; values are {@code String}, {@code Boolean}, {@code
     *     Integer}, {@code Long}, {@code BigInteger}, {@code Double}, and maps and lists of them
     * @throws ConfigException when the text is not JSON (with line and column), is not one object,
     *     repeats a field or has a null (with the JSON pointer)
     */
    public static Map<String, Object> parse(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            try {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new ConfigException(
                            "/: must be one JSON object, such as {\"engine\": \"memory\"}");
                }
                Map<String, Object> object = object(parser, "");
                if (parser.nextToken() != null) {
                    throw syntax(parser, "", "there is more text after the object", null);
                }
                return object;
            } catch (JacksonException e) {
                throw syntax(
                        parser,
                        parser.streamReadContext().pathAsPointer().toString(),
                        e.getOriginalMessage(),
                        e);
            }
        }
    }

    /**
     * Writes an object; the fields of maps that have no order are sorted by name.
     *
     * @param object the fields; values may be text, booleans, finite numbers, enum constants,
     *     paths, durations, and maps and lists of them
     * @return indented JSON, ending with a newline
     * @throws ConfigException for any other value; the text starts with its JSON pointer
     */
    public static String write(Map<String, ?> object) {
        StringBuilder out = new StringBuilder();
        write(out, object, "", "\n");
        return out.append('\n').toString();
    }

    private static Map<String, Object> object(JsonParser parser, String pointer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            String at = RecordBinder.pointer(pointer, name);
            parser.nextToken();
            if (fields.put(name, value(parser, at)) != null) {
                throw new ConfigException(at + ": given twice; leave one out");
            }
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser, String pointer) {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, pointer + "/" + items.size()));
        }
        return items;
    }

    private static Object value(JsonParser parser, String pointer) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> finite(parser.getDoubleValue(), pointer);
            case VALUE_NULL ->
                    throw new ConfigException(
                            pointer + ": null is not a value; leave the option out instead");
            default -> throw syntax(parser, pointer, "a value is missing", null);
        };
    }

    private static double finite(double number, String pointer) {
        if (!Double.isFinite(number)) {
            throw new ConfigException(pointer + ": the number is too large");
        }
        return number;
    }

    private static ConfigException syntax(
            JsonParser parser, String pointer, String problem, @Nullable JacksonException cause) {
        TokenStreamLocation place =
                cause == null ? parser.currentTokenLocation() : cause.getLocation();
        if (place == null) {
            place = parser.currentLocation();
        }
        ConfigException exception =
                new ConfigException(
                        (pointer.isEmpty() ? "/" : pointer) + ": the text is not valid JSON",
                        "line",
                        place.getLineNr(),
                        "column",
                        place.getColumnNr(),
                        "problem",
                        problem);
        if (cause != null) {
            exception.addSuppressed(cause);
        }
        return exception;
    }

    private static void write(StringBuilder out, Object value, String pointer, String newline) {
        switch (value) {
            case Map<?, ?> map -> writeObject(out, map, pointer, newline);
            case List<?> list -> writeArray(out, list, pointer, newline);
            case Boolean bool -> out.append(bool);
            case Number number when Double.isFinite(number.doubleValue()) -> out.append(number);
            case String text -> quote(out, text);
            case Enum<?> constant -> quote(out, constant.name());
            case Duration duration -> quote(out, duration.toString());
            case Path path -> quote(out, path.toString());
            default ->
                    throw new ConfigException(
                            pointer + ": a value of this type cannot be written as JSON",
                            "type",
                            value.getClass().getName());
        }
    }

    private static void writeObject(
            StringBuilder out, Map<?, ?> map, String pointer, String newline) {
        String separator = newline + "  ";
        out.append('{');
        // A map without an order of its own would be written differently by each run.
        Map<?, ?> ordered = map instanceof SequencedMap<?, ?> ? map : new TreeMap<>(map);
        for (Map.Entry<?, ?> field : ordered.entrySet()) {
            String name = String.valueOf(field.getKey());
            quote(out.append(separator), name);
            write(
                    out.append(": "),
                    field.getValue(),
                    RecordBinder.pointer(pointer, name),
                    newline + "  ");
            separator = "," + newline + "  ";
        }
        out.append(map.isEmpty() ? "" : newline).append('}');
    }

    private static void writeArray(
            StringBuilder out, List<?> list, String pointer, String newline) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            write(out.append(i == 0 ? "" : ", "), list.get(i), pointer + "/" + i, newline + "  ");
        }
        out.append(']');
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
