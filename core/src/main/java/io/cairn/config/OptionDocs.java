package io.cairn.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Writes what {@link Option} says about options records as Markdown tables, for {@code
 * docs/operations.md}. Stateless.
 */
public final class OptionDocs {

    private OptionDocs() {}

    /**
     * Writes the options of a record, and below it those of the records nested in it.
     *
     * @param title the heading
     * @param type the options record
     * @param pointer the JSON pointer of its values, without slash at the end; empty for the top
     * @return one section for each record, each ending with an empty line
     */
    public static String sections(String title, Class<? extends Record> type, String pointer) {
        String place = pointer.isEmpty() ? "" : ", in `" + pointer + "`";
        StringBuilder out = new StringBuilder("## " + title + place + "\n\n");
        out.append("| option | type | default | allowed | meaning |\n|---|---|---|---|---|\n");
        StringBuilder nested = new StringBuilder();
        for (OptionSpec spec : OptionSpec.of(type)) {
            out.append(
                    "| `%s` | %s | %s | %s | %s |\n"
                            .formatted(
                                    spec.name(),
                                    typeName(spec),
                                    defaultText(spec),
                                    allowed(spec),
                                    spec.doc()));
            if (spec.isNested()) {
                String below = RecordBinder.pointer(pointer, spec.name());
                nested.append(
                        sections(
                                capital(spec.name()), spec.type().asSubclass(Record.class), below));
            }
        }
        return out.append('\n').append(nested).toString();
    }

    private static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String typeName(OptionSpec spec) {
        Class<?> type = spec.type();
        if (spec.isNested() || type == Map.class) {
            return "object";
        } else if (type == Duration.class) {
            return "duration";
        } else if (type == String.class) {
            return "text";
        } else if (type == Path.class) {
            return "path";
        } else if (type.isEnum()) {
            return "name";
        } else if (type == boolean.class) {
            return "true or false";
        } else if (spec.unit() == Option.Unit.BYTES) {
            return "size";
        }
        return type == double.class ? "number" : "whole number";
    }

    private static String defaultText(OptionSpec spec) {
        if (spec.defaultText() != null) {
            return "`" + spec.defaultText() + "`";
        }
        if (spec.isNested() || spec.type() == Map.class) {
            return "`{}`";
        }
        return spec.optional() ? "none" : "**must be given**";
    }

    private static String allowed(OptionSpec spec) {
        if (spec.type().isEnum()) {
            return spec.enumNames();
        }
        if (spec.min().isEmpty() && spec.max().isEmpty()) {
            return "";
        }
        if (spec.max().isEmpty()) {
            return "at least " + spec.min();
        }
        return spec.min().isEmpty() ? "at most " + spec.max() : spec.min() + " to " + spec.max();
    }
}
