package io.cairn.hnsw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each stage has a bar, which ends where the stage ended. */
class StageProgressTest {

    private final List<String> told = new ArrayList<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private StageProgress progress(boolean verbose) {
        PrintStream printer = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new StageProgress(printer, new BulkRun.RecordedBars(told), verbose);
    }

    @Test
    void aStageThatIsOverIsDone() {
        try (StageProgress progress = progress(false)) {
            progress.expect(100);
            progress.at("reading", 0, 100);
            progress.at("reading", 70, 100);
            progress.at("comparing", 0, 7);
            progress.finish();
        }
        assertThat(told)
                .containsExactly(
                        "reading of 100 vec",
                        "reading 0",
                        "reading 70",
                        "reading 100",
                        "reading ends",
                        "comparing of 7",
                        "comparing 0",
                        "comparing 7",
                        "comparing ends");
        assertThat(err.size()).isZero();
    }

    @Test
    void aStageThatBeginsAgainHasAnotherBar() {
        try (StageProgress progress = progress(false)) {
            progress.at("comparing", 3, 7);
            progress.at("comparing", 3, 9);
            progress.at("comparing", 0, 9);
            progress.finish();
        }
        assertThat(told)
                .filteredOn(line -> line.contains(" of "))
                .containsExactly("comparing of 7", "comparing of 9", "comparing of 9");
    }

    @Test
    void aBuildThatFailsLeavesItsBarWhereItCameTo() {
        try (StageProgress progress = progress(true)) {
            progress.at("reading", 3, 7);
        }
        assertThat(told).containsExactly("reading of 7", "reading 3", "reading ends");
        assertThat(err.size()).isZero();
    }

    @Test
    void timesArePrintedWhenAskedFor() {
        try (StageProgress progress = progress(true)) {
            progress.at("reading", 3, 7);
            progress.at("writing", 1, 1);
            progress.finish();
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .matches("reading: \\d+\\.\\d{3} s\\Rwriting: \\d+\\.\\d{3} s\\R");
    }
}
