package io.cairn.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one component of an options record. Immutable and thread-safe.
 *
 * @param component the record component
 * @param name what users call it
 * @param doc what it does
 * @param defaultText the default as a user would write it, or null when there is none
 * @param defaultValue the default, converted; null when there is none
 * @param optional whether it may be left out and be null
 * @param min the smallest value as text, empty for none
 * @param max the largest value as text, empty for none
 * @param least the smallest value, of the component's type but a {@link Long} for whole numbers;
 *     null for none
 * @param most the largest value, likewise
 * @param unit what a number counts
 */
record OptionSpec(
        RecordComponent component,
        String name,
        String doc,
        @Nullable String defaultText,
        @Nullable Object defaultValue,
        boolean optional,
        String min,
        String max,
        @Nullable Object least,
        @Nullable Object most,
        Option.Unit unit) {

    /** Reading annotations and bounds costs more than all else that binding does. */
    private static final ClassValue<List<OptionSpec>> READ =
            new ClassValue<>() {
                @Override
                protected List<OptionSpec> computeValue(Class<?> type) {
                    return Arrays.stream(type.getRecordComponents()).map(OptionSpec::of).toList();
                }
            };

    private static final ClassValue<Map<String, Integer>> PLACES =
            new ClassValue<>() {
                @Override
                protected Map<String, Integer> computeValue(Class<?> type) {
                    Map<String, Integer> places = new HashMap<>();
                    for (OptionSpec spec : READ.get(type)) {
                        places.put(spec.name(), places.size());
                    }
                    return places;
                }
            };

    /** Describes all components of a record. */
    static List<OptionSpec> of(Class<? extends Record> type) {
        return READ.get(type);
    }

    /** Returns where each option stands in {@link #of}, by name. */
    static Map<String, Integer> places(Class<? extends Record> type) {
        return PLACES.get(type);
    }

    Class<?> type() {
        return component.getType();
    }

    boolean isNested() {
        return type().isRecord();
    }

    /** Returns the names of an enum's constants, separated by commas. */
    String enumNames() {
        return Arrays.stream(type().getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .collect(Collectors.joining(", "));
    }

    private static OptionSpec of(RecordComponent component) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalArgumentException(
                    "component "
                            + component.getName()
                            + " of "
                            + component.getDeclaringRecord().getName()
                            + " needs an @Option");
        }
        String[] defaults = option.defaultValue();
        if (defaults.length > 1) {
            throw new IllegalArgumentException(
                    "component " + component.getName() + " has more than one default");
        }
        OptionSpec spec = of(component, option, null);
        return spec.defaultText() == null
                ? spec
                : of(
                        component,
                        option,
                        new OptionValue(spec, RecordBinder.pointer("", spec.name()), true)
                                .convert(spec.defaultText()));
    }

    private static OptionSpec of(
            RecordComponent component, Option option, @Nullable Object defaultValue) {
        String[] defaults = option.defaultValue();
        Class<?> type = component.getType();
        return new OptionSpec(
                component,
                option.name().isEmpty() ? component.getName() : option.name(),
                option.doc(),
                defaults.length == 0 ? null : defaults[0],
                defaultValue,
                option.optional(),
                option.min(),
                option.max(),
                bound(type, option.min()),
                bound(type, option.max()),
                option.unit());
    }

    private static @Nullable Object bound(Class<?> type, String text) {
        if (text.isEmpty()) {
            return null;
        } else if (type == double.class) {
            return Double.valueOf(text);
        } else if (type == Duration.class) {
            return Quantities.duration(text);
        }
        Long bytes = Quantities.bytes(text);
        return bytes == null ? Long.valueOf(text) : bytes;
    }
}
