package io.cairn.toon;

import java.math.BigDecimal;
import java.math.BigInteger;

/** How numbers are told from text, and which type each number has. */
final class Numbers {

    /** The longest number that is read or written, in characters; it bounds the time that takes. */
    static final int CHARS_MAX = 400;

    private static final int LONG_BITS = 63;

    private Numbers() {}

    /** Tells whether a text is a number of JSON. */
    static boolean isNumber(CharSequence text) {
        int at = !text.isEmpty() && text.charAt(0) == '-' ? 1 : 0;
        int whole = digits(text, at);
        if (whole == at || (text.charAt(at) == '0' && whole > at + 1)) {
            return false;
        }
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == at + 1) {
                return false;
            }
            at = fraction;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = digits(text, at);
            if (exponent == at) {
                return false;
            }
            at = exponent;
        }
        return at == text.length();
    }

    /**
     * Tells whether some reader may take a text for a number: numbers of JSON, and whatever
     * consists of digits and dots.
     */
    static boolean looksLikeNumber(CharSequence text) {
        return isNumber(text)
                || (!text.isEmpty()
                        && text.chars().allMatch(c -> c == '.' || Character.isDigit(c)));
    }

    /**
     * Reads a number of JSON.
     *
     * @return a Long, BigInteger, Double or BigDecimal
     * @throws NumberFormatException when its exponent is beyond what can be held
     */
    static Number parse(String text) {
        boolean integer = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
        if (integer) {
            return narrow(new BigInteger(text));
        }
        double near = Double.parseDouble(text);
        if (near == 0 && text.charAt(0) == '-' && new BigDecimal(text).signum() == 0) {
            return -0.0;
        }
        return fraction(new BigDecimal(text));
    }

    /** Returns a Long when it has the same value. */
    static Number narrow(BigInteger integer) {
        if (integer.bitLength() <= LONG_BITS) {
            return integer.longValue();
        }
        return integer;
    }

    /** Returns an integer when it is printed without a fraction, else as {@link #fraction}. */
    static Number narrow(BigDecimal decimal) {
        return decimal.scale() == 0 ? narrow(decimal.unscaledValue()) : fraction(decimal);
    }

    /** Returns a Double when that is printed as a number of the same value. */
    private static Number fraction(BigDecimal decimal) {
        double near = Double.parseDouble(decimal.toString());
        if (Double.isFinite(near)
                && new BigDecimal(Double.toString(near)).compareTo(decimal) == 0) {
            return near;
        }
        return decimal;
    }

    private static int digits(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
