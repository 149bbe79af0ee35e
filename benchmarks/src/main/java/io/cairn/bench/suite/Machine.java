package io.cairn.bench.suite;

import io.cairn.bench.suite.store.StoreKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes what a run runs on. Stateless. */
final class Machine {

    private static final int CLOCK_READINGS = 200_000;

    private Machine() {}

    /** Returns what is known, by name. */
    static Map<String, String> describe(
            Plan plan, List<StoreKind> stores, boolean inTurns, Path folder) throws IOException {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("date", OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString());
        known.put("processor", processor() + ", " + cores() + " cores");
        known.put("memory", memory());
        known.put(
                "system",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"));
        known.put(
                "JDK",
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        FileStore files = Files.getFileStore(folder);
        known.put("file system", files.type());
        known.put("clock", Math.round(clockNanos()) + " ns for each reading");
        known.put("load before", load());
        known.put("JVM options", String.join(" ", JavaProcess.options(plan.size())));
        known.put(
                "size",
                plan.size().name().toLowerCase(Locale.ROOT)
                        + ", "
                        + plan.entries()
                        + " entries, "
                        + plan.stopwatch().warmSeconds()
                        + " s of warm-up and "
                        + plan.stopwatch().seconds()
                        + " s of each workload");
        known.put(
                "order",
                inTurns
                        ? "all stores of a round at the same time, in turns of "
                                + Baton.WINDOW_SECONDS
                                + " s"
                        : "one store after the other");
        for (StoreKind store : stores) {
            known.put(
                    "store " + store.word(),
                    store.title() + " " + store.version() + "; " + store.durability());
        }
        return known;
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static String processor() throws IOException {
        return line(Path.of("/proc/cpuinfo"), "model name");
    }

    private static String memory() throws IOException {
        String total = line(Path.of("/proc/meminfo"), "MemTotal");
        return total.matches("\\d+ kB")
                ? Math.round(Long.parseLong(total.replace(" kB", "")) / 1048576.0) + " GiB"
                : total;
    }

    private static String line(Path file, String name) throws IOException {
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        }
        return "unknown";
    }

    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load);
    }

    private static double clockNanos() {
        long start = System.nanoTime();
        long last = start;
        for (int i = 0; i < CLOCK_READINGS; i++) {
            last = System.nanoTime();
        }
        return (last - start) / (double) CLOCK_READINGS;
    }
}
