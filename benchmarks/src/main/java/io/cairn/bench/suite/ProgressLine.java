package io.cairn.bench.suite;

import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.DoubleAdder;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, with its rate and the time left, where a person sees it. Rounds count as long
 * as they are expected to take. Used by one thread; whoever starts it closes it.
 */
final class ProgressLine implements AutoCloseable {

    private static final int COLUMNS_DEFAULT = 80;
    private static final int UPDATE_MILLIS = 500;

    private final @Nullable ProgressBar bar;
    private final PrintStream err;
    private final double expectedSeconds;
    private final long start = System.nanoTime();
    private final DoubleAdder doneSeconds = new DoubleAdder();

    /**
     * Starts it.
     *
     * @param err where to draw
     * @param watched whether somebody looks
     * @param rounds how many rounds there will be
     * @param expectedSeconds how long they take together, more or less
     */
    ProgressLine(PrintStream err, boolean watched, int rounds, double expectedSeconds) {
        this.err = err;
        this.expectedSeconds = expectedSeconds;
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
        double done = doneSeconds.sum();
        if (done <= 0) {
            return Optional.empty();
        }
        double taken = (System.nanoTime() - start) / 1e9;
        double left = taken * (expectedSeconds - done) / done;
        return Optional.of(Duration.ofSeconds(Math.max(0, Math.round(left))));
    }

    /** Says what is under way. */
    void now(String what) {
        if (bar != null) {
            bar.setExtraMessage(" " + what);
        }
    }

    /** Moves on by a round that was expected to take so long. */
    void done(double seconds) {
        doneSeconds.add(seconds);
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
