package io.cairn.bench.suite;

import io.cairn.bench.suite.workload.Turn;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Turns that another process gives: a line in says that it is this one's, a line out that it is
 * over. Used by one thread; the streams belong to the caller.
 */
final class Baton implements Turn {

    /** The line that passes the turn on. */
    static final String PASS = "PASS";

    /** The character that gives the turn. */
    static final int GIVE = '\n';

    /** Long enough for a thousand operations, short beside what disturbs a machine. */
    static final double WINDOW_SECONDS = 0.2;

    private final InputStream in;
    private final PrintStream out;

    Baton(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Waits for the first turn. */
    void await() throws IOException {
        if (in.read() != GIVE) {
            throw new IOException("whoever gives the turns has ended");
        }
    }

    @Override
    public double windowSeconds() {
        return WINDOW_SECONDS;
    }

    @Override
    public void pass() throws IOException {
        out.println(PASS);
        out.flush();
        await();
    }
}
