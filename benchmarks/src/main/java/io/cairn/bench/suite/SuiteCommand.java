package io.cairn.bench.suite;

import io.cairn.bench.suite.report.Comparison;
import io.cairn.bench.suite.report.Measurement;
import io.cairn.bench.suite.report.Ratios;
import io.cairn.bench.suite.report.Report;
import io.cairn.bench.suite.report.Results;
import io.cairn.bench.suite.report.Table;
import io.cairn.bench.suite.store.StoreKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command line of the suite. Used by one thread. */
@Command(
        name = "cairn bench",
        sortOptions = false,
        description = {
            "Measures Cairn and its peers on the same data and writes JSON lines, charts and a page.",
            "A full run takes less than an hour on two cores, --quick less than five minutes.",
            ""
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  cairn bench --quick",
            "  cairn bench --only ycsb --stores cairn-rocksdb,rocksjava --seconds 3",
            "  cairn bench --in-turns --stores cairn-rocksdb,rocksjava",
            "  cairn bench --only get-hit,growth --entries 100000",
            "  cairn bench compare OLD NEW",
            "  cairn bench ratio DIR cairn-rocksdb rocksjava",
            "",
            "Exit codes: 0 done, 1 a store gave wrong data or failed, 2 wrong use."
        })
public final class SuiteCommand implements Callable<Integer> {

    private static final int IN_TURNS_MAX = 4;

    @Option(names = "--quick", description = "little data and one short round")
    private boolean quick;

