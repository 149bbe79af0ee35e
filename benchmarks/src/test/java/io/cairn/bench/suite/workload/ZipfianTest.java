package io.cairn.bench.suite.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ranks come as often as the distribution says. */
class ZipfianTest {

    private static final int ITEMS = 1_000;
    private static final int DRAWS = 2_000_000;

    /** The published way is exact for two ranks, and within a few percent for the others. */
    @Test
    void theSharesOfRanksAreTheExactOnes() {
        Zipfian zipfian = new Zipfian(ITEMS, Zipfian.THETA);
        SplittableRandom random = new SplittableRandom(7);
        int[] counts = new int[ITEMS];
        for (int i = 0; i < DRAWS; i++) {
            counts[zipfian.next(random)]++;
        }
        double zeta = Zipfian.zeta(ITEMS, Zipfian.THETA);
        for (int rank = 0; rank < 2; rank++) {
            double exact = Math.pow(rank + 1, -Zipfian.THETA) / zeta;
            assertEquals(1, counts[rank] / (exact * DRAWS), 0.02, "rank " + rank);
        }
        int[] upTo = {3, 10, 30, 100, 300, ITEMS};
        for (int end : upTo) {
            double exact = 0;
            long drawn = 0;
            for (int rank = 0; rank < end; rank++) {
                exact += Math.pow(rank + 1, -Zipfian.THETA) / zeta;
                drawn += counts[rank];
            }
            assertEquals(exact, drawn / (double) DRAWS, 0.03, "up to rank " + end);
        }
    }

    @Test
    void sumsAreThoseOfThePublishedSeries() {
        assertEquals(1 + 0.5 + 1 / 3.0, Zipfian.zeta(3, 1), 1e-12);
        assertEquals(1 + Math.pow(2, -0.99), Zipfian.zeta(2, 0.99), 1e-12);
    }

    @Test
    void fewItemsAreFine() {
        for (int items = 1; items <= 3; items++) {
            Zipfian zipfian = new Zipfian(items, Zipfian.THETA);
            SplittableRandom random = new SplittableRandom(1);
            boolean[] seen = new boolean[items];
            for (int i = 0; i < 1_000; i++) {
                seen[zipfian.next(random)] = true;
            }
            for (boolean each : seen) {
                assertTrue(each);
            }
        }
    }
}
