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

    private static final String UNIT = " vec";

    private final PrintStream err;
    private final ProgressBars bars;
    private final boolean verbose;
    private long vectors;
    private @Nullable String stage;
    private ProgressBars.Bar bar = ProgressBars.Bar.NONE;
    private long done;
    private long total;
    private long startNanos;

    StageProgress(PrintStream err, ProgressBars bars, boolean verbose) {
        this.err = err;
        this.bars = bars;
        this.verbose = verbose;
    }

    /** Tells how many vectors there are, so that stages that go through them can be told. */
    void expect(long vectors) {
        this.vectors = vectors;
    }

    @Override
    public void at(String stage, long done, long total) {
        // A stage may come again, with more or less to do.
        if (!stage.equals(this.stage) || total != this.total || done < this.done) {
            finish();
            this.stage = stage;
            this.total = total;
            startNanos = System.nanoTime();
            bar = bars.start(stage, total, total == vectors ? UNIT : "");
        }
        this.done = done;
        bar.reach(done);
    }

    /** Ends the stage that is shown, which is done. */
    void finish() {
        bar.reach(total);
        close();
        if (verbose && stage != null) {
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            err.println(String.format(Locale.ROOT, "%s: %.3f s", stage, seconds));
        }
        stage = null;
    }

    /** Ends what is drawn, as far as it came. */
    @Override
    public void close() {
        bar.close();
        bar = ProgressBars.Bar.NONE;
    }
}
