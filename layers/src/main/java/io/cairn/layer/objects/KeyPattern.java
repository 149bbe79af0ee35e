package io.cairn.layer.objects;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cairn.error.InvalidArgumentException;
import java.util.function.Predicate;

/**
 * A regular expression that is searched for in keys. Immutable, thread-safe. Searching takes time
 * in proportion to the key; what an expression can make of itself by repeating is bounded.
 */
final class KeyPattern implements Predicate<String> {

    static final int LENGTH_MAX = 1000;
    static final int REPEATS_MAX = 1000;

    private final Pattern pattern;

    /**
     * Compiles an expression.
     *
     * @throws InvalidArgumentException when it is too long, repeats too much, or is wrong
     */
    KeyPattern(String regex) {
        if (regex.length() > LENGTH_MAX) {
            throw new InvalidArgumentException(
                    "the regular expression is too long",
                    "length",
                    regex.length(),
                    "max",
                    LENGTH_MAX);
        }
        if (repeats(regex) > REPEATS_MAX) {
            throw new InvalidArgumentException(
                    "the counts of the regular expression's repetitions multiply to too much",
                    "regex",
                    regex,
                    "max",
                    REPEATS_MAX);
        }
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new InvalidArgumentException(
                    "the regular expression is wrong, or uses what takes more than linear time",
                    "regex",
                    regex,
                    "reason",
                    e.getMessage());
        }
    }

    @Override
    public boolean test(String key) {
        return pattern.matcher(key).find();
    }

    /** Multiplies the counts in braces, the larger of two; more than the limit is any such. */
    private static long repeats(String regex) {
        long product = 1;
        for (int at = 0; at < regex.length() && product <= REPEATS_MAX; at++) {
            char c = regex.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '{') {
                int end = regex.indexOf('}', at);
                product *= end < 0 ? 1 : largest(regex.substring(at + 1, end));
            }
        }
        return product;
    }

    /** Returns the largest number in the text, at least 1. */
    private static long largest(String text) {
        long largest = 1;
        long number = 0;
        for (int at = 0; at < text.length(); at++) {
            int digit = Character.digit(text.charAt(at), 10);
            number = digit < 0 ? 0 : Math.min(number * 10 + digit, REPEATS_MAX + 1);
            largest = Math.max(largest, number);
        }
        return largest;
    }
}
