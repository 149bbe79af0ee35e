package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The process of a round. Works while it has the turn, which is up to its end where it shares the
 * time with nobody. Used by one thread, but for {@link #kill}; ended by {@link #end}.
 */
final class RoundChild {

    /** Takes what a process measured. */
    interface Sink {
        void take(Measurement measurement) throws IOException;
    }

    private final Round round;
    private final Process process;
    private final boolean inTurns;
    private final BufferedReader lines;
    private final OutputStream turns;
    private final long limitSeconds;
    private final CompletableFuture<Void> guard;
    private long workedNanos;
    private boolean told;
    private boolean any;

    private RoundChild(Round round, Process process, boolean inTurns, long limitSeconds) {
        this.round = round;
        this.process = process;
        this.inTurns = inTurns;
        this.limitSeconds = limitSeconds;
        lines = process.inputReader();
        turns = process.getOutputStream();
        guard =
                CompletableFuture.runAsync(
                        process::destroyForcibly,
                        CompletableFuture.delayedExecutor(limitSeconds, TimeUnit.SECONDS));
    }

    /**
     * Starts it.
     *
     * @param builder how, but for what says that it works in turns
     * @param limitSeconds when it is killed
     */
    static RoundChild start(Round round, ProcessBuilder builder, boolean inTurns, long limitSeconds)
            throws IOException {
        if (inTurns) {
            List<String> command = new ArrayList<>(builder.command());
            command.add(RoundProcess.IN_TURNS);
            builder.command(command);
        }
        return new RoundChild(round, builder.start(), inTurns, limitSeconds);
    }

    Round round() {
        return round;
    }

    /** Gives it the turn, until it passes that on or ends; returns whether it goes on. */
    boolean work(Sink out) throws IOException {
        long start = System.nanoTime();
        try {
            if (inTurns) {
                give();
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(Baton.PASS)) {
                    return true;
                }
                if (line.startsWith(RoundProcess.MARK)) {
                    take(Measurement.parse(line.substring(RoundProcess.MARK.length())), out);
                }
            }
            return false;
        } finally {
            workedNanos += System.nanoTime() - start;
        }
    }

    private void give() {
        try {
            turns.write(Baton.GIVE);
            turns.flush();
        } catch (IOException e) {
            // It has ended, which reading its lines will show.
            return;
        }
    }

    private void take(Measurement measurement, Sink out) throws IOException {
        out.take(measurement);
        told |= measurement.note().startsWith(Report.FAILED);
        any |= !measurement.metrics().isEmpty();
    }

    /**
     * Waits for its end, after it has said that it goes on no more.
     *
     * @return whether it ended in order
     */
    boolean end(Sink out) throws IOException, InterruptedException {
        int exit = process.waitFor();
        guard.cancel(false);
        lines.close();
        if (exit != 0 && !told) {
            String note =
                    "its process ended with "
                            + exit
                            + ", or was killed after "
                            + limitSeconds
                            + " s";
            Measurement.Subject subject = round.scenario().subjects().getFirst();
            String store = round.store().word();
            out.take(Measurement.skipped(subject, store, round.number(), Report.FAILED + note));
        }
        return exit == 0;
    }

    double workedSeconds() {
        return workedNanos / 1e9;
    }

    /** Whether it gave any figure. */
    boolean measured() {
        return any;
    }

    /** Ends it and what it has started, at any time. Thread-safe. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
