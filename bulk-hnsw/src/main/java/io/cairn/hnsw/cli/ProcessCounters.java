package io.cairn.hnsw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux counts for this process. Immutable.
 *
 * @param minorFaults pages that were mapped without waiting for a disk
 * @param majorFaults pages that had to be waited for
 * @param residentKilobytes memory in use now, in units of 1,024 bytes
 * @param peakKilobytes the most memory ever in use, in units of 1,024 bytes
 * @param userMillis time spent computing, in all threads, in milliseconds
 * @param systemMillis time spent in the kernel, in all threads, in milliseconds
 */
record ProcessCounters(
        long minorFaults,
        long majorFaults,
        long residentKilobytes,
        long peakKilobytes,
        long userMillis,
        long systemMillis) {

    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path STATUS = Path.of("/proc/self/status");

    /** The kernel tells programs times in hundredths of a second, whatever it counts in itself. */
    private static final int TICK_MILLIS = 10;

    // Numbers behind the process's name, which may hold anything and ends with the last bracket.
    private static final int MINOR_FAULTS = 7;
    private static final int MAJOR_FAULTS = 9;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** Reads the counters; empty where there are none, as outside Linux. */
    static Optional<ProcessCounters> now() {
        try {
            return Optional.of(parse(Files.readString(STAT), Files.readString(STATUS)));
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /** Reads what the two files say. */
    static ProcessCounters parse(String stat, String status) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return new ProcessCounters(
                Long.parseLong(fields[MINOR_FAULTS]),
                Long.parseLong(fields[MAJOR_FAULTS]),
                kilobytes(status, "VmRSS:"),
                kilobytes(status, "VmHWM:"),
                Long.parseLong(fields[USER_TICKS]) * TICK_MILLIS,
                Long.parseLong(fields[SYSTEM_TICKS]) * TICK_MILLIS);
    }

    private static long kilobytes(String status, String name) {
        return status.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
