package io.cairn.bench.vector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of a process, as Linux tells in {@code /proc}. Immutable.
 *
 * @param residentKib what is resident
 * @param mostResidentKib the most that ever was
 * @param mappings the lines of {@code smaps}
 */
record ProcessMemory(long residentKib, long mostResidentKib, List<String> mappings) {

    static ProcessMemory of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try {
            // Mappings first: what is mapped in between counts against the process.
            List<String> mappings = Files.readAllLines(process.resolve("smaps"));
            List<String> status = Files.readAllLines(process.resolve("status"));
            return new ProcessMemory(number(status, "VmRSS:"), number(status, "VmHWM:"), mappings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is resident of a mapped file. */
    long residentKibOf(Path file) {
        long sum = 0;
        boolean inside = false;
        for (String line : mappings) {
            // A mapping begins with its addresses; the lines about it begin with a capital letter.
            if (!Character.isUpperCase(line.charAt(0))) {
                inside = line.endsWith(" " + file);
            } else if (inside && line.startsWith("Rss:")) {
                sum += number(line);
            }
        }
        return sum;
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(ProcessMemory::number)
                .findFirst()
                .orElseThrow();
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
    }
}
