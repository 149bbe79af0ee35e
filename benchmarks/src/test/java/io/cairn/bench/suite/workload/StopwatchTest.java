package io.cairn.bench.suite.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.data.Records;
import org.junit.jupiter.api.Test;

class StopwatchTest {

    private static final int ENTRIES = 20_000;
    private static final long OTHERS_NANOS = 20_000_000;

    private final Trial trial =
            new Trial(new LyingStore(LyingStore.Lie.NONE), new Records(100, 1), 1);

    /** Counts the turns of others, which take a while. */
    private static final class Others implements Turn {

        private final double windowSeconds;
        private int turns;

        Others(double windowSeconds) {
            this.windowSeconds = windowSeconds;
        }

        @Override
        public double windowSeconds() {
            return windowSeconds;
        }

        @Override
        public void pass() {
            turns++;
            long end = System.nanoTime() + OTHERS_NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void aFillGoesOnWhereItWasInterruptedAndOthersTimeIsNotItsOwn() throws Exception {
        Others others = new Others(0.001);
        long start = System.nanoTime();

        Stopwatch.Timing timing = Stopwatch.fill(Fill.random(ENTRIES), trial, 600, others);

        double all = (System.nanoTime() - start) / 1e9;
        assertEquals(ENTRIES, timing.units());
        trial.checkAll();
        assertTrue(others.turns > 1);
        assertTrue(timing.seconds() <= all - others.turns * OTHERS_NANOS / 1e9);
    }

    @Test
    void aWorkloadIsMeasuredInWindowsThatTogetherLastAsLong() throws Exception {
        Stopwatch.fill(Fill.random(ENTRIES), trial, 600, Turn.ALONE);
        Others others = new Others(0.01);
        Stopwatch stopwatch = new Stopwatch(0, 0.045);
        long start = System.nanoTime();

        Stopwatch.Timing timing = stopwatch.run(Workloads.GET_HIT, trial, 2, () -> {}, others);

        double all = (System.nanoTime() - start) / 1e9;
        // Before the first window, and after each of five.
        assertEquals(6, others.turns);
        assertTrue(timing.seconds() >= 0.045, timing::toString);
        assertTrue(timing.seconds() <= all - others.turns * OTHERS_NANOS / 1e9);
        assertEquals(timing.units(), timing.nanos().getTotalCount());
    }
}
