package io.cairn.cli.data;

import io.cairn.api.Entry;
import io.cairn.bytes.Bytes;
import java.io.Serial;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * An entry as one line of JSON: {@code {"key":"...","value":"..."}}, with {@code key64} or {@code
 * value64} in base64 where the bytes are not UTF-8. Reading is strict: unknown, missing and
 * repeated fields are errors. Stateless.
 */
final class JsonLine {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(LineReader.LINE_BYTES_MAX)
                                    .build())
                    .build();

    private JsonLine() {}

    /** Says what is wrong with a line. */
    static final class BadLineException extends Exception {

        @Serial private static final long serialVersionUID = 1L;

        BadLineException(String message) {
            super(message);
        }
    }

    static String of(byte[] key) {
        StringBuilder line = new StringBuilder("{");
        append(line, "key", key);
        return line.append('}').toString();
    }

    static String of(byte[] key, byte[] value) {
        StringBuilder line = new StringBuilder(key.length + value.length + 24).append('{');
        append(line, "key", key);
        append(line.append(','), "value", value);
        return line.append('}').toString();
    }

    static Entry parse(byte[] line) throws BadLineException {
        Map<String, String> fields = fields(line);
        byte[] key = bytes(fields, "key");
        byte[] value = bytes(fields, "value");
        if (!fields.isEmpty()) {
            throw new BadLineException(
                    "unknown field '"
                            + fields.keySet().iterator().next()
                            + "'; allowed are key or key64, and value or value64");
        }
        if (key.length == 0) {
            throw new BadLineException("the key is empty; a key has at least one byte");
        }
        return new Entry(key, value);
    }

    private static Map<String, String> fields(byte[] line) throws BadLineException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadLineException(
                        "not a JSON object; each line is {\"key\":...,\"value\":...}");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw new BadLineException("field '" + name + "' is not a string; quote it");
                }
                if (fields.put(name, parser.getString()) != null) {
                    throw new BadLineException("field '" + name + "' stands there twice");
                }
            }
            if (parser.nextToken() != null) {
                throw new BadLineException(
                        "there is more after the object; write one object a line");
            }
        } catch (JacksonException e) {
            throw new BadLineException("not JSON: " + e.getOriginalMessage());
        }
        return fields;
    }

    private static byte[] bytes(Map<String, String> fields, String name) throws BadLineException {
        String text = fields.remove(name);
        String base64 = fields.remove(name + "64");
        if (text != null && base64 != null) {
            throw new BadLineException(
                    "both " + name + " and " + name + "64 are there; give one of them");
        }
        if (base64 != null) {
            return decode(base64, name);
        }
        if (text == null) {
            throw new BadLineException("field '" + name + "' (or " + name + "64) is missing");
        }
        return encode(text, name);
    }

    private static byte[] decode(String base64, String name) throws BadLineException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadLineException(name + "64 is not base64: " + e.getMessage());
        }
    }

    /** An escape such as \ud800 alone is JSON but not Unicode: UTF-8 has no bytes for it. */
    private static byte[] encode(String text, String name) throws BadLineException {
        byte[] bytes = Bytes.utf8(text);
        if (!Bytes.text(bytes).equals(text)) {
            throw new BadLineException(
                    name + " has an unpaired surrogate; write such bytes as " + name + "64");
        }
        return bytes;
    }

    private static void append(StringBuilder line, String name, byte[] bytes) {
        String text = Cells.utf8(bytes);
        line.append('"').append(name);
        if (text == null) {
            line.append("64\":\"").append(Base64.getEncoder().encodeToString(bytes));
        } else {
            quote(line.append("\":\""), text);
        }
        line.append('"');
    }

    private static void quote(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == '\u2028' || c == '\u2029') {
                        line.append(String.format("\\u%04x", (int) c));
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }
}
