package io.cairn.hnsw.cli;

import io.cairn.hnsw.BuildProgress;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows a build: a bar for each stage and, if asked for, a line at its end. Used by one thread;
 * whoever makes it closes it.
 */
final class StageProgress implements BuildProgress, AutoCloseable {

    private final PrintStream err;
    private final ProgressBars bars;
    private final boolean verbose;
    private @Nullable String stage;
    private ProgressBars.Bar bar = ProgressBars.Bar.NONE;
    private long startNanos;

    StageProgress(PrintStream err, ProgressBars bars, boolean verbose) {
        this.err = err;
        this.bars = bars;
        this.verbose = verbose;
    }

    @Override
    public void at(String stage, long done, long total) {
        if (!stage.equals(this.stage)) {
            end();
            this.stage = stage;
            startNanos = System.nanoTime();
            bar = bars.start(stage, total);
        }
        bar.reach(done);
    }

    private void end() {
        bar.close();
        bar = ProgressBars.Bar.NONE;
        if (verbose && stage != null) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            err.println(String.format(Locale.ROOT, "%s: %.3f s", stage, seconds));
        }
        stage = null;
    }

    @Override
    public void close() {
        end();
    }
}
