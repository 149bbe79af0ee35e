package io.cairn.bench.suite;

import io.cairn.bench.suite.store.StoreKind;
import io.cairn.bench.suite.store.StoreSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * One scenario on one store, once: what a process does.
 *
 * @param plan the run's plan
 * @param scenario one of its scenarios
 * @param store the store
 * @param number the round's number, from 0
 * @param directory where the store's files go; whoever made it removes it
 * @param wanted what of the scenario is asked for
 */
record Round(
        Plan plan, Scenario scenario, StoreKind store, int number, Path directory, Wanted wanted) {

    static final long SEED = 20_251_127;

    /** How the store of this round is opened, in a directory below. */
    StoreSettings settings(String name) {
        return new StoreSettings(
                directory.resolve(name),
                scenario.cacheBytes(),
                scenario.durability(),
                scenario.kind() == Scenario.Kind.TRANSACTING,
                scenario.dataBytes());
    }

    /** Returns words for the main method of a process, from which {@link #parse} makes this. */
    List<String> arguments() {
        return List.of(
                plan.size().name(),
                Integer.toString(plan.entries()),
                Double.toString(plan.stopwatch().seconds()),
                scenario.name(),
                store.word(),
                Integer.toString(number),
                directory.toString(),
                String.join(",", wanted.words()));
    }

    static Round parse(String[] arguments) {
        Plan plan =
                Plan.of(Plan.Size.valueOf(arguments[0]), Integer.parseInt(arguments[1]))
                        .measuring(Double.parseDouble(arguments[2]));
        return new Round(
                plan,
                plan.scenario(arguments[3]),
                StoreKind.named(arguments[4]).orElseThrow(),
                Integer.parseInt(arguments[5]),
                Path.of(arguments[6]),
                new Wanted(arguments[7].isEmpty() ? List.of() : List.of(arguments[7].split(","))));
    }
}
