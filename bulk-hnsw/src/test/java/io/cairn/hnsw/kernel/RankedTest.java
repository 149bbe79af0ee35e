package io.cairn.hnsw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A row and its distance in one number. */
class RankedTest {

    private static final float[] ASCENDING = {
        Float.NEGATIVE_INFINITY,
        -Float.MAX_VALUE,
        -1.5f,
        -1,
        -Float.MIN_NORMAL,
        -Float.MIN_VALUE,
        0,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        1,
        Math.nextUp(1f),
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY
    };

    private static final int[] ROWS = {0, 1, 2, 1 << 30, Integer.MAX_VALUE};

    @Test
    void isOrderedByDistanceAndThenByRow() {
        long before = Long.MIN_VALUE;
        for (float distance : ASCENDING) {
            for (int row : ROWS) {
                long ranked = Ranked.of(distance, row);
                assertThat(ranked).as("%s %s", distance, row).isGreaterThan(before);
                assertThat(ranked).isLessThan(Ranked.NONE);
                before = ranked;
            }
        }
    }

    @Test
    void givesBackWhatWasPutIn() {
        for (float distance : ASCENDING) {
            for (int row : ROWS) {
                long ranked = Ranked.of(distance, row);
                assertThat(Ranked.distance(ranked)).isEqualTo(distance);
                assertThat(Ranked.row(ranked)).isEqualTo(row);
            }
        }
    }

    @Test
    void bothZerosAreEqual() {
        assertThat(Ranked.of(-0.0f, 3)).isEqualTo(Ranked.of(0.0f, 3));
    }
}