    @Option(
            names = "--large",
            description =
                    "how every workload grows, up to ten times the entries; takes hours with slow"
                            + " stores")
    private boolean large;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "only these scenarios or workloads; 'list' shows them")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--stores",
            split = ",",
            paramLabel = "NAME",
            description = "only these stores; 'list' shows them")
    private List<String> stores = new ArrayList<>();

    @Option(names = "--entries", paramLabel = "N", description = "1,000 to 10,000,000 entries")
    private @Nullable Integer entries;

    @Option(names = "--profile", description = "write a JFR recording of each round")
    private boolean profile;

    @Option(names = "--rounds", paramLabel = "N", description = "1 to 99 rounds of everything")
    private @Nullable Integer rounds;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "1 to 10 seconds of each workload, where differences are small")
    private @Nullable Integer seconds;

    @Option(
            names = "--in-turns",
            description =
                    "two to four stores at the same time, in turns of a fraction of a second: tells"
                            + " small differences where the machine's speed changes")
    private boolean inTurns;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the dated folder goes; otherwise benchmarks/target/results")
    private Path out = Path.of(System.getProperty("bench.results", "bench-results"));

    @CommandLine.Spec private @Nullable CommandSpec spec;

    /** Creates the command, for picocli to fill. */
    public SuiteCommand() {}

    /**
     * Runs the command line and ends the process.
     *
     * @param arguments the words
     */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new SuiteCommand());
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("--help")
                                .usageHelp(true)
                                .description("print this")
                                .build());
        line.setParameterExceptionHandler((e, words) -> {
            System.err.println("cairn bench: " + e.getMessage() + "; see 'cairn bench --help'");
            return 2;
        });
        line.setExecutionExceptionHandler((e, failed, parsed) -> {
            System.err.println("cairn bench: " + e);
            return 1;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Plan.Size size = quick ? Plan.Size.QUICK : large ? Plan.Size.LARGE : Plan.Size.FULL;
        int count = within("--entries", entries, 1_000, 10_000_000, size.entries());
        Integer turns = rounds == null ? null : within("--rounds", rounds, 1, 99, 1);
        if (quick && large) {
            throw wrong("--quick and --large exclude each other");
        }
        Plan plan = Plan.of(size, count);
        if (seconds != null) {
            plan = plan.measuring(within("--seconds", seconds, 1, 10, 1));
        }
        List<StoreKind> kinds = kinds();
        if (inTurns && (kinds.size() < 2 || kinds.size() > IN_TURNS_MAX)) {
            // Each process has a heap and a cache of its own.
            throw wrong("--in-turns needs two to four --stores, not " + kinds.size());
        }
        Wanted wanted = new Wanted(only);
        List<Scenario> scenarios = plan.scenarios();
        for (String word : only) {
            if (scenarios.stream().noneMatch(new Wanted(List.of(word))::has)) {
                throw wrong("--only knows no '" + word + "'; see 'cairn bench list'");
            }
        }
        String date =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HHmmss", Locale.ROOT)
                        .format(LocalDateTime.now());
        Path folder = Files.createDirectories(out.resolve(date)).toAbsolutePath();
        boolean watched = System.console() != null && System.console().isTerminal();
        Coordinator coordinator =
                new Coordinator(plan, kinds, wanted, turns, folder, profile, inTurns);
        List<Measurement> failures = coordinator.run(watched);
        print(folder);
        if (coordinator.leftOut() > 0) {
            System.err.println(
                    coordinator.leftOut()
                            + " rounds were not repeated, as the run took long; --rounds repeats"
                            + " everything");
        }
        if (inTurns) {
            String first = kinds.getFirst().word();
            for (StoreKind peer : kinds.subList(1, kinds.size())) {
                ratio(folder, first, peer.word());
            }
        }
        for (Measurement failure : failures) {
            System.err.println(
                    failure.store() + ", " + failure.subject().name() + ": " + failure.note());
        }
        if (!failures.isEmpty()) {
            System.err.println("see " + folder.resolve("messages.txt"));
        }
        return failures.isEmpty() ? 0 : 1;
    }

    private static void print(Path folder) throws IOException {
        Table.lines(Results.read(folder)).forEach(System.out::println);
        System.out.println();
        System.out.println(Report.write(folder));
    }

    private List<StoreKind> kinds() {
        List<StoreKind> kinds = new ArrayList<>();
        for (String word : stores) {
            kinds.add(
                    StoreKind.named(word)
                            .orElseThrow(() -> wrong("--stores knows no '" + word + "'")));
        }
        return kinds.isEmpty() ? List.of(StoreKind.values()) : kinds;
    }

    private int within(String option, @Nullable Integer value, int least, int most, int otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value < least || value > most) {
            throw wrong(option + " must be " + least + " to " + most + ", not " + value);
        }
        return value;
    }

    private CommandLine.ParameterException wrong(String message) {
        CommandSpec known = Objects.requireNonNull(spec);
        return new CommandLine.ParameterException(known.commandLine(), message);
    }

    @Command(description = "print what moved between two runs, beyond the noise")
    int compare(
            @Parameters(paramLabel = "OLD", description = "the folder of a run") Path before,
            @Parameters(paramLabel = "NEW", description = "the folder of a later run") Path after)
            throws IOException {
        Comparison.lines(Results.read(before), Results.read(after)).forEach(System.out::println);
        return 0;
    }

    @Command(description = "print how two stores of a run compare, round by round")
    int ratio(
            @Parameters(paramLabel = "DIR", description = "the folder of a run") Path folder,
            @Parameters(paramLabel = "STORE", description = "above 1 this one is better")
                    String store,
            @Parameters(paramLabel = "PEER", description = "what it is divided by") String peer)
            throws IOException {
        Results results = Results.read(folder);
        for (String word : List.of(store, peer)) {
            if (results.measurements().stream().noneMatch(each -> each.store().equals(word))) {
                throw wrong("the run has no store '" + word + "'");
            }
        }
        Ratios.lines(results, store, peer).forEach(System.out::println);
        return 0;
    }

    @Command(description = "draw the charts and the page of a run again")
    int report(@Parameters(paramLabel = "DIR", description = "the folder of a run") Path folder)
            throws IOException {
        print(folder);
        return 0;
    }

    @Command(description = "print the stores, scenarios and workloads")
    int list() {
        System.out.println("stores:");
        for (StoreKind store : StoreKind.values()) {
            System.out.printf(
                    "  %-16s %s %s; %s%n",
                    store.word(), store.title(), store.version(), store.durability());
        }
        System.out.println("scenarios and their workloads:");
        for (Scenario scenario : Plan.of(Plan.Size.FULL, Plan.Size.FULL.entries()).scenarios()) {
            TreeSet<String> names = new TreeSet<>();
            scenario.subjects().forEach(subject -> names.add(subject.workload()));
            System.out.printf("  %-22s %s%n", scenario.name(), String.join(" ", names));
        }
        return 0;
    }
}
