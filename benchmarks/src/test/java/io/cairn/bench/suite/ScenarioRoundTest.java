package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.workload.LyingStore;
import io.cairn.bench.suite.workload.Stopwatch;
import io.cairn.bench.suite.workload.Turn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stores are measured in the same state. */
class ScenarioRoundTest {

    private static final Plan BLINK = Plan.of(Plan.Size.BLINK, 50);

    @TempDir Path folder;

    @Test
    void whatWritesBeginsWithEmptyBuffersAfterWarmingUp() {
        // Flushed after the fill, warmed up, flushed, measured.
        assertEquals("FWFW", calls("ycsb", "ycsb-f"));
    }

    @Test
    void whatReadsRestsBeforeWarmingUp() {
        assertEquals("FG", calls("ycsb", "ycsb-c"));
    }

    @Test
    void whatWarmsUpASmallCacheIsNotFlushedAfterwards() {
        assertEquals("FW", calls("small-cache", "ycsb-a"));
    }

    /** Tells what a store was asked: F for flushes, G for reading alone, W for writing too. */
    private String calls(String scenario, String workload) {
        LyingStore store = new LyingStore(LyingStore.Lie.NONE);
        Plan plan =
                new Plan(
                        BLINK.size(),
                        BLINK.entries(),
                        new Stopwatch(0.02, 0.02),
                        BLINK.scenarios());
        Round round =
                new Round(
                        plan,
                        plan.scenario(scenario),
                        StoreKind.SKIPLIST,
                        0,
                        folder,
                        new Wanted(List.of(workload)));
        List<Measurement> measured = new ArrayList<>();
        assertNull(
                RoundProcess.run(round, settings -> store, Turn.ALONE, measured::add),
                measured::toString);
        return store.calls().replaceAll("[PG]*P[PG]*", "W");
    }
}
