package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.Audit;
import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bench.suite.store.BenchStore;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Reads of single keys.
 *
 * @param kind which ones
 */
record Gets(Kind kind) implements Workload {

    /** Which keys are read, and how. */
    enum Kind {
        /** A random key, copied. */
        HIT,
        /** A random key, read where its value lies. */
        HIT_LENT,
        /** A key that is not there, between two that are. */
        MISS,
        /** One key after the other, copied. */
        SEQUENCE
    }

    @Override
    public String name() {
        return "get-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String unit() {
        return "operations";
    }

    @Override
    public boolean borrowsValues() {
        return kind == Kind.HIT_LENT;
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        Audit audit = trial.audit();
        BenchStore store = trial.store();
        return switch (kind) {
            case HIT ->
                    () -> {
                        trial.read(random.nextInt(trial.keys()), audit);
                        return 1;
                    };
            case HIT_LENT ->
                    () -> {
                        int number = random.nextInt(trial.keys());
                        audit.expect(number);
                        if (!store.getLent(Records.key(number), audit)) {
                            throw new WrongDataException("key " + number + " was not found");
                        }
                        return 1;
                    };
            case MISS ->
                    () -> {
                        byte[] key = Records.key(random.nextInt(trial.keys()));
                        if (store.get(Arrays.copyOf(key, key.length + 1)) != null) {
                            throw new WrongDataException("a key was found that nobody stored");
                        }
                        return 1;
                    };
            case SEQUENCE ->
                    new Operation() {
                        private int next;

                        @Override
                        public long run() throws Exception {
                            trial.read(next, audit);
                            next = next + 1 == trial.keys() ? 0 : next + 1;
                            return 1;
                        }
                    };
        };
    }
}
