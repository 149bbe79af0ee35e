package io.cairn.hnsw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Nearest neighbours in double precision, straight from the metrics' formulas. Stateless. */
final class ExactSearch {

    private ExactSearch() {}

    static double distance(Metric metric, float[] a, float[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        double squares = 0;
        for (int d = 0; d < a.length; d++) {
            product += (double) a[d] * b[d];
            squaresOfA += (double) a[d] * a[d];
            squaresOfB += (double) b[d] * b[d];
            squares += ((double) a[d] - b[d]) * ((double) a[d] - b[d]);
        }
        boolean zero = squaresOfA == 0 || squaresOfB == 0;
        return switch (metric) {
            case COSINE -> zero ? 1 : 1 - product / Math.sqrt(squaresOfA * squaresOfB);
            case L2 -> Math.sqrt(squares);
            case IP -> -product;
        };
    }

    /** Returns the nearest distances, ascending. */
    static List<Double> nearest(Metric metric, float[] query, Iterable<float[]> vectors, int k) {
        List<Double> distances = new ArrayList<>();
        vectors.forEach(vector -> distances.add(distance(metric, query, vector)));
        distances.sort(Comparator.naturalOrder());
        return distances.subList(0, Math.min(k, distances.size()));
    }

    /**
     * Tells whether the neighbours are as near as they could be: the n-th one no farther than the
     * n-th of all, each as far as it says.
     */
    static boolean isRight(
            Metric metric,
            float[] query,
            Map<Long, float[]> vectors,
            int k,
            List<Neighbor> found,
            double slack) {
        List<Double> exact = nearest(metric, query, vectors.values(), k);
        if (found.size() != exact.size()
                || found.stream().map(Neighbor::id).distinct().count() != found.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            float[] vector = vectors.get(found.get(i).id());
            float distance = found.get(i).distance();
            if (vector == null
                    || Math.abs(distance(metric, query, vector) - distance) > slack
                    || Math.abs(exact.get(i) - distance) > slack) {
                return false;
            }
        }
        return true;
    }
}
