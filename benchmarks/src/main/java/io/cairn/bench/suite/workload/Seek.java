package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.store.Scan;
import java.util.SplittableRandom;

/**
 * Goes to a random key and reads from there.
 *
 * @param entries how many entries
 */
record Seek(int entries) implements Workload {

    @Override
    public String name() {
        return "seek-" + entries;
    }

    @Override
    public String unit() {
        return "seeks";
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        Audit audit = trial.audit();
        return () -> {
            read(trial, audit, random.nextInt(trial.keys()), entries);
            return 1;
        };
    }

    static void read(Trial trial, Audit audit, int first, int entries) throws Exception {
        audit.expectFrom(first, 1);
        trial.store().scan(Scan.from(Records.key(first), entries), audit);
        audit.expectCount(Math.min(entries, trial.keys() - first));
    }
}
