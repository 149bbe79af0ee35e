package io.cairn.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Catches what {@code io.cairn} logs at warning level or above, instead of printing it. The handler
 * is thread-safe.
 */
final class WarningTrap {

    private final Logger logger = Logger.getLogger("io.cairn");
    private final List<LogRecord> caught = new CopyOnWriteArrayList<>();
    private final List<String> expected = new ArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                        caught.add(entry);
                    }
                }

                @Override
                public void flush() {
                    // Nothing is buffered.
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };

    void set() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    void remove() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    void expect(String text) {
        expected.add(text);
    }

    void assertAsExpected() {
        List<String> lines = caught.stream().map(WarningTrap::line).toList();
        assertThat(lines)
                .as("warnings that nothing announced")
                .filteredOn(line -> expected.stream().noneMatch(line::contains))
                .isEmpty();
        for (String text : expected) {
            assertThat(lines).as("announced warnings").anyMatch(line -> line.contains(text));
        }
    }

    private static String line(LogRecord entry) {
        Throwable thrown = entry.getThrown();
        return entry.getLoggerName()
                + ": "
                + java.text.MessageFormat.format(
                        String.valueOf(entry.getMessage()).replace("'", "''"),
                        entry.getParameters())
                + (thrown == null ? "" : " " + thrown);
    }
}
