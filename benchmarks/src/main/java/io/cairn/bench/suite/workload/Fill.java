package io.cairn.bench.suite.workload;

import io.cairn.api.Entry;
import io.cairn.bench.suite.data.Records;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Fills an empty store with batches, in the order of the keys or in a random one.
 *
 * @param name what it is called
 * @param entries how many entries
 * @param random whether in a random order
 */
public record Fill(String name, int entries, boolean random) implements Workload {

    private static final int BATCH = 1_000;
    private static final int BATCH_OF_LARGE = 100;
    private static final int LARGE_BYTES = 1_000;

    /**
     * Fills in the order of the keys.
     *
     * @param entries how many entries
     * @return the workload
     */
    public static Fill sequential(int entries) {
        return new Fill("fill-sequential", entries, false);
    }

    /**
     * Fills in a random order.
     *
     * @param entries how many entries
     * @return the workload
     */
    public static Fill random(int entries) {
        return new Fill("fill-random", entries, true);
    }

    @Override
    public String unit() {
        return "entries";
    }

    @Override
    public Operation operation(Trial trial, int thread) {
        int[] order = new int[entries];
        Arrays.setAll(order, i -> i);
        if (random) {
            shuffle(order, trial.random(thread));
        }
        int batch = trial.records().valueBytes() > LARGE_BYTES ? BATCH_OF_LARGE : BATCH;
        return new Operation() {
            private int next;

            @Override
            public long run() throws Exception {
                int end = Math.min(entries, next + batch);
                List<Entry> part = new ArrayList<>(end - next);
                for (int i = next; i < end; i++) {
                    int number = order[i];
                    part.add(new Entry(Records.key(number), trial.records().value(number, 0)));
                }
                if (!part.isEmpty()) {
                    trial.store().putAll(part);
                }
                next = end;
                return part.size();
            }
        };
    }

    /** What a fill that was cut short leaves is of no use, so the count is set only here. */
    @Override
    public void finish(Trial trial) {
        trial.filled(entries);
    }

    private static void shuffle(int[] numbers, SplittableRandom random) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int at = random.nextInt(i + 1);
            int number = numbers[i];
            numbers[i] = numbers[at];
            numbers[at] = number;
        }
    }
}
