package io.cairn.bench.vector;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what the workload and Cairn's variant
 * @param peer what it is compared with, or the limit
 * @param atLeast the ratio aimed at; 1 for a limit
 * @param ratio the ratio measured, more is better
 * @param ours Cairn's figure
 * @param theirs the peer's figure, or the limit
 * @param unit the figures' unit
 * @param lacking why the ratio does not count, such as a lower recall; empty when it does
 */
record Finding(
        String what,
        String peer,
        double atLeast,
        double ratio,
        double ours,
        double theirs,
        String unit,
        String lacking) {

    /** Returns what was measured against a limit that it must not exceed. */
    static Finding ofLimit(String what, String limit, double ours, double most, String unit) {
        return new Finding(what, limit, 1, most / ours, ours, most, unit, "");
    }

    /** Tells whether the target is reached. */
    boolean reached() {
        return ratio >= atLeast && lacking.isEmpty();
    }

    /** Returns the line of a Markdown table. */
    String toRow() {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.2fx | **%.2fx** | %s | %s | %s %s |",
                what,
                peer,
                atLeast,
                ratio,
                reached() ? "yes" : lacking.isEmpty() ? "no" : "no: " + lacking,
                figure(ours),
                figure(theirs),
                unit);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.3f" : "%,.0f", value);
    }
}
