package io.cairn.bench.suite;

import io.cairn.bench.suite.store.BenchStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Compares what this process uses with and without a filled store. Made before the store is opened.
 * Used by one thread.
 */
final class SpaceGauge {

    private final long heapBefore;
    private final ProcessUse before;
    private long writtenBefore;

    SpaceGauge() throws IOException {
        heapBefore = heap();
        before = ProcessUse.of(ProcessHandle.current().pid());
        writtenBefore = before.writtenBytes();
    }

    /** Leaves out what a server wrote to come up, such as a native library. */
    void opened(BenchStore store) throws IOException {
        if (store.serverPid() != 0) {
            writtenBefore += ProcessUse.of(store.serverPid()).writtenBytes();
        }
    }

    /** The memory of a server's process counts from nothing, with its heap. */
    Map<String, Double> read(BenchStore store, Scenario scenario) throws Exception {
        double entries = scenario.entries();
        ProcessUse now = ProcessUse.of(ProcessHandle.current().pid());
        if (store.serverPid() != 0) {
            now = now.plus(ProcessUse.of(store.serverPid()));
        }
        long written = now.writtenBytes() - writtenBefore;
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("heap B/entry", Math.max(0, heap() - heapBefore) / entries);
        metrics.put("native B/entry", Math.max(0, now.ownBytes() - before.ownBytes()) / entries);
        metrics.put(
                "mapped B/entry", Math.max(0, now.mappedBytes() - before.mappedBytes()) / entries);
        metrics.put("disk B/entry", store.diskBytes() / entries);
        if (store.diskBytes() > 0 && written > 0) {
            metrics.put("written B/B of data", written / (double) scenario.dataBytes());
        }
        return metrics;
    }

    private static long heap() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
