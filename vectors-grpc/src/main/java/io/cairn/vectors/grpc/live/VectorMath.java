package io.cairn.vectors.grpc.live;

import io.cairn.hnsw.Metric;
import org.jspecify.annotations.Nullable;

/** Checks, scales and compares vectors on the heap, as indexes do. Stateless. */
final class VectorMath {

    /** With longer vectors, distances in single precision would not be numbers. */
    private static final double LENGTH_MAX = 1e18;

    private VectorMath() {}

    /**
     * Checks a vector, and scales it to length 1 where the metric wants that; one of zeros stays.
     *
     * @return what is wrong with it; null when nothing is
     */
    static @Nullable String prepare(float[] vector, Metric metric) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        if (!Double.isFinite(squares)) {
            return "a component is not a finite number";
        }
        if (metric != Metric.COSINE) {
            return squares > LENGTH_MAX * LENGTH_MAX ? "it is longer than 1e18" : null;
        }
        if (squares > 0) {
            double factor = 1 / Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] * factor);
            }
        }
        return null;
    }

    /** Returns the distance of two vectors that were prepared. */
    static float distance(float[] a, float[] b, Metric metric) {
        return switch (metric) {
            case COSINE -> Math.clamp(1 - dot(a, b), 0, 2);
            case IP -> -dot(a, b);
            case L2 -> (float) Math.sqrt(squares(a, b));
        };
    }

    /** With four sums, so that additions need not wait for each other. */
    private static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static float squares(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            float d0 = a[i] - b[i];
            float d1 = a[i + 1] - b[i + 1];
            float d2 = a[i + 2] - b[i + 2];
            float d3 = a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < a.length; i++) {
            float d = a[i] - b[i];
            s0 += d * d;
        }
        return (s0 + s1) + (s2 + s3);
    }
}
