package io.cairn.vectors.grpc.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log of a server to a stream, one line for each record: time, level, logger, text.
 * Thread-safe. The stream is not closed.
 */
final class ServerLog extends Handler {

    private static final String MANAGER = "java.util.logging.manager";

    /** Held here, for a logger's level goes with the logger. */
    private static @Nullable Logger own;

    private final PrintStream target;

    private ServerLog(PrintStream target) {
        this.target = target;
        setFormatter(new Line());
    }

    /**
     * Keeps the log open until the process has ended: the JDK's own manager closes it as soon as a
     * signal arrives, before anything has been closed. The JDK creates it.
     */
    public static final class Steady extends LogManager {

        /** Creates the manager; called by the JDK. */
        public Steady() {}

        @Override
        public void reset() {}
    }

    /**
     * Sends what all loggers of this process have to say to a stream, and nothing of it anywhere
     * else.
     *
     * @param debug whether calls are written as well
     */
    static synchronized void install(boolean debug, PrintStream target) {
        if (System.getProperty(MANAGER) == null) {
            System.setProperty(MANAGER, Steady.class.getName());
        }
        Logger root = Logger.getLogger("");
        for (Handler other : root.getHandlers()) {
            root.removeHandler(other);
        }
        root.setLevel(Level.INFO);
        own = Logger.getLogger("io.cairn");
        own.setLevel(debug ? Level.FINE : Level.INFO);
        ServerLog log = new ServerLog(target);
        log.setLevel(Level.ALL);
        root.addHandler(log);
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
            StringWriter text = new StringWriter();
            PrintWriter lines = new PrintWriter(text, true);
            lines.printf(
                    Locale.ROOT,
                    "%s %-5s %s: %s%n",
                    record.getInstant(),
                    level(record.getLevel()),
                    record.getLoggerName(),
                    formatMessage(record));
            if (record.getThrown() != null) {
                record.getThrown().printStackTrace(lines);
            }
            return text.toString();
        }

        private static String level(Level level) {
            int value = level.intValue();
            if (value >= Level.SEVERE.intValue()) {
                return "ERROR";
            }
            if (value >= Level.WARNING.intValue()) {
                return "WARN";
            }
            return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
        }
    }
}
