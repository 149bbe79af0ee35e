package io.cairn.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs variants in turns and keeps the median of each. Used by one thread. */
final class Rounds {

    /** One round of one variant. */
    interface Work {
        /** Does the round; returns how many operations that were. */
        long run() throws Exception;
    }

    private final int warmRounds;
    private final int measuredRounds;
    private final Map<String, Work> variants = new LinkedHashMap<>();

    Rounds(int warmRounds, int measuredRounds) {
        this.warmRounds = Data.BRIEF ? 0 : warmRounds;
        this.measuredRounds = Data.BRIEF ? 1 : measuredRounds;
    }

    Rounds add(String name, Work work) {
        variants.put(name, work);
        return this;
    }

    /** Runs everything; returns nanoseconds per operation, the median of the measured rounds. */
    Medians run() throws Exception {
        Map<String, List<Double>> samples = new LinkedHashMap<>();
        for (int round = -warmRounds; round < measuredRounds; round++) {
            for (Map.Entry<String, Work> variant : variants.entrySet()) {
                long start = System.nanoTime();
                long operations = variant.getValue().run();
                double nanos = (System.nanoTime() - start) / (double) operations;
                if (round >= 0) {
                    samples.computeIfAbsent(variant.getKey(), name -> new ArrayList<>()).add(nanos);
                }
                Progress.tick();
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        samples.forEach((name, values) -> medians.put(name, median(values)));
        return new Medians(medians);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return Arrays.stream(sorted)
                .skip((sorted.length - 1) / 2)
                .limit(2 - sorted.length % 2)
                .average()
                .orElseThrow();
    }

    /**
     * What came out.
     *
     * @param nanos nanoseconds per operation by variant
     */
    record Medians(Map<String, Double> nanos) {

        /** Reports how many times faster one variant is than another, against a target. */
        void report(String what, String ours, String peer, double atLeast) {
            double our = Objects.requireNonNull(nanos.get(ours));
            double their = Objects.requireNonNull(nanos.get(peer));
            Result.print(new Result(what, peer, atLeast, their / our, our, their, "ns"));
        }
    }
}
