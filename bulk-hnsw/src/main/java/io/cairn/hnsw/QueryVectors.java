package io.cairn.hnsw;

import org.jspecify.annotations.Nullable;

/** Checks and scales vectors on the heap. Stateless. */
final class QueryVectors {

    /**
     * The length whose square, several times over, still is a number in single precision: with
     * longer vectors differences of distances would not be.
     */
    private static final double LENGTH_MAX = 1e18;

    private QueryVectors() {}

    /**
     * Checks a vector, and scales it to length 1 where the metric wants that; one of zeros stays.
     *
     * @return what is wrong with it, as the text of an exception; null when nothing is
     */
    static @Nullable String prepare(float[] vector, Metric metric) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        if (!Double.isFinite(squares)) {
            return "a vector has a component that is not a finite number";
        }
        if (metric != Metric.COSINE) {
            return squares > LENGTH_MAX * LENGTH_MAX
                    ? "a vector is longer than 1e18; scale all of them"
                    : null;
        }
        if (squares > 0) {
            double factor = 1 / Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] * factor);
            }
        }
        return null;
    }
}
