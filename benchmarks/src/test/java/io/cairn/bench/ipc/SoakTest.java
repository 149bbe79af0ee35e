package io.cairn.bench.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** The soak in short, and what it takes for growth. */
class SoakTest {

    /** Too short for memory to settle, which the long form watches. */
    private static final long MILLIS = 4_000;

    @Test
    void descriptorsAndThreadsStayFlatInAShortRun() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<ProcessFigures> samples =
                Soak.run(MILLIS, new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<String> grown = new ArrayList<>(Soak.grown(samples));
        grown.remove(Soak.MEMORY);
        assertEquals(List.of(), grown, () -> printed.toString(StandardCharsets.UTF_8));
        String last = printed.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertTrue(Long.parseLong(last.split("\t", -1)[1]) > 0, last);
    }

    @Test
    void whatGrowsIsNamed() {
        assertEquals(List.of(), grown(i -> new ProcessFigures(1000 + i % 3, 50 + i % 3, 20)));
        assertEquals(List.of("memory"), grown(i -> new ProcessFigures(1000 + 20 * i, 50, 20)));
        assertEquals(List.of("descriptors"), grown(i -> new ProcessFigures(1000, 50 + i, 20)));
        assertEquals(List.of("threads"), grown(i -> new ProcessFigures(1000, 50, 20 + i)));
        assertEquals(List.of(), grown(i -> new ProcessFigures(1000, i < 15 ? 50 + i : 65, 20)));
    }

    private static List<String> grown(IntFunction<ProcessFigures> sample) {
        List<ProcessFigures> samples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            samples.add(sample.apply(i));
        }
        return Soak.grown(samples);
    }
}
