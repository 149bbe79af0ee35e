package io.cairn.bench.ipc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process uses at one moment, as Linux tells in {@code /proc}.
 *
 * @param residentKib memory in use, in KiB
 * @param descriptors open files and sockets
 * @param threads platform threads
 */
record ProcessFigures(long residentKib, long descriptors, long threads) {

    static ProcessFigures of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        long resident = 0;
        long threads = 0;
        for (String line : Files.readAllLines(process.resolve("status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = number(line);
            } else if (line.startsWith("Threads:")) {
                threads = number(line);
            }
        }
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return new ProcessFigures(resident, open.count(), threads);
        }
    }

    private static long number(String line) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
    }
}
