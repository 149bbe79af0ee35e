package io.cairn.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process uses, as Linux tells in {@code /proc}; all zero elsewhere.
 *
 * @param ownBytes resident memory that is its own, the heap's pages among them
 * @param mappedBytes resident memory that is mapped files'
 * @param writtenBytes what it has given to the disk, or will
 */
record ProcessUse(long ownBytes, long mappedBytes, long writtenBytes) {

    static ProcessUse of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        if (!Files.isReadable(process.resolve("io"))) {
            return new ProcessUse(0, 0, 0);
        }
        List<String> status = Files.readAllLines(process.resolve("status"));
        List<String> io = Files.readAllLines(process.resolve("io"));
        return new ProcessUse(
                (number(status, "RssAnon:") + number(status, "RssShmem:")) * 1024,
                number(status, "RssFile:") * 1024,
                number(io, "write_bytes:"));
    }

    private static long number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                .findFirst()
                .orElse(0);
    }

    ProcessUse plus(ProcessUse other) {
        return new ProcessUse(
                ownBytes + other.ownBytes,
                mappedBytes + other.mappedBytes,
                writtenBytes + other.writtenBytes);
    }
}
