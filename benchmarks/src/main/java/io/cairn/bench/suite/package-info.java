/**
 * The suite: Cairn and its peers do the same work on the same data, in turns, each round in a fresh
 * process; out come lines of JSON, charts and a page.
 *
 * <pre>
 * SuiteCommand -&gt; Coordinator -&gt; Schedule: which rounds, in which order
 *                             -&gt; a process for each round of a scenario on a store:
 *                                  RoundProcess -&gt; ScenarioRound -&gt; workload, store, data
 *                             &lt;- lines of JSON (report.Measurement)
 *              -&gt; report.Report
 * </pre>
 *
 * <p>May depend on everything. Read {@link io.cairn.bench.suite.Scenario} first, then {@link
 * io.cairn.bench.suite.Plan}.
 */
@NullMarked
package io.cairn.bench.suite;

import org.jspecify.annotations.NullMarked;
