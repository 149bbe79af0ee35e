package io.cairn.sql;

import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/** Functions of texts, which count code points. Stateless. */
final class Texts {

    private Texts() {}

    static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Cuts out characters from a place, counted from 1, on; what lies outside is left out. */
    static String substring(String text, long from, @Nullable Long count) {
        if (count != null && count < 0) {
            throw Errors.value("the length of a SUBSTRING is negative");
        }
        long length = length(text);
        long begin = Math.clamp(from, 1, length + 1);
        // Saturated: a place and a length may both be as large as a BIGINT is.
        long end = count == null ? length + 1 : Math.min(length + 1, saturated(from, count));
        if (end <= begin) {
            return "";
        }
        int first = text.offsetByCodePoints(0, (int) begin - 1);
        return text.substring(first, text.offsetByCodePoints(first, (int) (end - begin)));
    }

    private static long saturated(long a, long b) {
        long sum = a + b;
        return a > 0 && b > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }

    static String trimmed(SqlTrimFunction.Flag where, String what, String text) {
        if (length(what) != 1) {
            throw Errors.value("TRIM takes one character, not " + Values.describe(what));
        }
        int begin = 0;
        int end = text.length();
        while (where != SqlTrimFunction.Flag.TRAILING
                && text.startsWith(what, begin)
                && begin < end) {
            begin += what.length();
        }
        while (where != SqlTrimFunction.Flag.LEADING
                && end - what.length() >= begin
                && text.startsWith(what, end - what.length())) {
            end -= what.length();
        }
        return text.substring(begin, end);
    }

    static long position(String part, String text) {
        int at = text.indexOf(part);
        return at < 0 ? 0 : text.codePointCount(0, at) + 1L;
    }

    /**
     * Matches a LIKE pattern: walks both at once and goes back to the last percent sign only, which
     * is enough, since what stands before it has matched as early as it can.
     */
    static boolean like(String text, String pattern, @Nullable String escape) {
        int[] chars = text.codePoints().toArray();
        int[] compiled = compiled(pattern, escape);
        int t = 0;
        int p = 0;
        int backText = 0;
        int backPattern = -1;
        while (t < chars.length) {
            if (p < compiled.length && compiled[p] == ANY) {
                backPattern = p++;
                backText = t;
            } else if (p < compiled.length && (compiled[p] == ONE || compiled[p] == chars[t])) {
                p++;
                t++;
            } else if (backPattern >= 0) {
                p = backPattern + 1;
                t = ++backText;
            } else {
                return false;
            }
        }
        while (p < compiled.length && compiled[p] == ANY) {
            p++;
        }
        return p == compiled.length;
    }

    private static final int ANY = -1;
    private static final int ONE = -2;

    private static int[] compiled(String pattern, @Nullable String escape) {
        if (escape != null && length(escape) != 1) {
            throw Errors.value("an ESCAPE is one character, not " + Values.describe(escape));
        }
        int escaping = escape == null ? -1 : escape.codePointAt(0);
        int[] chars = pattern.codePoints().toArray();
        int[] compiled = new int[chars.length];
        int count = 0;
        for (int i = 0; i < chars.length; i++) {
            int c = chars[i];
            if (c == escaping) {
                if (++i == chars.length || chars[i] != '%' && chars[i] != '_' && chars[i] != c) {
                    throw Errors.value(
                            "in the pattern "
                                    + Values.describe(pattern)
                                    + " nothing can be escaped");
                }
                compiled[count++] = chars[i];
            } else {
                compiled[count++] = c == '%' ? ANY : c == '_' ? ONE : c;
            }
        }
        return java.util.Arrays.copyOf(compiled, count);
    }
}
