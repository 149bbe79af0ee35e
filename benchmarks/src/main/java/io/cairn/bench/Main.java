package io.cairn.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Runs the groups, each in a JVM of its own, and prints the table of targets in Markdown. Arguments
 * choose groups by name; none means all.
 */
public final class Main {

    private static final String BRIEF_PROPERTY = "bench.brief";

    /** One JVM. */
    enum Group {
        ROCKSDB_READS(RocksDbReads.class, "3g"),
        ROCKSDB_WRITES(RocksDbWrites.class, "3g"),
        ROCKSDB_TRANSACTIONS(RocksDbTransactions.class, "3g"),
        MEMORY_READS(MemoryReads.class, "3g"),
        MEMORY_FILL(MemoryFill.class, "4g"),
        LARGE_SCAN(LargeScan.class, "64m"),
        IPC(IpcCalls.class, "3g"),
        TUPLES(TuplePacking.class, "3g"),
        LAYERS(Layers.class, "3g"),
        OBJECTS(Objects.class, "3g");

        private final Class<?> main;
        private final String heap;

        Group(Class<?> main, String heap) {
            this.main = main;
            this.heap = heap;
        }
    }

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments names of groups, such as {@code memory-reads}; {@code --help} lists them
     * @throws Exception when a group cannot be started
     */
    public static void main(String[] arguments) throws Exception {
        List<Group> groups = new ArrayList<>();
        for (String argument : arguments) {
            Group group = find(argument);
            if (group == null) {
                System.err.println("usage: benchmarks/run [GROUP ...]   groups: " + names());
                System.exit(argument.equals("--help") ? 0 : 2);
                return;
            }
            groups.add(group);
        }
        List<Result> results = run(groups.isEmpty() ? List.of(Group.values()) : groups, System.err);
        System.out.println("| what | against | at least | measured | reached | Cairn | peer |");
        System.out.println("|---|---|---|---|---|---|---|");
        results.forEach(result -> System.out.println(result.toRow()));
        System.exit(results.stream().allMatch(Result::reached) ? 0 : 1);
    }

    static List<Result> run(List<Group> groups, PrintStream progress) throws Exception {
        List<Result> results = new ArrayList<>();
        int number = 0;
        for (Group group : groups) {
            long start = System.nanoTime();
            progress.print("[" + ++number + "/" + groups.size() + "] " + name(group) + " ");
            progress.flush();
            results.addAll(runInItsOwnJvm(group));
            progress.printf(Locale.ROOT, " %.0f s%n", (System.nanoTime() - start) / 1e9);
        }
        return results;
    }

    private static List<Result> runInItsOwnJvm(Group group)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                System.getProperty("java.home") + "/bin/java",
                                "-Xms" + (brief() ? "64m" : group.heap),
                                "-Xmx" + group.heap,
                                brief() ? "-XX:-AlwaysPreTouch" : "-XX:+AlwaysPreTouch",
                                "-XX:+UseG1GC",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                                "-Dbench.progress="
                                        + (System.console() != null
                                                && System.console().isTerminal())));
        for (String property :
                List.of(
                        "bench.entries",
                        "bench.large.entries",
                        "bench.blob.bytes",
                        "bench.search.documents",
                        BRIEF_PROPERTY)) {
            if (System.getProperty(property) != null) {
                command.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), group.main.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<Result> results = new ArrayList<>();
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (Result.isResult(line)) {
                    results.add(Result.parse(line));
                }
            }
        }
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IllegalStateException(name(group) + " ended with exit code " + exit);
        }
        return results;
    }

    private static boolean brief() {
        return Boolean.getBoolean(BRIEF_PROPERTY);
    }

    private static @Nullable Group find(String name) {
        for (Group group : Group.values()) {
            if (name(group).equals(name)) {
                return group;
            }
        }
        return null;
    }

    private static String name(Group group) {
        return group.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> names() {
        return List.of(Group.values()).stream().map(Main::name).toList();
    }
}
