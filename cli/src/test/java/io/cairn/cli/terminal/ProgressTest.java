package io.cairn.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Progress and colours are for terminals only. */
class ProgressTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aTerminalSeesProgress() {
        advance(streams(true, Map.of("COLUMNS", "100")));
        String drawn = err.toString(StandardCharsets.UTF_8);
        assertThat(drawn).contains("load", "100%", "10/10 MB").endsWith(System.lineSeparator());
        assertThat(drawn.split("[\\r\\n]")).allMatch(line -> line.length() < 100);
        assertThat(out.size()).isZero();
    }

    @Test
    void aFileSeesNone() {
        advance(streams(false, Map.of()));
        assertThat(err.size()).isZero();
    }

    @Test
    void coloursNeedATerminalThatHasThem() {
        assertThat(streams(true, Map.of("TERM", "xterm")).colours()).isTrue();
        assertThat(streams(true, Map.of("TERM", "dumb")).colours()).isFalse();
        assertThat(streams(true, Map.of()).colours()).isFalse();
        assertThat(streams(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).colours()).isFalse();
        assertThat(streams(false, Map.of("TERM", "xterm")).colours()).isFalse();
        assertThat(new Paint(false).bold("x")).isEqualTo("x");
        assertThat(new Paint(true).bold("x")).contains("x").startsWith("\u001b[");
    }

    @Test
    void theWidthIsBounded() {
        assertThat(streams(true, Map.of()).columns()).isEqualTo(80);
        assertThat(streams(true, Map.of("COLUMNS", "132")).columns()).isEqualTo(132);
        assertThat(streams(true, Map.of("COLUMNS", "9999")).columns()).isEqualTo(240);
        assertThat(streams(true, Map.of("COLUMNS", "wide")).columns()).isEqualTo(80);
    }

    private static void advance(Streams streams) {
        try (Progress progress = Progress.ofBytes(streams, "load", 10_000_000)) {
            progress.advance(4_000_000);
            progress.reach(10_000_000);
        }
    }

    private Streams streams(boolean terminal, Map<String, String> environment) {
        return new Streams(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                terminal,
                environment);
    }
}
