package io.cairn.bench.suite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    @Test
    void theLineShowsRoundsAndTimeLeft() {
        String drawn = drawn(true);

        assertTrue(drawn.contains("1/2"), drawn);
        assertTrue(drawn.matches("(?s).*/ 1:0[01]:[0-5][0-9].*"), drawn);
    }

    @Test
    void nobodyLooksNothingIsDrawn() {
        assertEquals("", drawn(false));
    }

    private static String drawn(boolean watched) {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        try (PrintStream err = new PrintStream(drawn, true, UTF_8)) {
            try (ProgressLine progress = new ProgressLine(err, watched, 2)) {
                progress.now("ycsb lmdb");
                progress.done(3_660);
            }
        }
        return drawn.toString(UTF_8);
    }
}
