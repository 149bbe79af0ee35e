package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.store.Scan;

/**
 * Reads everything, from one end to the other.
 *
 * @param name what it is called
 * @param reverse whether from the last key to the first
 * @param lent whether entries are read where they lie; else each is copied
 */
record FullScan(String name, boolean reverse, boolean lent) implements Workload {

    FullScan(boolean reverse, boolean lent) {
        this(
                "scan-" + (reverse ? "reverse" : "forward") + (lent ? "-lent" : "-copied"),
                reverse,
                lent);
    }

    @Override
    public String unit() {
        return "entries";
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        Audit audit = trial.audit();
        Scan scan = Scan.all(reverse, lent);
        return () -> {
            int keys = trial.keys();
            audit.expectFrom(reverse ? keys - 1 : 0, reverse ? -1 : 1);
            trial.store().scan(scan, audit);
            audit.expectCount(keys);
            return keys;
        };
    }
}
