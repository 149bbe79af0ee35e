package io.cairn.bench.suite;

import io.cairn.bench.suite.Scenario.Kind;
import io.cairn.bench.suite.Scenario.Step;
import io.cairn.bench.suite.workload.Fill;
import io.cairn.bench.suite.workload.Stopwatch;
import io.cairn.bench.suite.workload.Workload;
import io.cairn.bench.suite.workload.Workloads;
import io.cairn.config.Durability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * All scenarios of a run and how long each workload takes. Immutable.
 *
 * @param size how large a run it is
 * @param entries how many entries most scenarios have
 * @param stopwatch how long each workload takes
 * @param scenarios them all, in the order in which they run
 */
record Plan(Size size, int entries, Stopwatch stopwatch, List<Scenario> scenarios) {

    static final int SMALL_VALUE_BYTES = 100;
    static final int LARGE_VALUE_BYTES = 4096;

    private static final List<Workload> GROWING =
            List.of(
                    Workloads.GET_HIT,
                    Workloads.SCAN_FORWARD_LENT,
                    Workloads.SEEK_100,
                    Workloads.YCSB_A);

    /** How large a run is. */
    enum Size {
        /**
         * Less than an hour on two cores: what is slow, and what is left when that time is nearly
         * over, is measured once.
         */
        FULL(1_000_000, 2, new Stopwatch(0.4, 0.7), 60, "2g", List.of(1, 2, 8, 64)),
        /** As full; the cost of every workload as it grows, up to ten million entries. */
        LARGE(1_000_000, 3, new Stopwatch(0.4, 0.7), 600, "5g", List.of(1, 2, 8, 64)),
        /**
         * Less than five minutes: enough to see what is far off. Every process takes a second
         * before it measures anything, so there are few.
         */
        QUICK(30_000, 1, new Stopwatch(0.05, 0.1), 10, "256m", List.of(1, 8)),
        /** A blink, to see that everything works. */
        BLINK(300, 1, new Stopwatch(0, 0.001), 30, "256m", List.of(1, 2));

        private final int entries;
        private final int rounds;
        private final Stopwatch stopwatch;
        private final double fillSecondsMax;
        private final String heap;
        private final List<Integer> threads;

        Size(
                int entries,
                int rounds,
                Stopwatch stopwatch,
                double fillSecondsMax,
                String heap,
                List<Integer> threads) {
            this.entries = entries;
            this.rounds = rounds;
            this.stopwatch = stopwatch;
            this.fillSecondsMax = fillSecondsMax;
            this.heap = heap;
            this.threads = threads;
        }

        int entries() {
            return entries;
        }

        int rounds() {
            return rounds;
        }

        /** When filling a store takes longer, it is left out. */
        double fillSecondsMax() {
            return fillSecondsMax;
        }

        /** The heap of each process, fixed. */
        String heap() {
            return heap;
        }

        /** How long a store must be idle before the next workload; 0 when it need not be. */
        Duration idleWindow() {
            return this == FULL || this == LARGE ? Duration.ofMillis(100) : Duration.ZERO;
        }

        /** A round that takes longer is not repeated unless somebody asked for rounds. */
        double repeatedSecondsMax() {
            return this == FULL ? 30 : 60;
        }

        /** When nothing is repeated any more unless somebody asked for rounds. */
        double repeatingSeconds() {
            return this == FULL ? 55 * 60 : Double.POSITIVE_INFINITY;
        }

        /** Whether the heap is touched and the filling warmed up beforehand. */
        boolean thorough() {
            return this != BLINK;
        }
    }

