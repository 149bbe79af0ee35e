package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Json;
import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Report;
import io.cairn.bench.suite.report.Results;
import io.cairn.bench.suite.store.StoreKind;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan: in rounds, in each of them scenario after scenario, in each of those one store after
 * the other, or all of them in turns, each in a fresh process. What comes out is written down at
 * once. Used by one thread.
 */
final class Coordinator {

    /** A fill may be cut short at its limit, and warm-up and checks take time too. */
    private static final int FILLS_MAX = 4;

    private static final String DATA = "data";

    private final Plan plan;
    private final List<StoreKind> stores;
    private final Wanted wanted;
    private final Schedule schedule;
    private final Path folder;
    private final boolean profile;
    private final boolean inTurns;
    private final List<Measurement> failures = new ArrayList<>();

    private final List<RoundChild> running = new CopyOnWriteArrayList<>();

    Coordinator(
            Plan plan,
            List<StoreKind> stores,
            Wanted wanted,
            @Nullable Integer rounds,
            Path folder,
            boolean profile,
            boolean inTurns) {
        this.plan = plan;
        this.stores = stores;
        this.wanted = wanted;
        this.schedule = new Schedule(plan, stores, wanted, rounds, folder.resolve(DATA), inTurns);
        this.folder = folder;
        this.profile = profile;
        this.inTurns = inTurns;
    }

    /** Runs everything; returns what failed. */
    List<Measurement> run(boolean watched) throws IOException, InterruptedException {
        List<List<Round>> all = schedule.all();
        long start = System.nanoTime();
        Thread onInterrupt = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(Results.FILE));
                ProgressLine progress = new ProgressLine(System.err, watched, all.size())) {
            write(out, Json.line(Machine.describe(plan, stores, inTurns, folder)));
            for (Measurement lacking : lacking()) {
                write(out, lacking.toJson());
            }
            for (int i = 0; i < all.size(); i++) {
                List<Round> due = schedule.due(all.get(i), secondsSince(start));
                if (!due.isEmpty()) {
                    Round first = due.getFirst();
                    String who = inTurns ? "in turns" : first.store().word();
                    progress.now(first.scenario().name() + " " + who);
                    run(due, out);
                }
                progress.done(schedule.secondsLeft(i + 1, secondsSince(start)));
            }
        }
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        remove(folder.resolve(DATA));
        return failures;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Returns how many rounds were not repeated because the time for that was over. */
    int leftOut() {
        return schedule.leftOut();
    }

    private List<Measurement> lacking() {
        List<Measurement> lacking = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            for (StoreKind store : stores) {
                String reason = scenario.lack(store);
                for (Measurement.Subject subject : scenario.subjects()) {
                    if (!reason.isEmpty() && wanted.has(subject)) {
                        lacking.add(Measurement.skipped(subject, store.word(), 0, reason));
                    }
                }
            }
        }
        return lacking;
    }

    private void run(List<Round> due, BufferedWriter out) throws IOException, InterruptedException {
        for (Round round : due) {
            running.add(start(round, due));
        }
        RoundChild.Sink sink = measurement -> record(measurement, out);
        List<RoundChild> working = new ArrayList<>(running);
        while (!working.isEmpty()) {
            for (RoundChild child : List.copyOf(working)) {
                if (!child.work(sink)) {
                    working.remove(child);
                    end(child, sink);
                }
            }
            // A machine that grows slower all the while would be the slower for who comes last.
            Collections.reverse(working);
        }
    }

    private RoundChild start(Round round, List<Round> together) throws IOException {
        Files.createDirectories(round.directory());
        ProcessBuilder builder =
                JavaProcess.builder(plan.size(), RoundProcess.class, round.arguments());
        if (profile) {
            record(round, builder);
        }
        Path messages = folder.resolve("messages.txt");
        builder.redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile()));
        double seconds =
                together.size() * plan.size().fillSecondsMax() * FILLS_MAX
                        + 2 * together.stream().mapToDouble(schedule::expectedSeconds).sum();
        return RoundChild.start(round, builder, inTurns, 60 + (long) seconds);
    }

    private void end(RoundChild child, RoundChild.Sink sink)
            throws IOException, InterruptedException {
        Round round = child.round();
        boolean inOrder = child.end(sink);
        running.remove(child);
        schedule.ended(round, inOrder && child.measured(), child.workedSeconds());
        if (inOrder) {
            // A killed process's server may still be at its files; those are removed in the end.
            remove(round.directory());
        }
    }

    /** Lets the JVM record itself, up to its end. */
    private void record(Round round, ProcessBuilder builder) throws IOException {
        Path recordings = Files.createDirectories(folder.resolve("recordings"));
        String name = round.scenario().name() + "-" + round.store().word() + "-" + round.number();
        builder.command()
                .add(
                        1,
                        "-XX:StartFlightRecording=settings=profile,filename="
                                + recordings.resolve(name + ".jfr"));
    }

    private void record(Measurement measurement, BufferedWriter out) throws IOException {
        write(out, measurement.toJson());
        if (measurement.note().startsWith(Report.FAILED)) {
            failures.add(measurement);
        }
    }

    private static void write(BufferedWriter out, String line) throws IOException {
        out.write(line);
        out.newLine();
        out.flush();
    }

    private void stop() {
        running.forEach(RoundChild::kill);
    }

    static void remove(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
