package io.cairn.cli.terminal;

import java.util.Locale;

/**
 * Writes numbers for people: grouped digits, decimal byte units, times with three digits.
 * Stateless.
 */
public final class Units {

    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Units() {}

    /**
     * Groups digits.
     *
     * @param count a number
     * @return for example {@code 30,123}
     */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * Counts things.
     *
     * @param count a number
     * @param singular the name of one thing
     * @param plural the name of several
     * @return for example {@code 1 entry} or {@code 2 entries}
     */
    public static String count(long count, String singular, String plural) {
        return count(count) + " " + (count == 1 ? singular : plural);
    }

    /**
     * Shortens a number of bytes; a kB is 1,000 bytes.
     *
     * @param bytes a number of bytes
     * @return for example {@code 117.4 MB}
     */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.95 && unit < BYTE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, "%.1f %s", value, BYTE_UNITS[unit]);
    }

    /**
     * Shortens a time.
     *
     * @param nanos a time in nanoseconds
     * @return for example {@code 12.3 ms}
     */
    public static String nanos(long nanos) {
        if (nanos < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f us", nanos / 1e3);
        }
        return nanos < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    /**
     * Returns how much happens in a second.
     *
     * @param amount what happened
     * @param nanos in how long, in nanoseconds
     * @return the rate; of a time too short to measure, that of one nanosecond
     */
    public static long perSecond(long amount, long nanos) {
        return Math.round(amount * 1e9 / Math.max(1, nanos));
    }
}
