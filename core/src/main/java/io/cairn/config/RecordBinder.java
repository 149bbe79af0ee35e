package io.cairn.config;

import io.cairn.error.ConfigException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes an options record from named values, strictly: an unknown name, a wrong type, a value out
 * of range and a missing option are each a {@link ConfigException} whose text starts with a JSON
 * pointer. Stateless and thread-safe.
 *
 * <p>Every component of the record carries an {@link Option}. Components may be {@code int}, {@code
 * long}, {@code double}, {@code boolean}, {@code String}, {@code Path}, {@code Duration}, an enum,
 * a map (taken as it is), or another such record. Sizes in bytes may be written {@code "64MiB"},
 * durations {@code "30s"} or {@code "PT30S"}, enum constants in any case. The record must be
 * public, in a package that is exported (or opened to core).
 */
public final class RecordBinder {

    private static final ClassValue<Constructor<?>> CONSTRUCTORS =
            new ClassValue<>() {
                @Override
                protected Constructor<?> computeValue(Class<?> type) {
                    Class<?>[] types =
                            Arrays.stream(type.getRecordComponents())
                                    .map(RecordComponent::getType)
                                    .toArray(Class<?>[]::new);
                    try {
                        return type.getDeclaredConstructor(types);
                    } catch (NoSuchMethodException e) {
                        throw new IllegalStateException(
                                type.getName() + " lacks a record's constructor", e);
                    }
                }
            };

    private RecordBinder() {}

    /**
     * Binds values that know their types, such as those from JSON: text does not stand for a number
     * or a boolean.
     *
     * @param type the options record
     * @param values the values by option name
     * @param pointer the JSON pointer of the values, without slash at the end; empty for the top
     * @param <R> the options record
     * @return the bound record
     * @throws ConfigException when a value, or the record's own constructor, refuses
     */
    public static <R extends Record> R bind(Class<R> type, Map<String, ?> values, String pointer) {
        return bind(type, values, pointer, false);
    }

    /**
     * Binds values that may have come from a source that knows only text, such as a URL's
     * parameters: text may stand for numbers and booleans. This is what an engine does with the
     * options it is opened with.
     *
     * @param type the options record
     * @param values the values by option name
     * @param pointer the JSON pointer of the values, without slash at the end; empty for the top
     * @param <R> the options record
     * @return the bound record
     * @throws ConfigException when a value, or the record's own constructor, refuses
     */
    public static <R extends Record> R bindText(
            Class<R> type, Map<String, ?> values, String pointer) {
        return bind(type, values, pointer, true);
    }

    /**
     * Takes an options record apart, the inverse of {@link #bind}.
     *
     * @param options the record
     * @return its components by name in their order, nested records as maps, without those that are
     *     null
     */
    public static Map<String, Object> values(Record options) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (OptionSpec spec : OptionSpec.of(options.getClass())) {
            Object value = read(options, spec);
            if (value != null) {
                values.put(spec.name(), value instanceof Record nested ? values(nested) : value);
            }
        }
        return values;
    }

    private static <R extends Record> R bind(
            Class<R> type, Map<String, ?> values, String pointer, boolean fromText) {
        List<OptionSpec> specs = OptionSpec.of(type);
        Map<String, Integer> places = OptionSpec.places(type);
        @Nullable Object[] arguments = new Object[specs.size()];
        for (Map.Entry<String, ?> given : values.entrySet()) {
            Integer place = places.get(given.getKey());
            if (place == null) {
                throw unknown(specs, given.getKey(), pointer);
            }
            if (given.getValue() == null) {
                throw new ConfigException(
                        pointer(pointer, given.getKey())
                                + ": null is not a value; leave the option out instead");
            }
            arguments[place] = given.getValue();
        }
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(specs.get(i), arguments[i], pointer, fromText);
        }
        return construct(type, arguments);
    }

    private static @Nullable Object argument(
            OptionSpec spec, @Nullable Object value, String parent, boolean fromText) {
        if (value == null && spec.defaultValue() != null) {
            return spec.defaultValue();
        }
        String pointer = pointer(parent, spec.name());
        if (value == null) {
            return missing(spec, pointer);
        }
        OptionValue target = new OptionValue(spec, pointer, fromText);
        if (!spec.isNested()) {
            return target.convert(value);
        }
        if (spec.type().isInstance(value)) {
            return value;
        }
        if (!(value instanceof Map<?, ?> nested)) {
            throw target.wrongType("an object", value);
        }
        return bind(
                spec.type().asSubclass(Record.class), named(nested, pointer), pointer, fromText);
    }

    /** Returns what stands for an option that was left out and has no default. */
    private static @Nullable Object missing(OptionSpec spec, String pointer) {
        if (spec.optional()) {
            return null;
        }
        if (spec.isNested()) {
            return bind(spec.type().asSubclass(Record.class), Map.of(), pointer, false);
        }
        if (spec.type() == Map.class) {
            return Map.of();
        }
        throw new ConfigException(pointer + ": missing; this option has no default");
    }

    private static ConfigException unknown(List<OptionSpec> specs, String given, String pointer) {
        List<String> names = specs.stream().map(OptionSpec::name).toList();
        String meant = Spelling.nearest(given, names);
        String hint =
                meant == null
                        ? "known options are " + String.join(", ", names)
                        : "did you mean " + meant + "?";
        return new ConfigException(pointer(pointer, given) + ": unknown option; " + hint);
    }

    private static <R extends Record> R construct(Class<R> type, @Nullable Object[] arguments) {
        try {
            return type.cast(CONSTRUCTORS.get(type).newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(
                    "the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw notPublic(type, e);
        }
    }

    private static @Nullable Object read(Record options, OptionSpec spec) {
        try {
            return spec.component().getAccessor().invoke(options);
        } catch (ReflectiveOperationException e) {
            throw notPublic(options.getClass(), e);
        }
    }

    private static IllegalArgumentException notPublic(
            Class<?> type, ReflectiveOperationException cause) {
        return new IllegalArgumentException(
                type.getName() + " must be a public record in a package that core can read", cause);
    }

    private static Map<String, Object> named(Map<?, ?> map, String pointer) {
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new ConfigException(pointer + ": option names must be text", "name", name);
            }
            named.put(text, Objects.requireNonNull(value, text));
        });
        return named;
    }

    /** Extends a JSON pointer (RFC 6901) by one name. */
    static String pointer(String parent, String name) {
        return parent + "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
