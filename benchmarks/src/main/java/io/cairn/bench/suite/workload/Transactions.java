package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.data.Records;
import java.util.SplittableRandom;

/**
 * Transactions that read some random keys and write others.
 *
 * @param reads how many keys are read
 * @param writes how many are written
 */
record Transactions(int reads, int writes) implements Workload {

    @Override
    public String name() {
        return "transactions-" + reads + "+" + writes;
    }

    @Override
    public String unit() {
        return "transactions";
    }

    @Override
    public boolean transacts() {
        return true;
    }

    @Override
    public void begin(Trial trial) {
        trial.forgetVersions();
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        Audit audit = trial.audit();
        return () -> {
            int runs =
                    trial.store()
                            .transact(tx -> {
                                for (int i = 0; i < reads; i++) {
                                    int number = random.nextInt(trial.keys());
                                    trial.check(number, tx.get(Records.key(number)), audit);
                                }
                                for (int i = 0; i < writes; i++) {
                                    int number = random.nextInt(trial.keys());
                                    tx.put(
                                            Records.key(number),
                                            trial.records().value(number, random.nextInt()));
                                }
                            });
            trial.committed(runs);
            return 1;
        };
    }

    @Override
    public void finish(Trial trial) throws Exception {
        trial.checkAll();
    }
}
