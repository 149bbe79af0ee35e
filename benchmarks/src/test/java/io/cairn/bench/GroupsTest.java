package io.cairn.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every group runs to its end on little data, agrees with its peers on what is read, and prints
 * figures.
 */
class GroupsTest {

    @ParameterizedTest
    @EnumSource(Main.Group.class)
    void aGroupRunsInItsOwnJvmAndPrintsItsRows(Main.Group group) throws Exception {
        System.setProperty("bench.entries", "3000");
        System.setProperty("bench.large.entries", "2000");
        System.setProperty("bench.brief", "true");
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        List<Result> results =
                Main.run(List.of(group), new PrintStream(progress, true, StandardCharsets.UTF_8));
        assertFalse(results.isEmpty());
        for (Result result : results) {
            assertTrue(
                    result.ours() > 0 && result.theirs() > 0 && result.ratio() > 0,
                    result::toString);
        }
    }

    @Test
    void resultsSurviveTheirTextForm() {
        Result result = new Result("what", "peer", 1.5, 2.25, 100, 225, "ns");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            Result.print(result);
        } finally {
            System.setOut(out);
        }
        String line = text.toString(StandardCharsets.UTF_8).strip();
        assertTrue(Result.isResult(line));
        assertEquals(result, Result.parse(line));
        assertEquals(
                "| what | peer | 1.50x | **2.25x** | yes | 100.0 | 225.0 ns |", result.toRow());
    }
}
