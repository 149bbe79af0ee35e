package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The level decides what all loggers write; every line says when, how bad and who. */
class LogOutputTest {

    private static final java.util.logging.Logger ROOT = java.util.logging.Logger.getLogger("");
    private static final String STAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[.]\\d{3}Z ";

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private List<Handler> handlers;
    private Level level;

    @BeforeEach
    void remember() {
        handlers = List.of(ROOT.getHandlers());
        level = ROOT.getLevel();
    }

    @AfterEach
    void restore() {
        Arrays.stream(ROOT.getHandlers()).forEach(ROOT::removeHandler);
        handlers.forEach(ROOT::addHandler);
        ROOT.setLevel(level);
        java.util.logging.Logger.getLogger("io.cairn").setLevel(null);
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void lessImportantRecordsAreNotWritten(LogLevel least) {
        install(least);
        Logger logger = System.getLogger("io.cairn.test.levels");
        logger.log(Logger.Level.TRACE, "say TRACE");
        logger.log(Logger.Level.DEBUG, "say DEBUG");
        logger.log(Logger.Level.INFO, "say INFO");
        logger.log(Logger.Level.WARNING, "say WARN");
        logger.log(Logger.Level.ERROR, "say ERROR");
        assertThat(lines())
                .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
                .containsExactlyElementsOf(
                        Arrays.stream(LogLevel.values())
                                .filter(one -> one.compareTo(least) >= 0)
                                .map(Enum::name)
                                .toList());
        assertThat(lines())
                .allMatch(line ->
                        line.matches(
                                STAMP
                                        + "(TRACE|DEBUG|INFO |WARN |ERROR) io[.]cairn[.]test[.]levels: say .*"));
    }

    @Test
    void librariesStayQuietWhenTheServerIsExplored() {
        Logger library = System.getLogger("org.library.test");
        install(LogLevel.DEBUG);
        library.log(Logger.Level.DEBUG, "a detail");
        library.log(Logger.Level.INFO, "a fact");
        assertThat(lines()).singleElement().asString().endsWith("a fact");
        install(LogLevel.TRACE);
        library.log(Logger.Level.TRACE, "a crumb");
        assertThat(lines()).last().asString().endsWith("a crumb");
    }

    @Test
    void parametersAndTracesAreWritten() {
        install(LogLevel.INFO);
        Logger logger = System.getLogger("io.cairn.test.traces");
        logger.log(Logger.Level.INFO, "socket {0}", "/a/b");
        logger.log(Logger.Level.ERROR, "it broke", new IllegalStateException("because"));
        assertThat(lines().getFirst()).endsWith("socket /a/b");
        assertThat(lines()).anyMatch(line -> line.endsWith("IllegalStateException: because"));
        assertThat(lines()).anyMatch(line -> line.startsWith("\tat "));
    }

    private void install(LogLevel least) {
        LogOutput.install(least, new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    private List<String> lines() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
