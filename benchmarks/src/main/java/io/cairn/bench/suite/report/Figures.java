package io.cairn.bench.suite.report;

import java.util.Locale;

/** Writes numbers for people: three digits that count. Stateless. */
final class Figures {

    private Figures() {}

    /** Whether more is better: what is counted by second, and nothing else. */
    static boolean isRate(String metric) {
        return metric.endsWith("/s");
    }

    /** Returns such as {@code 1,230,000}, {@code 12.3}, {@code 0.0123}. */
    static String text(double number) {
        if (number == 0) {
            return "0";
        }
        int whole = (int) Math.floor(Math.log10(Math.abs(number))) + 1;
        if (whole > 3) {
            double unit = Math.pow(10, whole - 3);
            return String.format(Locale.ROOT, "%,.0f", Math.rint(number / unit) * unit);
        }
        return String.format(Locale.ROOT, "%." + Math.min(3 - whole, 6) + "f", number);
    }

    /** Returns such as {@code 1.2M}, for the marks of an axis. */
    static String brief(double number) {
        double size = Math.abs(number);
        if (size >= 1e9) {
            return trim(number / 1e9) + "G";
        }
        if (size >= 1e6) {
            return trim(number / 1e6) + "M";
        }
        return size >= 1e3 ? trim(number / 1e3) + "k" : trim(number);
    }

    private static String trim(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.replaceFirst("\\.?0+$", "");
    }
}
