package io.cairn.hnsw;

import org.jspecify.annotations.Nullable;

/** Checks and scales vectors on the heap. Stateless. */
final class QueryVectors {

    /**
     * The length whose square, several times over, still is a number in single precision: with
     * longer vectors differences of distances would not be.
     */
    private static final double LENGTH_MAX = 1e18;

    /** By how much the length of a vector that is stored as it comes may differ from 1. */
    private static final double LENGTH_TOLERANCE = 1e-6;

    private QueryVectors() {}

    /**
     * Checks a vector, and scales it to length 1 where the metric wants that; one of zeros stays.
     *
     * @return what is wrong with it, as the text of an exception; null when nothing is
     */
    static @Nullable String prepare(float[] vector, Metric metric) {
        double squares = squares(vector);
        String fault = fault(squares, metric);
        if (fault == null && metric == Metric.COSINE) {
            scale(vector, squares);
        }
        return fault;
    }

    /** Returns the square of a vector's length. */
    static double squares(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        return squares;
    }

    /**
     * Tells what is wrong with a vector.
     *
     * @param squares the square of its length
     * @return the text of an exception; null when nothing is
     */
    static @Nullable String fault(double squares, Metric metric) {
        if (!Double.isFinite(squares)) {
            return "a vector has a component that is not a finite number";
        }
        return metric != Metric.COSINE && squares > LENGTH_MAX * LENGTH_MAX
                ? "a vector is longer than 1e18; scale all of them"
                : null;
    }

    /**
     * Tells whether a vector is stored otherwise than it is given: where the metric wants length 1
     * and it has another one. Rounding takes vectors that somebody has scaled off by less than what
     * is let pass.
     *
     * @param squares the square of its length
     */
    static boolean isScaled(double squares, Metric metric) {
        return metric == Metric.COSINE
                && squares > 0
                && Math.abs(squares - 1) > 2 * LENGTH_TOLERANCE;
    }

    /** Scales a vector to length 1, unless it is one of zeros. */
    static void scale(float[] vector, double squares) {
        if (squares > 0) {
            double factor = 1 / Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] * factor);
            }
        }
    }
}
