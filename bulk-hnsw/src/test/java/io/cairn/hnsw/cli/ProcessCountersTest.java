package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel counts is read from the right places and printed with its change. */
class ProcessCountersTest {

    @Test
    void theFieldsAreThoseOfProc() {
        String stat = "4711 (a) name) R 1 2 3 4 5 6 100 7 200 8 31 42 9 10 20 0 1";
        String status = "Name:\ta) name\nVmHWM:\t  2048 kB\nVmRSS:\t   1024 kB\n";
        assertThat(ProcessCounters.parse(stat, status))
                .isEqualTo(new ProcessCounters(100, 200, 1024, 2048, 310, 420));
    }

    @Test
    void thisProcessIsCounted() {
        ProcessCounters before = ProcessCounters.now().orElseThrow();
        byte[] touched = new byte[64 << 20];
        ProcessCounters after = ProcessCounters.now().orElseThrow();
        assertThat(touched).hasSize(64 << 20);
        assertThat(after.minorFaults()).isGreaterThanOrEqualTo(before.minorFaults());
        assertThat(before.residentKilobytes()).isPositive();
        assertThat(after.peakKilobytes()).isGreaterThanOrEqualTo(before.residentKilobytes());
        assertThat(before.userMillis()).isPositive();
    }

    @Test
    void theChangeIsPrinted() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(err, true, StandardCharsets.UTF_8);
        new Telemetry(printer, false).close();
        assertThat(err.size()).isZero();
        new Telemetry(printer, true).close();
        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.getFirst()).matches("telemetry +before +after +change");
        assertThat(lines.subList(1, 7))
                .allMatch(line -> line.matches("[a-zA-Z ()]+ +\\d+ +\\d+ +[+-]\\d+"))
                .extracting(line -> line.replaceFirst(" +\\d.*", ""))
                .containsExactly(
                        "minor page faults",
                        "major page faults",
                        "resident memory (KiB)",
                        "peak memory (KiB)",
                        "user CPU (ms)",
                        "system CPU (ms)");
    }
}
