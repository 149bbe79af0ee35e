package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import java.util.SplittableRandom;

/**
 * A core workload of YCSB (Cooper et al., "Benchmarking Cloud Serving Systems with YCSB", 2010) in
 * its published proportions. Popular keys are scattered over all keys; in D the newest ones are
 * popular. Inserted keys follow the last one.
 *
 * @param name what it is called
 * @param reads of a hundred operations, those that read a key
 * @param updates those that write a key
 * @param inserts those that write a new key
 * @param scans those that read up to a hundred entries
 * @param latest whether the newest keys are popular; the rest of the hundred reads a key and writes
 *     it
 */
record Ycsb(String name, int reads, int updates, int inserts, int scans, boolean latest)
        implements Workload {

    private static final int SCAN_MAX = 100;
    private static final long SCATTER = 0x9E3779B97F4A7C15L;

    @Override
    public String unit() {
        return "operations";
    }

    @Override
    public boolean puts() {
        return reads + scans < 100;
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        Zipfian zipfian = new Zipfian(trial.keys(), Zipfian.THETA);
        Audit audit = trial.audit();
        return () -> {
            int choice = random.nextInt(100);
            if (choice < reads) {
                trial.read(key(trial, zipfian, random), audit);
            } else if (choice < reads + updates) {
                trial.update(key(trial, zipfian, random));
            } else if (choice < reads + updates + inserts) {
                trial.insert();
            } else if (choice < reads + updates + inserts + scans) {
                int entries = 1 + random.nextInt(SCAN_MAX);
                Seek.read(trial, audit, key(trial, zipfian, random), entries);
            } else {
                int number = key(trial, zipfian, random);
                trial.read(number, audit);
                trial.update(number);
            }
            return 1;
        };
    }

    private int key(Trial trial, Zipfian zipfian, SplittableRandom random) {
        int rank = zipfian.next(random);
        if (latest) {
            return trial.keys() - 1 - rank;
        }
        long scattered = (rank + 1) * SCATTER;
        return (int) Long.remainderUnsigned(scattered ^ (scattered >>> 29), trial.keys());
    }

    @Override
    public void finish(Trial trial) throws Exception {
        trial.checkAll();
    }
}
