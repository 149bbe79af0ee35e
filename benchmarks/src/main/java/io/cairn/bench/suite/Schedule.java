package io.cairn.bench.suite;

import io.cairn.bench.suite.store.StoreKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rounds a run has, in which order, which of them are worth a repetition, and how long all
 * that takes. Every scenario has its first round before any has its second, so that the two lie
 * apart and a run that ends early has something of everything. Used by one thread.
 */
final class Schedule {

    private static final double START_SECONDS = 1.5;
    private static final double SECONDS_OF_ENTRY = 8e-6;

    private final Plan plan;
    private final @Nullable Integer rounds;
    private final List<List<Round>> all;

    /** What failed, gave no figure or took long is not tried again. */
    private final Set<Key> once = new HashSet<>();

    private final Map<Key, Double> took = new HashMap<>();
    private double tookExpected;
    private int leftOut;

    private record Key(Scenario scenario, StoreKind store) {
        static Key of(Round round) {
            return new Key(round.scenario(), round.store());
        }
    }

    /**
     * Makes one.
     *
     * @param rounds how many, whatever they cost; null leaves it to the plan
     * @param data where each round has a directory of its own, so that what one leaves behind is no
     *     other one's data
     * @param inTurns whether all stores of a round run at the same time
     */
    Schedule(
            Plan plan,
            List<StoreKind> stores,
            Wanted wanted,
            @Nullable Integer rounds,
            Path data,
            boolean inTurns) {
        this.plan = plan;
        this.rounds = rounds;
        List<List<Round>> made = new ArrayList<>();
        int turns = rounds == null ? plan.size().rounds() : rounds;
        for (int number = 0; number < turns; number++) {
            for (Scenario scenario : plan.scenarios()) {
                List<Round> together = new ArrayList<>();
                for (StoreKind store : stores) {
                    if (wanted.has(scenario) && scenario.lack(store).isEmpty()) {
                        String name = scenario.name() + "-" + store.word() + "-" + number;
                        Path directory = data.resolve(name);
                        together.add(new Round(plan, scenario, store, number, directory, wanted));
                    }
                }
                if (inTurns && !together.isEmpty()) {
                    made.add(together);
                } else {
                    together.forEach(round -> made.add(List.of(round)));
                }
            }
        }
        all = List.copyOf(made);
    }

    /** Returns what runs one after the other; what is in one list shares the time. */
    List<List<Round>> all() {
        return all;
    }

    /**
     * Returns those that are to run now.
     *
     * @param elapsedSeconds how long the run has taken so far
     */
    List<Round> due(List<Round> together, double elapsedSeconds) {
        List<Round> due = new ArrayList<>();
        for (Round round : together) {
            if (once.contains(Key.of(round))) {
                continue;
            }
            if (round.number() > 0 && elapsedSeconds > limitSeconds()) {
                leftOut++;
                continue;
            }
            due.add(round);
        }
        return due;
    }

    /**
     * Notes how a round ended.
     *
     * @param worked whether it ended in order and gave figures
     * @param seconds how long it worked
     */
    void ended(Round round, boolean worked, double seconds) {
        if (took.put(Key.of(round), seconds) == null) {
            tookExpected += expectedSeconds(round);
        }
        if (!worked || tooSlow(seconds)) {
            once.add(Key.of(round));
        }
    }

    /** How many rounds were not repeated because the time for that was over. */
    int leftOut() {
        return leftOut;
    }

    /** Says how long a round takes of which nothing is known yet, more or less. */
    double expectedSeconds(Round round) {
        long steps =
                round.scenario().steps().stream()
                        .map(step -> round.scenario().subject(step.workload().name(), 1))
                        .filter(round.wanted()::has)
                        .count();
        double each = plan.stopwatch().warmSeconds() + plan.stopwatch().seconds();
        return START_SECONDS + round.scenario().entries() * SECONDS_OF_ENTRY + steps * each;
    }

    /**
     * Says how long the rest of the run takes, by what the rounds before it took.
     *
     * @param done how many of all lists have been worked off
     * @param elapsedSeconds how long the run has taken so far
     */
    double secondsLeft(int done, double elapsedSeconds) {
        double sum = took.values().stream().mapToDouble(seconds -> seconds).sum();
        double pace = tookExpected == 0 ? 1 : sum / tookExpected;
        double first = 0;
        double repeated = 0;
        for (List<Round> together : all.subList(done, all.size())) {
            for (Round round : together) {
                double seconds = took.getOrDefault(Key.of(round), pace * expectedSeconds(round));
                if (round.number() == 0) {
                    first += seconds;
                } else if (!once.contains(Key.of(round)) && !tooSlow(seconds)) {
                    repeated += seconds;
                }
            }
        }
        double forRepeating = Math.max(0, limitSeconds() - elapsedSeconds - first);
        return first + Math.min(repeated, forRepeating);
    }

    private boolean tooSlow(double seconds) {
        return rounds == null && seconds > plan.size().repeatedSecondsMax();
    }

    /** When no repetition is begun any more. */
    private double limitSeconds() {
        return rounds == null ? plan.size().repeatingSeconds() : Double.POSITIVE_INFINITY;
    }
}
