package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Json;
import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Report;
import io.cairn.bench.suite.report.Results;
import io.cairn.bench.suite.store.StoreKind;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan: each scenario in rounds, in each round one store after the other, each in a fresh
 * process. What comes out is written down at once. Used by one thread.
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
    private final List<Measurement> failures = new ArrayList<>();

    /** What failed, gave no figure or took a minute is not tried again. */
    private final Set<List<Object>> once = new HashSet<>();

    private volatile @Nullable Process running;

    Coordinator(
            Plan plan,
            List<StoreKind> stores,
            Wanted wanted,
            @Nullable Integer rounds,
            Path folder,
            boolean profile) {
        this.plan = plan;
        this.stores = stores;
        this.wanted = wanted;
        this.rounds = rounds;
        this.folder = folder;
        this.profile = profile;
    }

    /** Runs everything; returns what failed. */
    List<Measurement> run(boolean watched) throws IOException, InterruptedException {
        List<Round> all = rounds();
        double expected = all.stream().mapToDouble(this::expectedSeconds).sum();
        Thread onInterrupt = Thread.ofPlatform().unstarted(this::stop);
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(Results.FILE));
                ProgressLine progress =
                        new ProgressLine(System.err, watched, all.size(), expected)) {
            write(out, Json.line(Machine.describe(plan, stores, folder)));
            for (Measurement lacking : lacking()) {
                write(out, lacking.toJson());
            }
            for (Round round : all) {
                progress.now(round.scenario().name() + " " + round.store().word());
                if (!once.contains(List.of(round.scenario(), round.store()))) {
                    run(round, out);
                }
                progress.done(expectedSeconds(round));
            }
        }
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        remove(folder.resolve(DATA));
        return failures;
    }

    /** The stores take turns within a scenario. */
    private List<Round> rounds() {
        List<Round> all = new ArrayList<>();
        for (Scenario scenario : plan.scenarios()) {
            int turns = rounds == null ? plan.rounds(scenario) : rounds;
            for (int number = 0; number < turns && wanted.has(scenario); number++) {
                for (StoreKind store : stores) {
                    if (scenario.lack(store).isEmpty()) {
                        all.add(
                                new Round(
                                        plan,
                                        scenario,
                                        store,
                                        number,
                                        directory(scenario, store, number),
                                        wanted));
                    }
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

    private double expectedSeconds(Round round) {
        long steps =
                round.scenario().steps().stream()
                        .map(step -> round.scenario().subject(step.workload().name(), 1))
                        .filter(wanted::has)
                        .count();
        double each = plan.stopwatch().warmSeconds() + plan.stopwatch().seconds();
        return START_SECONDS + round.scenario().entries() * SECONDS_OF_ENTRY + steps * each;
    }

    private void run(Round round, BufferedWriter out) throws IOException, InterruptedException {
        Files.createDirectories(round.directory());
        ProcessBuilder builder =
                JavaProcess.builder(plan.size(), RoundProcess.class, round.arguments());
        if (profile) {
            record(round, builder);
        }
        Path messages = folder.resolve("messages.txt");
        Process process =
                builder.redirectError(ProcessBuilder.Redirect.appendTo(messages.toFile())).start();
        running = process;
        long start = System.nanoTime();
        double expected = plan.size().fillSecondsMax() * FILLS_MAX + 2 * expectedSeconds(round);
        long limit = 60 + (long) expected;
        CompletableFuture<Void> guard =
                CompletableFuture.runAsync(
                        process::destroyForcibly,
                        CompletableFuture.delayedExecutor(limit, TimeUnit.SECONDS));
        boolean told = false;
        boolean any = false;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(RoundProcess.MARK)) {
                    String json = line.substring(RoundProcess.MARK.length());
                    Measurement measurement = Measurement.parse(json);
                    told |= record(measurement, out);
                    any |= !measurement.metrics().isEmpty();
                }
            }
        }
        int exit = process.waitFor();
        guard.cancel(false);
        running = null;
        if (exit != 0 && !told) {
            String note =
                    "its process ended with " + exit + ", or was killed after " + limit + " s";
            Measurement.Subject subject = round.scenario().subjects().getFirst();
            record(
                    Measurement.skipped(
                            subject, round.store().word(), round.number(), Report.FAILED + note),
                    out);
        }
        boolean slow = System.nanoTime() - start > TimeUnit.SECONDS.toNanos(ONCE_SECONDS);
        if (exit != 0 || !any || slow && rounds == null) {
            once.add(List.of(round.scenario(), round.store()));
        }
        if (exit == 0) {
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

    /** Writes a measurement down; returns whether it is a failure. */
    private boolean record(Measurement measurement, BufferedWriter out) throws IOException {
        write(out, measurement.toJson());
        boolean failed = measurement.note().startsWith(Report.FAILED);
        if (failed) {
            failures.add(measurement);
        }
        return failed;
    }

    private static void write(BufferedWriter out, String line) throws IOException {
        out.write(line);
        out.newLine();
        out.flush();
    }

    private void stop() {
        Process process = running;
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
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
