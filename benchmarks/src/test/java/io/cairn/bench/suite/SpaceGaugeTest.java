package io.cairn.bench.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.store.BenchStore;
import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.workload.Stopwatch;
import io.cairn.bench.suite.workload.Trial;
import io.cairn.bench.suite.workload.Turn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a filled store takes is told where it is: on the heap, or on the disk. */
class SpaceGaugeTest {

    private static final Plan PLAN = Plan.of(Plan.Size.BLINK, 50_000);

    @TempDir Path folder;

    @Test
    void aStoreInMemoryTakesHeap() throws Exception {
        Map<String, Double> metrics = measure(StoreKind.SKIPLIST);
        double heap = metrics.get("heap B/entry");
        assertTrue(heap > 116 && heap < 600, metrics::toString);
        assertEquals(0, metrics.get("disk B/entry"));
        assertEquals(
                Set.of("heap B/entry", "native B/entry", "mapped B/entry", "disk B/entry"),
                metrics.keySet());
    }

    @Test
    void aStoreInFilesTakesDisk() throws Exception {
        Map<String, Double> metrics = measure(StoreKind.CAIRN_ROCKSDB);
        double disk = metrics.get("disk B/entry");
        assertTrue(disk > 116 && disk < 600, metrics::toString);
        assertTrue(metrics.get("written B/B of data") > 1, metrics::toString);
    }

    private Map<String, Double> measure(StoreKind kind) throws Exception {
        Scenario scenario = PLAN.scenario("sequential");
        Round round = new Round(PLAN, scenario, kind, 0, folder, new Wanted(List.of()));
        SpaceGauge gauge = new SpaceGauge();
        try (BenchStore store = kind.open(round.settings("data"))) {
            gauge.opened(store);
            Trial trial = new Trial(store, new Records(scenario.valueBytes(), 1), 1);
            Stopwatch.fill(scenario.fill(), trial, 60, Turn.ALONE);
            store.flush();
            return gauge.read(store, scenario);
        }
    }
}
