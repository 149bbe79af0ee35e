package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Measurement;
import java.util.List;

/**
 * Which scenarios and workloads are asked for. Immutable.
 *
 * @param words their names, or the beginnings of names before a hyphen; none means all
 */
record Wanted(List<String> words) {

    boolean has(Measurement.Subject subject) {
        return words.isEmpty()
                || words.stream()
                        .anyMatch(word ->
                                names(word, subject.scenario()) || names(word, subject.workload()));
    }

    boolean has(Scenario scenario) {
        return scenario.subjects().stream().anyMatch(this::has);
    }

    private static boolean names(String word, String name) {
        return name.equals(word) || name.startsWith(word + "-");
    }
}