    static Plan of(Size size, int entries) {
        List<Scenario> all = new ArrayList<>();
        all.add(scenario("sequential", Kind.FILLING, Fill.sequential(entries), List.of()));
        all.add(scenario("random", Kind.FILLING, Fill.random(entries), Workloads.READS));
        all.add(scenario("ycsb", Kind.WORKING, Fill.random(entries), Workloads.YCSB));
        all.add(largeValues(entries));
        all.add(smallCache(entries));
        growth(size, entries, all);
        for (Durability durability : Durability.values()) {
            all.add(
                    transactions(
                            "transactions-" + durability.name().toLowerCase(Locale.ROOT),
                            Math.min(entries, 200_000),
                            durability,
                            size.threads));
        }
        all.add(scenario("crash", Kind.CRASHING, Fill.random(entries), List.of()));
        return new Plan(size, entries, size.stopwatch, List.copyOf(all));
    }

    /** Returns a plan that differs in how long each workload is measured. */
    Plan measuring(double seconds) {
        return new Plan(size, entries, new Stopwatch(stopwatch.warmSeconds(), seconds), scenarios);
    }

    private static Scenario scenario(String name, Kind kind, Fill fill, List<Workload> workloads) {
        return new Scenario(
                name,
                kind,
                fill.entries(),
                SMALL_VALUE_BYTES,
                Scenario.CACHE_BYTES,
                Durability.BUFFERED,
                fill,
                alone(workloads));
    }

    private static List<Step> alone(List<Workload> workloads) {
        return workloads.stream().map(workload -> new Step(workload, 1)).toList();
    }

    private static Scenario largeValues(int entries) {
        int fewer = Math.max(entries / 10, 100);
        return new Scenario(
                "values-4k",
                Kind.FILLING,
                fewer,
                LARGE_VALUE_BYTES,
                Scenario.CACHE_BYTES,
                Durability.BUFFERED,
                Fill.random(fewer),
                alone(
                        List.of(
                                Workloads.GET_HIT,
                                Workloads.SCAN_FORWARD_LENT,
                                Workloads.SEEK_10,
                                Workloads.YCSB_A)));
    }

    /** The cache holds an eighth of the data; the operating system's own holds all. */
    private static Scenario smallCache(int entries) {
        return new Scenario(
                "small-cache",
                Kind.ON_FILES,
                entries,
                SMALL_VALUE_BYTES,
                Math.max(1L << 20, entries * 14L),
                Durability.BUFFERED,
                Fill.random(entries),
                alone(List.of(Workloads.GET_HIT, Workloads.SEEK_100, Workloads.YCSB_A)));
    }

    /**
     * The curves end in the scenarios above, which have the most entries and the same steps. A
     * large run grows them further, and has one for every workload.
     */
    private static void growth(Size size, int entries, List<Scenario> all) {
        boolean large = size == Size.LARGE;
        List<Integer> sizes = new ArrayList<>(List.of(entries / 100));
        if (size != Size.QUICK) {
            sizes.add(entries / 10);
        }
        if (large) {
            sizes.add(entries * 10);
        }
        List<Workload> workloads = large ? everything() : GROWING;
        for (int each : sizes) {
            String name = "growth-" + each;
            all.add(scenario(name, Kind.FILLING, Fill.random(each), workloads));
        }
        if (large) {
            sizes.add(entries);
            for (int each : sizes) {
                all.add(
                        transactions(
                                "growth-transactions-" + each,
                                each,
                                Durability.BUFFERED,
                                List.of(1)));
            }
        }
    }

    private static List<Workload> everything() {
        List<Workload> all = new ArrayList<>(Workloads.READS);
        all.addAll(Workloads.YCSB);
        return all;
    }

    private static Scenario transactions(
            String name, int entries, Durability durability, List<Integer> threads) {
        List<Step> steps = new ArrayList<>();
        for (Workload workload : Workloads.TRANSACTIONS) {
            for (int each : threads) {
                steps.add(new Step(workload, each));
            }
        }
        return new Scenario(
                name,
                Kind.TRANSACTING,
                entries,
                SMALL_VALUE_BYTES,
                Scenario.CACHE_BYTES,
                durability,
                Fill.random(entries),
                List.copyOf(steps));
    }

    Scenario scenario(String name) {
        return scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
