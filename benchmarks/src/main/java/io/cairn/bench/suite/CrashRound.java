package io.cairn.bench.suite;

import io.cairn.bench.suite.data.Records;
import io.cairn.bench.suite.data.WrongDataException;
import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.store.BenchStore;
import io.cairn.bench.suite.workload.Stopwatch;
import io.cairn.bench.suite.workload.Trial;
import io.cairn.bench.suite.workload.Turn;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Kills a process that has just filled a store, opens the store, checks that everything is there
 * that a writing call had returned for, closes it in order and opens it again, several times, of
 * which the median counts. Used by one thread.
 */
public final class CrashRound {

    private static final String FILLED = "filled";
    private static final int END_SECONDS = 60;

    /** How long one opening takes depends on how long a few syncs take. */
    private static final int OPENINGS = 9;

    private final Round round;
    private final Turn turn;
    private final Consumer<Measurement> out;

    CrashRound(Round round, Turn turn, Consumer<Measurement> out) {
        this.round = round;
        this.turn = turn;
        this.out = out;
    }

    void run() throws Exception {
        String said = crash();
        if (!FILLED.equals(said)) {
            for (Measurement.Subject subject : round.scenario().subjects()) {
                out.accept(
                        Measurement.skipped(subject, round.store().word(), round.number(), said));
            }
            return;
        }
        // The first opening of any store loads classes and a native library.
        try (BenchStore scratch = round.store().open(round.settings("scratch"))) {
            scratch.put(Records.key(0), Records.key(1));
            scratch.get(Records.key(0));
        }
        turn.pass();
        report(Scenario.RECOVERY, open(true));
        double[] millis = new double[OPENINGS];
        for (int i = 0; i < OPENINGS; i++) {
            turn.pass();
            millis[i] = open(i == 0);
        }
        Arrays.sort(millis);
        report(Scenario.OPEN, millis[OPENINGS / 2]);
    }

    private String crash() throws IOException, InterruptedException {
        Process process =
                JavaProcess.builder(round.plan().size(), CrashRound.class, round.arguments())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = process.inputReader().readLine();
        process.destroyForcibly();
        if (said == null || !process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the process that fills the store ended by itself, or never");
        }
        return said;
    }

    /**
     * Opens the store and closes it in order; opening counts as done when the first value has been
     * read.
     *
     * @param all whether everything is read then
     * @return the milliseconds that opening took
     */
    private double open(boolean all) throws Exception {
        Scenario scenario = round.scenario();
        long start = System.nanoTime();
        try (BenchStore store = round.store().open(round.settings("data"))) {
            byte[] first = store.get(Records.key(0));
            double millis = (System.nanoTime() - start) / 1e6;
            if (first == null) {
                throw new WrongDataException("key 0 was stored but is gone");
            }
            if (all) {
                Records records = new Records(scenario.valueBytes(), Round.SEED);
                Trial trial = new Trial(store, records, Round.SEED);
                scenario.fill().finish(trial);
                trial.checkAll();
            }
            return millis;
        }
    }

    private void report(String workload, double millis) {
        Measurement.Subject subject = round.scenario().subject(workload, 1);
        if (round.wanted().has(subject)) {
            Map<String, Double> metrics = Map.of("ms", millis);
            String word = round.store().word();
            out.accept(new Measurement(subject, word, round.number(), metrics, ""));
        }
    }

    /**
     * Fills a store, says so, and waits to be killed.
     *
     * @param arguments the round's
     * @throws Exception what the store throws
     */
    public static void main(String[] arguments) throws Exception {
        Round round = Round.parse(arguments);
        Scenario scenario = round.scenario();
        Records records = new Records(scenario.valueBytes(), Round.SEED);
        BenchStore store = round.store().open(round.settings("data"));
        Trial trial = new Trial(store, records, Round.SEED);
        double limit = round.plan().size().fillSecondsMax();
        Stopwatch.Timing timing = Stopwatch.fill(scenario.fill(), trial, limit, Turn.ALONE);
        System.out.println(
                timing.units() == scenario.entries()
                        ? FILLED
                        : "filling it with the entries took more than " + limit + " s");
        while (System.in.read() >= 0) {
            // Nothing is ever said; the end of the input is the end of whoever would kill this.
            continue;
        }
        Runtime.getRuntime().halt(1);
    }
}
