package io.cairn.config;

import io.cairn.error.ConfigException;
import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value that somebody gave for an option into the option's type, or says what is wrong with
 * it. Used for one value.
 *
 * @param spec the option
 * @param pointer where the value stands
 * @param fromText whether the source knows only text, so that text may stand for numbers and
 *     booleans
 */
record OptionValue(OptionSpec spec, String pointer, boolean fromText) {

    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** Converts to the option's type, nested records excepted. */
    Object convert(Object value) {
        Class<?> type = spec.type();
        if (type == int.class) {
            return (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class) {
            return whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type == double.class) {
            return fraction(value);
        } else if (type == boolean.class) {
            return bool(value);
        } else if (type == Duration.class) {
            return duration(value);
        } else if (type == String.class) {
            return text(value, "text");
        } else if (type == Path.class) {
            return path(value);
        } else if (type.isEnum()) {
            return constant(value);
        } else if (type == Map.class) {
            return map(value);
        }
        throw new IllegalArgumentException(
                "options cannot have the type "
                        + type.getName()
                        + ", which component "
                        + spec.name()
                        + " has");
    }

    private long whole(Object value, long typeMin, long typeMax) {
        BigInteger number = wholeNumber(value);
        if (number == null) {
            throw wrongType(
                    spec.unit() == Option.Unit.BYTES
                            ? "a whole number or a size such as \"64MiB\""
                            : "a whole number",
                    value);
        }
        long min = spec.least() instanceof Long least ? least : typeMin;
        long max = spec.most() instanceof Long most ? most : typeMax;
        boolean isLong = number.compareTo(LONG_MIN) >= 0 && number.compareTo(LONG_MAX) <= 0;
        if (!isLong || number.longValue() < min || number.longValue() > max) {
            throw outOfRange(shown(min), shown(max), value);
        }
        return number.longValue();
    }

    private @Nullable BigInteger wholeNumber(Object value) {
        if (value instanceof BigInteger big) {
            return big;
        }
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return BigInteger.valueOf(((Number) value).longValue());
        }
        if (!(value instanceof String text)) {
            return null;
        }
        if (fromText && text.strip().matches("[+-]?[0-9]{1,40}")) {
            return new BigInteger(text.strip());
        }
        Long bytes = spec.unit() == Option.Unit.BYTES ? Quantities.bytes(text) : null;
        return bytes == null ? null : BigInteger.valueOf(bytes);
    }

    private String shown(long number) {
        return spec.unit() == Option.Unit.BYTES ? Quantities.show(number) : Long.toString(number);
    }

    private double fraction(Object value) {
        double number;
        if (value instanceof Number given) {
            number = given.doubleValue();
        } else if (fromText
                && value instanceof String text
                && text.strip().matches("[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?")) {
            number = Double.parseDouble(text.strip());
        } else {
            throw wrongType("a number", value);
        }
        double min = spec.least() instanceof Double least ? least : -Double.MAX_VALUE;
        double max = spec.most() instanceof Double most ? most : Double.MAX_VALUE;
        if (!(number >= min && number <= max)) {
            throw outOfRange(Double.toString(min), Double.toString(max), value);
        }
        return number;
    }

    private boolean bool(Object value) {
        if (value instanceof Boolean given) {
            return given;
        }
        if (fromText && value instanceof String text) {
            switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> {
                    return true;
                }
                case "false" -> {
                    return false;
                }
                default -> throw wrongType("true or false", value);
            }
        }
        throw wrongType("true or false", value);
    }

    private Duration duration(Object value) {
        Duration given =
                value instanceof Duration duration
                        ? duration
                        : value instanceof String text ? Quantities.duration(text) : null;
        if (given == null) {
            throw wrongType("a duration such as \"30s\" or \"PT30S\"", value);
        }
        Duration min = (Duration) spec.least();
        Duration max = (Duration) spec.most();
        if ((min != null && given.compareTo(min) < 0)
                || (max != null && given.compareTo(max) > 0)) {
            throw outOfRange(
                    min == null ? "any" : Quantities.show(min),
                    max == null ? "any" : Quantities.show(max),
                    value);
        }
        return given;
    }

    private String text(Object value, String expected) {
        if (value instanceof String given) {
            return given;
        }
        throw wrongType(expected, value);
    }

    private Path path(Object value) {
        if (value instanceof Path given) {
            return given;
        }
        try {
            return Path.of(text(value, "a path as text"));
        } catch (InvalidPathException e) {
            throw wrongType("a path of this operating system", value);
        }
    }

    private Object constant(Object value) {
        if (spec.type().isInstance(value)) {
            return value;
        }
        if (!(value instanceof String given)) {
            throw wrongType("one of " + spec.enumNames(), value);
        }
        Object[] constants = spec.type().getEnumConstants();
        for (Object constant : constants) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(given.strip())) {
                return constant;
            }
        }
        List<String> names =
                Arrays.stream(constants).map(constant -> ((Enum<?>) constant).name()).toList();
        String meant = Spelling.nearest(given, names);
        throw new ConfigException(
                pointer
                        + ": must be one of "
                        + spec.enumNames()
                        + (meant == null ? "" : "; did you mean " + meant + "?"),
                "value",
                given);
    }

    private Map<?, ?> map(Object value) {
        if (value instanceof Map<?, ?> given) {
            return given;
        }
        throw wrongType("an object", value);
    }

    private ConfigException outOfRange(String min, String max, Object value) {
        return new ConfigException(
                pointer + ": must be between " + min + " and " + max, "value", value);
    }

    /** Describes a value of the wrong type. */
    ConfigException wrongType(String expected, Object value) {
        return new ConfigException(
                pointer + ": must be " + expected + ", not " + describe(value), "value", value);
    }

    private String describe(Object value) {
        return switch (value) {
            case String text when !fromText -> "text";
            case String text -> "\"" + text + "\"";
            case Boolean bool -> "true or false";
            case Number number -> "a number";
            case Map<?, ?> map -> "an object";
            case List<?> list -> "an array";
            default -> "a " + value.getClass().getSimpleName();
        };
    }
}
