package io.cairn.bench.suite;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, with its rate and the time left, where a person sees it. Used by one thread;
 * whoever starts it closes it.
 */
final class ProgressLine implements AutoCloseable {

    private static final int COLUMNS_DEFAULT = 80;
    private static final int UPDATE_MILLIS = 500;

    private final @Nullable ProgressBar bar;
    private final PrintStream err;

    /** When it will be done, on the clock of {@link System#nanoTime}; read by the bar's thread. */
    private volatile @Nullable Long endNanos;

    /**
     * Starts it.
     *
     * @param err where to draw
     * @param watched whether somebody looks
     * @param rounds how many rounds there will be
     */
    ProgressLine(PrintStream err, boolean watched, int rounds) {
        this.err = err;
        this.bar = watched ? bar(rounds) : null;
    }

    private ProgressBar bar(int rounds) {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        int width =
                columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : COLUMNS_DEFAULT;
        return new ProgressBarBuilder()
                .setTaskName("bench")
                .setInitialMax(rounds)
                .setUnit(" rounds", 1)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed(new DecimalFormat("0.00", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setEtaFunction(state -> timeLeft())
                .setConsumer(
                        new DelegatingProgressBarConsumer(
                                line -> {
                                    err.print("\r" + line);
                                    err.flush();
                                },
                                width - 1))
                .build();
    }

    private Optional<Duration> timeLeft() {
        Long end = endNanos;
        return end == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /** Says what is under way. */
    void now(String what) {
        if (bar != null) {
            bar.setExtraMessage(" " + what);
        }
    }

    /** Moves on by a round; the others take so long. */
    void done(double secondsLeft) {
        endNanos = System.nanoTime() + (long) (secondsLeft * 1e9);
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            err.println();
        }
    }
}
