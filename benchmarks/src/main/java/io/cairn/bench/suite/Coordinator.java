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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan: each scenario in rounds, in each round one store after the other, or all of them in
 * turns, each in a fresh process. What comes out is written down at once. Used by one thread.
 */
final class Coordinator {

    /** A fill may be cut short at its limit, and warm-up and checks take time too. */
    private static final int FILLS_MAX = 4;

    /** A round that takes longer is not repeated unless somebody asked for rounds. */
    private static final int ONCE_SECONDS = 60;

    private static final String DATA = "data";
    private static final double START_SECONDS = 1.5;
    private static final double SECONDS_OF_ENTRY = 8e-6;

    private final Plan plan;
    private final List<StoreKind> stores;
    private final Wanted wanted;
    private final @Nullable Integer rounds;
    private final Path folder;
    private final boolean profile;
    private final boolean inTurns;
    private final List<Measurement> failures = new ArrayList<>();

    /** What failed, gave no figure or took a minute is not tried again. */
    private final Set<List<Object>> once = new HashSet<>();

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
        this.rounds = rounds;
        this.folder = folder;
        this.profile = profile;
        this.inTurns = inTurns;
    }

    /** Runs everything; returns what failed. */
    List<Measurement> run(boolean watched) throws IOException, InterruptedException {
        List<List<Round>> all = rounds();
        double expected = all.stream().mapToDouble(this::expectedSeconds).sum();
        Thread onInterrupt = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(Results.FILE));
                ProgressLine progress =
                        new ProgressLine(System.err, watched, all.size(), expected)) {
            write(out, Json.line(Machine.describe(plan, stores, inTurns, folder)));
            for (Measurement lacking : lacking()) {
                write(out, lacking.toJson());
            }
            for (List<Round> together : all) {
                Round first = together.getFirst();
                progress.now(
                        first.scenario().name()
                                + " "
                                + (inTurns ? "in turns" : first.store().word()));
                run(together, out);
                progress.done(expectedSeconds(together));
            }
        }
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        remove(folder.resolve(DATA));
        return failures;
    }

    /** Returns what runs one after the other; what is in one list shares the time. */
    private List<List<Round>> rounds() {
        List<List<Round>> all = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            int turns = rounds == null ? plan.size().rounds() : rounds;
            for (int number = 0; number < turns && wanted.has(scenario); number++) {
                List<Round> together = new ArrayList<>();
                for (StoreKind store : stores) {
                    if (scenario.lack(store).isEmpty()) {
                        Path directory = directory(scenario, store, number);
                        together.add(new Round(plan, scenario, store, number, directory, wanted));
                    }
                }
                if (inTurns && !together.isEmpty()) {
                    all.add(together);
                } else {
                    together.forEach(round -> all.add(List.of(round)));
                }
            }
        }
        return all;
    }

    /** Each round has its own, so that what one leaves behind is no other one's data. */
    private Path directory(Scenario scenario, StoreKind store, int number) {
        return folder.resolve(DATA).resolve(scenario.name() + "-" + store.word() + "-" + number);
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

    private double expectedSeconds(List<Round> together) {
        return together.stream().mapToDouble(this::expectedSeconds).sum();
    }

    private double expectedSeconds(Round round) {
        long steps =
                round.scenario().steps().stream()
                        .map(step -> round.scenario().subject(step.workload().name(), 1))
                        .filter(wanted::has)
                        .count();
        double each = plan.stopwatch().warmSeconds() + plan.stopwatch().seconds();
        return START_SECONDS + round.scenario().entries() * SECONDS_OF_ENTRY + steps * each;
    }

    private void run(List<Round> together, BufferedWriter out)
            throws IOException, InterruptedException {
        List<Round> due = new ArrayList<>(together);
        due.removeIf(round -> once.contains(List.of(round.scenario(), round.store())));
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
                        + 2 * expectedSeconds(together);
        return RoundChild.start(round, builder, inTurns, 60 + (long) seconds);
    }

    private void end(RoundChild child, RoundChild.Sink sink)
            throws IOException, InterruptedException {
        Round round = child.round();
        boolean inOrder = child.end(sink);
        running.remove(child);
        boolean slow = child.workedSeconds() > ONCE_SECONDS;
        if (!inOrder || !child.measured() || slow && rounds == null) {
            once.add(List.of(round.scenario(), round.store()));
        }
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
