package io.cairn.cli.data;

import io.cairn.api.Entry;
import io.cairn.api.WriteView;
import io.cairn.cli.exit.CliException;
import io.cairn.cli.exit.ExitCode;
import io.cairn.cli.terminal.Progress;
import io.cairn.error.CairnException;
import io.cairn.error.OutcomeUnknownException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores JSON lines in transactions of bounded size. When it fails, everything up to a line it
 * names is stored and nothing after, so the same input can be continued. Used once, by one thread.
 */
public final class Importer {

    private static final long BATCH_BYTES_MAX = 8L << 20;

    private final Target target;
    private final int batchEntriesMax;
    private final long linesSkipped;
    private final Progress progress;

    private final List<Entry> batch = new ArrayList<>();
    private final List<Long> batchLines = new ArrayList<>();
    private long batchBytes;
    private long entriesStored;
    private long bytesStored;
    private long lastLineStored;

    /**
     * Creates an import.
     *
     * @param target where to write
     * @param batchEntriesMax the most entries in one transaction
     * @param linesSkipped how many lines to pass over, from an earlier attempt
     * @param progress moved by the bytes read
     */
    public Importer(Target target, int batchEntriesMax, long linesSkipped, Progress progress) {
        this.target = target;
        this.batchEntriesMax = batchEntriesMax;
        this.linesSkipped = linesSkipped;
        this.progress = progress;
        this.lastLineStored = linesSkipped;
    }

    /**
     * Stores every line.
     *
     * @param in JSON lines; not closed
     * @throws CliException when a line is bad or a transaction is refused; says how far the import
     *     came
     */
    public void run(InputStream in) {
        LineReader lines = new LineReader(in);
        try {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (lines.lineNumber() > linesSkipped && !blank(line)) {
                    add(JsonLine.parse(line), lines.lineNumber());
                    progress.reach(lines.bytesRead());
                }
            }
        } catch (JsonLine.BadLineException e) {
            throw stopped(
                    ExitCode.REFUSED, "line " + lines.lineNumber() + ": " + e.getMessage(), null);
        } catch (IOException e) {
            throw stopped(ExitCode.UNAVAILABLE, "reading stopped: " + e.getMessage(), e);
        }
        flush();
        progress.reach(lines.bytesRead());
    }

    /**
     * Returns how much is stored.
     *
     * @return a number of entries
     */
    public long entriesStored() {
        return entriesStored;
    }

    /**
     * Returns how much is stored.
     *
     * @return the bytes of the keys and values
     */
    public long bytesStored() {
        return bytesStored;
    }

    private void add(Entry entry, long line) {
        batch.add(entry);
        batchLines.add(line);
        batchBytes += entry.key().length + (long) entry.value().length;
        if (batch.size() >= batchEntriesMax || batchBytes >= BATCH_BYTES_MAX) {
            flush();
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        int[] at = {0};
        try {
            target.scope()
                    .transact(tx -> {
                        WriteView view = target.in(tx);
                        for (at[0] = 0; at[0] < batch.size(); at[0]++) {
                            Entry entry = batch.get(at[0]);
                            view.put(entry.key(), entry.value());
                        }
                        return true;
                    });
        } catch (CairnException e) {
            throw refused(e, at[0]);
        }
        entriesStored += batch.size();
        bytesStored += batchBytes;
        lastLineStored = batchLines.getLast();
        batch.clear();
        batchLines.clear();
        batchBytes = 0;
    }

    /** A put that fails names its line; a commit that fails names the lines of its transaction. */
    private CliException refused(CairnException e, int at) {
        String where =
                at < batchLines.size()
                        ? "line " + batchLines.get(at)
                        : "lines " + batchLines.getFirst() + " to " + batchLines.getLast();
        if (e instanceof OutcomeUnknownException) {
            where += " (which may or may not be stored)";
        }
        return stopped(ExitCode.of(e), where + ": " + ExitCode.describe(e), e);
    }

    private CliException stopped(ExitCode code, String why, @Nullable Throwable cause) {
        String reached =
                lastLineStored == 0
                        ? "nothing is stored; go on by running it again"
                        : "lines up to "
                                + lastLineStored
                                + " are stored and none after; go on with --skip-lines "
                                + lastLineStored;
        return new CliException(code, "import stopped at " + why + " (" + reached + ")", cause);
    }

    private static boolean blank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
