package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bench.suite.store.BenchStore;
import java.util.SplittableRandom;

/** Removes a random key, sees that it is gone, and stores it again. Stateless. */
record DeleteAndPut() implements Workload {

    @Override
    public String name() {
        return "delete-and-put";
    }

    @Override
    public String unit() {
        return "operations";
    }

    @Override
    public boolean puts() {
        return true;
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        BenchStore store = trial.store();
        return () -> {
            int number = random.nextInt(trial.keys());
            byte[] key = Records.key(number);
            store.delete(key);
            if (store.get(key) != null) {
                throw new WrongDataException("key " + number + " was removed but is still there");
            }
            trial.update(number);
            return 1;
        };
    }
}
