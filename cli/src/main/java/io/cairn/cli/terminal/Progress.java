package io.cairn.cli.terminal;

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
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on standard error with rate and time left; invisible when standard error is not a
 * terminal. Used by one thread; whoever starts it closes it.
 */
public final class Progress implements AutoCloseable {

    /** For {@code total}: nobody knows how much there will be. */
    public static final long UNKNOWN = -1;

    private static final int UPDATE_MILLIS = 200;
    private static final double ESTIMATE_FROM = 0.01;

    private final PrintStream err;
    private @Nullable ProgressBar bar;

    private Progress(PrintStream err, @Nullable ProgressBar bar) {
        this.err = err;
        this.bar = bar;
    }

    /**
     * Starts a bar that counts things.
     *
     * @param streams where to draw
     * @param task what is going on, one word
     * @param total how many things there are, or {@link #UNKNOWN}
     * @return the bar; the caller closes it
     */
    public static Progress ofCount(Streams streams, String task, long total) {
        return ofCount(streams, task, total, "");
    }

    /**
     * Starts a bar that counts things that have a unit.
     *
     * @param streams where to draw
     * @param task what is going on, one word
     * @param total how many things there are, or {@link #UNKNOWN}
     * @param unit what stands behind numbers, such as {@code " vec"}
     * @return the bar; the caller closes it
     */
    public static Progress ofCount(Streams streams, String task, long total, String unit) {
        return start(streams, task, total, unit, 1);
    }

    /**
     * Starts a bar that counts bytes.
     *
     * @param streams where to draw
     * @param task what is going on, one word
     * @param total how many bytes there are, or {@link #UNKNOWN}
     * @return the bar; the caller closes it
     */
    public static Progress ofBytes(Streams streams, String task, long total) {
        return start(streams, task, total, " MB", 1_000_000);
    }

    private static Progress start(
            Streams streams, String task, long total, String unit, long unitSize) {
        if (!streams.errTerminal()) {
            return new Progress(streams.err(), null);
        }
        ProgressBarBuilder builder =
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUnit(unit, unitSize)
                        .setUpdateIntervalMillis(UPDATE_MILLIS)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed(
                                new DecimalFormat(
                                        "#,##0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                        .setEtaFunction(Progress::timeLeft)
                        .setConsumer(
                                new DelegatingProgressBarConsumer(
                                        line -> draw(streams.err(), line), streams.columns() - 1));
        return new Progress(streams.err(), builder.build());
    }

    /** At the very beginning an estimate would only be noise. */
    private static Optional<Duration> timeLeft(ProgressState state) {
        double done = state.getNormalizedProgress();
        if (!(done >= ESTIMATE_FROM && done <= 1)) {
            return Optional.empty();
        }
        double millis = state.getElapsedAfterStart().toMillis() * (1 - done) / done;
        return Optional.of(Duration.ofMillis(Math.round(millis)));
    }

    private static void draw(PrintStream err, String line) {
        err.print("\r" + line);
        err.flush();
    }

    /**
     * Moves the bar.
     *
     * @param amount how much more is done
     */
    public void advance(long amount) {
        if (bar != null) {
            bar.stepBy(amount);
        }
    }

    /**
     * Moves the bar to a place.
     *
     * @param done how much is done in all
     */
    public void reach(long done) {
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    /** Draws the bar a last time and ends its line. Calling it again does nothing. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
            err.println();
        }
    }
}
