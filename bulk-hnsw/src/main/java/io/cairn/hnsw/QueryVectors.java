package io.cairn.hnsw;

/** Checks and scales vectors on the heap. Stateless. */
final class QueryVectors {

    private QueryVectors() {}

    /** Tells whether all components are finite: zero times such a number is zero. */
    static boolean isFinite(float[] vector) {
        float sum = 0;
        for (float x : vector) {
            sum += x * 0;
        }
        return sum == 0;
    }

    /** Scales a vector to length 1; one of zeros stays. */
    static void scale(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        if (squares > 0) {
            double factor = 1 / Math.sqrt(squares);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = (float) (vector[i] * factor);
            }
        }
    }
}
