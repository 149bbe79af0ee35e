package io.cairn.layer.collection;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The scalars of JSON as tuples whose packed bytes sort as the scalars do, and which tell where
 * they end.
 *
 * <pre>
 *   null       (0)
 *   boolean    (1, boolean)
 *   number     (2, 0) for zero, else (2, sign, sign * exponent, digits)
 *   string     (3, string)
 * </pre>
 *
 * <p>A number is {@code sign * 0.digits * 10^exponent}, its digits neither begin nor end with a
 * zero: equal numbers are equal tuples, however they are written, and nothing is rounded. The
 * digits of a negative number are turned around, 9 for 0, and end with a colon, which sorts behind
 * them: the longer of two that begin alike is the smaller number.
 */
final class Scalars {

    /** The kind of an element, in the order in which kinds sort. */
    static final int NULL = 0;

    static final int BOOLEAN = 1;
    static final int NUMBER = 2;
    static final int STRING = 3;

    /** Far more than there is to count, and far from what an int cannot hold. */
    private static final long EXPONENT_MAX = 1_000_000_000;

    private static final String BEHIND_DIGITS = ":";

    private Scalars() {}

    /**
     * Returns the tuple of a scalar.
     *
     * @param value null, a boolean, a number, a string, or one of these as a node
     * @throws InvalidArgumentException when it is something else, or no number at all
     */
    static Tuple tuple(@Nullable Object value) {
        return switch (value) {
            case null -> Tuple.of(NULL);
            case Boolean truth -> Tuple.of(BOOLEAN, truth);
            case String text -> Tuple.of(STRING, text);
            case BigDecimal number -> number(number);
            case BigInteger number -> number(new BigDecimal(number));
            case Long _, Integer _, Short _, Byte _ ->
                    number(BigDecimal.valueOf(((Number) value).longValue()));
            // Their shortest decimal form is what a writer of JSON writes.
            case Double number when Double.isFinite(number) ->
                    number(new BigDecimal(number.toString()));
            case Float number when Float.isFinite(number) ->
                    number(new BigDecimal(number.toString()));
            case JsonNode node when isScalar(node) -> node(node);
            default ->
                    throw new InvalidArgumentException(
                            "only null, booleans, finite numbers and strings can be looked for",
                            "value",
                            value);
        };
    }

    /**
     * Returns the scalars at a place: the one there, or, when an array is there, its elements that
     * are scalars.
     */
    static Set<Tuple> at(JsonPointer pointer, JsonNode document) {
        JsonNode node = document.at(pointer);
        if (isScalar(node)) {
            return Set.of(node(node));
        }
        if (!node.isArray() || node.isEmpty()) {
            return Set.of();
        }
        Set<Tuple> scalars = new LinkedHashSet<>();
        for (JsonNode element : node) {
            if (isScalar(element)) {
                scalars.add(node(element));
            }
        }
        return scalars;
    }

    /**
     * Returns the scalar of a tuple, of which it may be the first part.
     *
     * @return null, a boolean, a {@link BigDecimal} or a string
     * @throws InvalidArgumentException when it is none
     */
    static @Nullable Object value(Tuple tuple) {
        long kind = tuple.integer(0);
        if (kind == NULL) {
            return null;
        }
        if (kind == BOOLEAN && tuple.get(1) instanceof Boolean truth) {
            return truth;
        }
        if (kind == NUMBER) {
            return number(tuple);
        }
        if (kind == STRING) {
            return tuple.string(1);
        }
        throw new InvalidArgumentException("no scalar", "tuple", tuple);
    }

    /** Returns how many elements the scalar has which a tuple begins with. */
    static int size(Tuple tuple) {
        long kind = tuple.integer(0);
        if (kind == NULL) {
            return 1;
        }
        return kind == NUMBER && tuple.integer(1) != 0 ? 4 : 2;
    }

    private static boolean isScalar(JsonNode node) {
        return node.isString() || node.isNumber() || node.isBoolean() || node.isNull();
    }

    private static Tuple node(JsonNode node) {
        if (node.isString()) {
            return tuple(node.stringValue());
        }
        if (node.isNull()) {
            return tuple(null);
        }
        return node.isBoolean() ? tuple(node.booleanValue()) : tuple(node.numberValue());
    }

    private static Tuple number(BigDecimal number) {
        int sign = number.signum();
        if (sign == 0) {
            return Tuple.of(NUMBER, 0);
        }
        String digits = number.unscaledValue().abs().toString();
        long exponent = (long) digits.length() - number.scale();
        if (Math.abs(exponent) > EXPONENT_MAX) {
            throw new InvalidArgumentException(
                    "a number is too far from zero, or too near to it, for an index",
                    "exponent",
                    exponent,
                    "max",
                    EXPONENT_MAX);
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        String significant = digits.substring(0, end);
        return sign > 0
                ? Tuple.of(NUMBER, 1, exponent, significant)
                : Tuple.of(NUMBER, -1, -exponent, turned(significant) + BEHIND_DIGITS);
    }

    private static BigDecimal number(Tuple tuple) {
        long sign = tuple.integer(1);
        if (sign == 0) {
            return BigDecimal.ZERO;
        }
        String digits = tuple.string(3);
        long exponent = sign * tuple.integer(2);
        if (sign < 0) {
            digits = turned(digits.substring(0, Math.max(0, digits.length() - 1)));
        }
        try {
            BigDecimal number =
                    new BigDecimal(
                            new BigInteger(digits), Math.toIntExact(digits.length() - exponent));
            return sign < 0 ? number.negate() : number;
        } catch (ArithmeticException | NumberFormatException e) {
            throw new InvalidArgumentException("no number", "tuple", tuple, "cause", e);
        }
    }

    private static String turned(String digits) {
        StringBuilder turned = new StringBuilder(digits.length() + 1);
        for (int i = 0; i < digits.length(); i++) {
            turned.append((char) ('0' + '9' - digits.charAt(i)));
        }
        return turned.toString();
    }
}
