package io.cairn.hnsw.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Prints what a command cost: page faults, memory and processor time before and after. Used by one
 * thread.
 */
final class Telemetry implements AutoCloseable {

    private final PrintStream err;
    private final boolean wanted;
    private final Optional<ProcessCounters> before;

    /**
     * Begins to measure.
     *
     * @param wanted whether anything is measured and printed at all
     */
    Telemetry(PrintStream err, boolean wanted) {
        this.err = err;
        this.wanted = wanted;
        this.before = wanted ? ProcessCounters.now() : Optional.empty();
    }

    /** Measures again and prints. */
    @Override
    public void close() {
        if (!wanted) {
            return;
        }
        Optional<ProcessCounters> after = ProcessCounters.now();
        if (before.isEmpty() || after.isEmpty()) {
            err.println("telemetry: this system has no /proc/self/stat to read it from");
            return;
        }
        print(before.get(), after.get());
    }

    private void print(ProcessCounters a, ProcessCounters b) {
        err.println(
                String.format(
                        Locale.ROOT,
                        "%-22s %12s %12s %12s",
                        "telemetry",
                        "before",
                        "after",
                        "change"));
        line("minor page faults", a.minorFaults(), b.minorFaults());
        line("major page faults", a.majorFaults(), b.majorFaults());
        line("resident memory (KiB)", a.residentKilobytes(), b.residentKilobytes());
        line("peak memory (KiB)", a.peakKilobytes(), b.peakKilobytes());
        line("user CPU (ms)", a.userMillis(), b.userMillis());
        line("system CPU (ms)", a.systemMillis(), b.systemMillis());
    }

    private void line(String name, long before, long after) {
        err.println(
                String.format(
                        Locale.ROOT, "%-22s %12d %12d %+12d", name, before, after, after - before));
    }
}
