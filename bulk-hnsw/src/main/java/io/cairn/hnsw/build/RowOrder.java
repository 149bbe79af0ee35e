package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.VectorRows;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Orders in which vectors near each other lie near each other. Stateless. */
final class RowOrder {

    /** Signs in a code; more would tell apart vectors that belong together. */
    private static final int SIGNS = 16;

    private static final int PIECE = 1024;
    private static final int CENTRES_MAX = 1000;
    private static final int ROUNDS = 3;

    /** Vectors of a sample, for each centre. */
    private static final int SAMPLE = 40;

    private RowOrder() {}

    /** Sorts by the signs of products with random directions, read as a Gray code. */
    static int[] byRandomProjection(VectorRows rows, long seed, Workers workers) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] mean = mean(rows);
        float[][] directions = new float[SIGNS][rows.dimension()];
        for (float[] direction : directions) {
            for (int d = 0; d < direction.length; d++) {
                direction[d] = (float) random.nextGaussian();
            }
        }
        long[] codes = new long[rows.count()];
        workers.run(
                rows.count(),
                PIECE,
                _ -> new float[rows.dimension()],
                (vector, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        rows.copy(i, vector, 0);
                        codes[i] = (long) rank(vector, mean, directions) << Integer.SIZE | i;
                    }
                });
        Arrays.sort(codes);
        return Places.lowerHalves(codes);
    }

    /**
     * Returns the number at which the signs stand in a Gray code: neighbours differ in one sign.
     */
    private static int rank(float[] vector, float[] mean, float[][] directions) {
        int rank = 0;
        int before = 0;
        for (float[] direction : directions) {
            float product = 0;
            for (int d = 0; d < vector.length; d++) {
                product += (vector[d] - mean[d]) * direction[d];
            }
            before ^= product > 0 ? 1 : 0;
            rank = rank << 1 | before;
        }
        return rank;
    }

    private static float[] mean(VectorRows rows) {
        double[] sum = new double[rows.dimension()];
        float[] vector = new float[rows.dimension()];
        int step = Math.max(1, rows.count() / PIECE);
        int many = 0;
        for (int i = 0; i < rows.count(); i += step) {
            rows.copy(i, vector, 0);
            many++;
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vector[d];
            }
        }
        for (int d = 0; d < sum.length; d++) {
            vector[d] = (float) (sum[d] / Math.max(1, many));
        }
        return vector;
    }

    /** Groups by the nearest of some centres (Lloyd 1982), the centres chained by nearness. */
    static int[] byCentres(VectorRows rows, long seed, Workers workers) {
        int count = rows.count();
        if (count == 0) {
            return new int[0];
        }
        int centres = Math.clamp((long) Math.sqrt(count), 1, CENTRES_MAX);
        SplittableRandom random = new SplittableRandom(seed);
        int[] sample =
                IntStream.range(0, Math.min(count, centres * SAMPLE))
                        .map(_ -> random.nextInt(count))
                        .toArray();
        Leaders leaders = new Leaders(rows, Arrays.copyOf(sample, centres));
        for (int round = 0; round < ROUNDS; round++) {
            leaders = moved(rows, sample, assigned(leaders, sample, workers), leaders);
        }
        int[] all = Places.all(count);
        int[] nearest = assigned(leaders, all, workers);
        int[] position = new int[centres];
        int[] chain = leaders.chain();
        for (int i = 0; i < centres; i++) {
            position[chain[i]] = i;
        }
        long[] codes = new long[count];
        Arrays.setAll(codes, i -> (long) position[nearest[i]] << Integer.SIZE | i);
        Arrays.sort(codes);
        return Places.lowerHalves(codes);
    }

    private static int[] assigned(Leaders leaders, int[] chosen, Workers workers) {
        int[] nearest = new int[chosen.length];
        workers.run(
                chosen.length,
                Leaders.AT_ONCE,
                _ -> leaders.assignment(1),
                (assignment, begin, end) ->
                        assignment.assign(Arrays.copyOfRange(chosen, begin, end), nearest, begin));
        return nearest;
    }

    private static Leaders moved(VectorRows rows, int[] sample, int[] nearest, Leaders leaders) {
        int dimension = rows.dimension();
        float[] sums = new float[leaders.count() * dimension];
        int[] counts = new int[leaders.count()];
        float[] vector = new float[dimension];
        for (int i = 0; i < sample.length; i++) {
            rows.copy(sample[i], vector, 0);
            counts[nearest[i]]++;
            for (int d = 0; d < dimension; d++) {
                sums[nearest[i] * dimension + d] += vector[d];
            }
        }
        for (int i = 0; i < counts.length; i++) {
            for (int d = 0; d < dimension; d++) {
                int at = i * dimension + d;
                sums[at] = counts[i] == 0 ? leaders.vectors()[at] : sums[at] / counts[i];
            }
        }
        return new Leaders(rows, leaders.count(), sums);
    }

    /**
     * Moves rows in place.
     *
     * @param order for each new row the old one
     */
    static void apply(VectorRows rows, int[] order) {
        boolean[] moved = new boolean[order.length];
        float[] first = new float[rows.dimension()];
        float[] vector = new float[rows.dimension()];
        for (int start = 0; start < order.length; start++) {
            if (moved[start] || order[start] == start) {
                continue;
            }
            rows.copy(start, first, 0);
            int row = start;
            while (order[row] != start) {
                rows.copy(order[row], vector, 0);
                rows.set(row, vector, 0);
                moved[row] = true;
                row = order[row];
            }
            rows.set(row, first, 0);
            moved[row] = true;
        }
    }
}
