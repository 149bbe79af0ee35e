package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.store.Scan;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Reads the hundred entries whose keys begin alike: all digits but the last two. Stateless. */
record PrefixScan() implements Workload {

    private static final int SIZE = 100;
    private static final int PREFIX_BYTES = Records.KEY_BYTES - 2;

    @Override
    public String name() {
        return "prefix-scan";
    }

    @Override
    public String unit() {
        return "scans";
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        Audit audit = trial.audit();
        return () -> {
            int first = random.nextInt(trial.keys()) / SIZE * SIZE;
            byte[] begin = Arrays.copyOf(Records.key(first), PREFIX_BYTES);
            byte[] end = Arrays.copyOf(Records.key(first + SIZE), PREFIX_BYTES);
            audit.expectFrom(first, 1);
            trial.store().scan(Scan.between(begin, end), audit);
            audit.expectCount(Math.min(SIZE, trial.keys() - first));
            return 1;
        };
    }
}
