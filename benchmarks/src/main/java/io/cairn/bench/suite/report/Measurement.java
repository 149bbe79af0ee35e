package io.cairn.bench.suite.report;

import io.cairn.config.StrictJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one round of one workload on one store gave. Immutable.
 *
 * @param subject what was measured
 * @param store on which store, by its word
 * @param round in which round, from 0
 * @param metrics the figures by name and unit, the one that counts first; empty when there are none
 * @param note why there are none: what the store lacks, or how it failed; else empty
 */
public record Measurement(
        Subject subject, String store, int round, Map<String, Double> metrics, String note) {

    /** The workload's name when it is the space that data take. */
    public static final String SPACE = "space";

    /**
     * What is measured, whatever the store.
     *
     * @param scenario the data and settings
     * @param workload the work
     * @param entries how many entries the store is filled with
     * @param valueBytes the bytes of a value
     * @param threads how many threads work
     * @param durability what a write survives, where the store has it
     */
    public record Subject(
            String scenario,
            String workload,
            int entries,
            int valueBytes,
            int threads,
            String durability) {

        /**
         * Returns a name that no other subject of a run has.
         *
         * @return words, joined by hyphens
         */
        public String name() {
            return scenario + "-" + workload + (threads == 1 ? "" : "-" + threads + "-threads");
        }
    }

    /** Keeps the metrics in their order. */
    public Measurement {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Tells that a store has no figures.
     *
     * @param subject what was to be measured
     * @param store the store's word
     * @param round the round
     * @param reason why there are none
     * @return the measurement
     */
    public static Measurement skipped(Subject subject, String store, int round, String reason) {
        return new Measurement(subject, store, round, Map.of(), reason);
    }

    /**
     * Writes it as JSON.
     *
     * @return one line, without its end
     */
    public String toJson() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scenario", subject.scenario);
        fields.put("workload", subject.workload);
        fields.put("store", store);
        fields.put("entries", subject.entries);
        fields.put("valueBytes", subject.valueBytes);
        fields.put("threads", subject.threads);
        fields.put("durability", subject.durability);
        fields.put("round", round);
        fields.put("metrics", metrics);
        fields.put("note", note);
        return Json.line(fields);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param line the line
     * @return the measurement
     */
    public static Measurement parse(String line) {
        Map<String, Object> fields = StrictJson.parse(line);
        Map<String, Double> metrics = new LinkedHashMap<>();
        ((Map<?, ?>) get(fields, "metrics"))
                .forEach((name, value) ->
                        metrics.put(String.valueOf(name), ((Number) value).doubleValue()));
        return new Measurement(
                new Subject(
                        (String) get(fields, "scenario"),
                        (String) get(fields, "workload"),
                        ((Number) get(fields, "entries")).intValue(),
                        ((Number) get(fields, "valueBytes")).intValue(),
                        ((Number) get(fields, "threads")).intValue(),
                        (String) get(fields, "durability")),
                (String) get(fields, "store"),
                ((Number) get(fields, "round")).intValue(),
                metrics,
                (String) get(fields, "note"));
    }

    private static Object get(Map<String, Object> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }
}
