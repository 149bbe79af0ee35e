package io.cairn.bench.suite;

import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.store.BenchStore;
import io.cairn.bench.suite.store.StoreSettings;
import io.cairn.bench.suite.workload.Fill;
import io.cairn.bench.suite.workload.Stopwatch;
import io.cairn.bench.suite.workload.Trial;
import io.cairn.bench.suite.workload.Turn;
import io.cairn.bench.suite.workload.Workload;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Fills a store and does a scenario's workloads, in this process. Used by one thread. */
final class ScenarioRound {

    private static final int WARM_ENTRIES = 100_000;
    private static final long WARM_BYTES_MAX = 64L << 20;
    private static final int WARM_STORES_MAX = 50;
    private static final double FILLS_WARMER = 5;
    private static final double FILL_WARMER_MAX = 7.5;
    private static final int WARMER = 4;
    private static final int LONGER = 4;
    private static final String WRITES = "writes";
    private static final String TOGETHER = " together";
    private static final long PERCENTILES_FROM = 1_000;

    private final Round round;
    private final Opening opening;
    private final Turn turn;
    private final Consumer<Measurement> out;
    private final Scenario scenario;
    private final Set<String> warmed = new HashSet<>();
    private Measurement.Subject at;

    /** How a store is opened. */
    interface Opening {
        BenchStore open(StoreSettings settings) throws Exception;
    }

    ScenarioRound(Round round, Opening opening, Turn turn, Consumer<Measurement> out) {
        this.round = round;
        this.opening = opening;
        this.turn = turn;
        this.out = out;
        this.scenario = round.scenario();
        this.at = scenario.subject(scenario.fill().name(), 1);
    }

    /** Tells what is being measured, for whoever has to say where it failed. */
    Measurement.Subject at() {
        return at;
    }

    void run() throws Exception {
        Records records = new Records(scenario.valueBytes(), Round.SEED);
        if (round.plan().size().thorough()) {
            WarmPages.touch(round.directory(), scenario.dataBytes());
            warmFilling(records);
        }
        turn.pass();
        SpaceGauge gauge = new SpaceGauge();
        try (BenchStore store = opening.open(round.settings("data"))) {
            gauge.opened(store);
            Trial trial = new Trial(store, records, Round.SEED);
            if (!fill(trial)) {
                return;
            }
            store.flush();
            if (scenario.kind() == Scenario.Kind.FILLING) {
                at = scenario.subject(Measurement.SPACE, 1);
                give(gauge.read(store, scenario));
            }
            if (!scenario.steps().isEmpty()) {
                // Else the first workload would pay for what each store caches at the first look;
                // and once more where that has been rewritten since, as the fill's last flush may
                // begin to merge files.
                at = scenario.subject(scenario.fill().name(), 1);
                endBackgroundWork(store, BackgroundWork.AFTER_FILLING);
                trial.checkAll();
                turn.pass();
            }
            for (Scenario.Step step : scenario.steps()) {
                at = scenario.subject(step.workload().name(), step.threads());
                step(trial, step);
            }
            trial.checkAll();
        }
    }

    /**
     * Lets the JVM compile the way of a batch into other stores, which are thrown away. For as long
     * before a small store as before a large one, or the curves would show the compiler.
     */
    private void warmFilling(Records records) throws Exception {
        int entries = (int) Math.min(WARM_ENTRIES, WARM_BYTES_MAX / scenario.valueBytes());
        Fill fill = new Fill("warm-up", entries, scenario.fill().random());
        double warmSeconds = round.plan().stopwatch().warmSeconds();
        long start = System.nanoTime();
        for (int i = 0; i < WARM_STORES_MAX && seconds(start) < FILLS_WARMER * warmSeconds; i++) {
            try (BenchStore scratch = opening.open(round.settings("scratch" + i))) {
                Trial trial = new Trial(scratch, records, Round.SEED + 1 + i);
                Stopwatch.fill(fill, trial, FILL_WARMER_MAX * warmSeconds, Turn.ALONE);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean fill(Trial trial) throws Exception {
        double limit = round.plan().size().fillSecondsMax();
        Stopwatch.Timing timing = Stopwatch.fill(scenario.fill(), trial, limit, turn);
        if (timing.units() < scenario.entries()) {
            for (Measurement.Subject subject : scenario.subjects()) {
                at = subject;
                lacks("filling it with the entries took more than " + limit + " s");
            }
            return false;
        }
        if (scenario.kind() == Scenario.Kind.FILLING) {
            give(metrics(scenario.fill().unit(), timing));
        }
        return true;
    }

    private void endBackgroundWork(BenchStore store, int windowsMax) throws Exception {
        BackgroundWork.end(store, round.plan().size().idleWindow(), windowsMax);
    }

    private void step(Trial trial, Scenario.Step step) throws Exception {
        if (!round.wanted().has(at)) {
            return;
        }
        if (step.workload().borrowsValues() && !round.store().lendsValues()) {
            lacks("lends no values");
            return;
        }
        Stopwatch stopwatch = round.plan().stopwatch();
        Workload workload = step.workload();
        String path = workload.transacts() ? workload.name() : WRITES;
        if (workload.puts() && warmed.add(step.threads() > 1 ? path + TOGETHER : path)) {
            // A commit has a long way, and another one where commits meet; it takes many of them
            // until all of that is compiled.
            stopwatch = stopwatch.warmer(WARMER);
        }
        if (workload.puts() && scenario.valueBytes() >= Plan.LARGE_VALUE_BYTES) {
            // Where values are large, few flushes and merges of files fit into the usual time, and
            // whether one more falls into it moves the figure by a fifth.
            stopwatch = stopwatch.longer(LONGER);
        }
        Stopwatch.Rest rest =
                () -> endBackgroundWork(trial.store(), BackgroundWork.AFTER_A_WORKLOAD);
        if (!workload.puts() || scenario.kind() == Scenario.Kind.ON_FILES) {
            // Where the cache is small, it is warmed up too, which a flush afterwards would undo.
            rest.take();
            rest = () -> {};
        }
        // Else after warming up: a store slows down as its write buffer fills, to half its speed
        // and less, and who has got further in warming up must not be measured on a fuller one.
        Stopwatch.Timing timing = stopwatch.run(workload, trial, step.threads(), rest, turn);
        Map<String, Double> metrics = metrics(workload.unit(), timing);
        double runs = trial.runsPerTransaction();
        if (runs > 0) {
            metrics.put("runs/transaction", runs);
        }
        give(metrics);
    }

    private static Map<String, Double> metrics(String unit, Stopwatch.Timing timing) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(unit + "/s", timing.units() / timing.seconds());
        Histogram nanos = timing.nanos();
        if (nanos.getTotalCount() >= PERCENTILES_FROM) {
            for (String percentile : new String[] {"50", "90", "99", "99.9"}) {
                double share = Double.parseDouble(percentile);
                metrics.put("p" + percentile + " us", nanos.getValueAtPercentile(share) / 1e3);
            }
            metrics.put("most us", nanos.getMaxValue() / 1e3);
        }
        return metrics;
    }

    private void give(Map<String, Double> metrics) {
        if (round.wanted().has(at)) {
            out.accept(new Measurement(at, round.store().word(), round.number(), metrics, ""));
        }
    }

    private void lacks(String reason) {
        if (round.wanted().has(at)) {
            out.accept(Measurement.skipped(at, round.store().word(), round.number(), reason));
        }
    }
}
