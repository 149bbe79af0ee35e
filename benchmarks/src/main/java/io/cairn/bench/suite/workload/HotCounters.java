package io.cairn.bench.suite.workload;

import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Transactions that each add one to one of ten counters. In the end the counters must show as many
 * as were committed. Stateless.
 */
record HotCounters() implements Workload {

    private static final int COUNTERS = 10;

    @Override
    public String name() {
        return "hot-counters";
    }

    @Override
    public String unit() {
        return "transactions";
    }

    @Override
    public boolean transacts() {
        return true;
    }

    private static byte[] key(int counter) {
        return Bytes.utf8("counter:" + counter);
    }

    private static byte[] value(long count) {
        return ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    }

    @Override
    public void begin(Trial trial) throws Exception {
        for (int counter = 0; counter < COUNTERS; counter++) {
            trial.store().put(key(counter), value(0));
        }
        trial.counted().reset();
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        SplittableRandom random = trial.random(thread);
        return () -> {
            byte[] key = key(random.nextInt(COUNTERS));
            int runs =
                    trial.store()
                            .transact(tx -> {
                                long count =
                                        ByteBuffer.wrap(Objects.requireNonNull(tx.get(key)))
                                                .getLong();
                                tx.put(key, value(count + 1));
                            });
            trial.counted().increment();
            trial.committed(runs);
            return 1;
        };
    }

    @Override
    public void finish(Trial trial) throws Exception {
        long sum = 0;
        for (int counter = 0; counter < COUNTERS; counter++) {
            byte[] value = Objects.requireNonNull(trial.store().get(key(counter)));
            sum += ByteBuffer.wrap(value).getLong();
        }
        long committed = trial.counted().sum();
        if (sum != committed) {
            throw new WrongDataException(
                    "the counters show " + sum + " where " + committed + " were committed");
        }
    }
}
