package io.cairn.bench.suite.report;

import java.util.Arrays;
import java.util.Collection;

/**
 * The rounds of one figure.
 *
 * @param median the middle one
 * @param min the least
 * @param max the greatest
 * @param rounds how many there are
 */
public record Summary(double median, double min, double max, int rounds) {

    /**
     * Sums up.
     *
     * @param values at least one
     * @return their summary
     */
    public static Summary of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median =
                Arrays.stream(sorted)
                        .skip((sorted.length - 1) / 2)
                        .limit(2 - sorted.length % 2)
                        .average()
                        .orElseThrow();
        return new Summary(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }

    /**
     * Tells how far the rounds lie apart.
     *
     * @return the greatest less the least, as a share of the median
     */
    public double spread() {
        return median == 0 ? 0 : (max - min) / Math.abs(median);
    }
}
