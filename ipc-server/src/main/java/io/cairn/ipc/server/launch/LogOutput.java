package io.cairn.ipc.server.launch;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log to a stream, one line for each record: time, level, logger, text. Thread-safe. The
 * stream is not closed.
 */
final class LogOutput extends Handler {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    /** Held here, for a logger's level goes with the logger. */
    private static @Nullable Logger own;

    private final PrintStream target;

    private LogOutput(PrintStream target) {
        this.target = target;
        setFormatter(new Line());
    }

    /**
     * Sends what all loggers of this process have to say to a stream, and nothing of it anywhere
     * else.
     *
     * @param level what is written; less important records are not
     * @param target where it is written
     */
    static synchronized void install(LogLevel level, PrintStream target) {
        if (System.getProperty("java.util.logging.manager") == null) {
            System.setProperty("java.util.logging.manager", SteadyLogging.class.getName());
        }
        Logger root = Logger.getLogger("");
        for (Handler other : root.getHandlers()) {
            root.removeHandler(other);
        }
        LogOutput output = new LogOutput(target);
        output.setLevel(level.level());
        root.setLevel(level.forLibraries().level());
        own = Logger.getLogger("io.cairn");
        own.setLevel(level.level());
        root.addHandler(output);
    }

    @Override
    public void publish(LogRecord record) {
        if (isLoggable(record)) {
            target.print(getFormatter().format(record));
            target.flush();
        }
    }

    @Override
    public void flush() {
        target.flush();
    }

    @Override
    public void close() {}

    private static final class Line extends Formatter {

        @Override
        public String format(LogRecord record) {
            String text =
                    "%s %-5s %s: %s"
                            .formatted(
                                    time(record.getInstant()),
                                    LogLevel.of(record.getLevel()),
                                    record.getLoggerName(),
                                    formatMessage(record).replaceAll("\\R", "\n    "));
            return text + System.lineSeparator() + trace(record.getThrown());
        }

        private static String time(Instant instant) {
            return TIME.format(instant);
        }

        private static String trace(@Nullable Throwable thrown) {
            if (thrown == null) {
                return "";
            }
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString();
        }
    }
}
