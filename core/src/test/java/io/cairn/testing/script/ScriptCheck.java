package io.cairn.testing.script;

import io.cairn.api.Database;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Compares what a database gives for a script with what the oracle says. One thread at a time. */
public final class ScriptCheck {

    private static final int SHRINK_TRIES_MAX = 400;

    private final Supplier<Database> fresh;
    private final UnaryOperator<Database> reopen;

    /**
     * Creates a check.
     *
     * @param fresh gives an empty database for each run; its owner stays the caller
     * @param reopen closes and opens a database again, or gives it back as it is when it is not
     *     persistent
     */
    public ScriptCheck(Supplier<Database> fresh, UnaryOperator<Database> reopen) {
        this.fresh = fresh;
        this.reopen = reopen;
    }

    /**
     * Runs a script until the first difference.
     *
     * @param script the operations
     * @return the difference in words, or null when there is none
     */
    public @Nullable String difference(List<Op> script) {
        Oracle oracle = new Oracle();
        try (ScriptRunner runner = new ScriptRunner(fresh.get(), reopen)) {
            for (int line = 0; line < script.size(); line++) {
                Op op = script.get(line);
                String actual = runner.run(op);
                String expected = oracle.expect(op, actual);
                if (!actual.equals(expected)) {
                    return "line "
                            + (line + 1)
                            + ": "
                            + OpText.write(op)
                            + "\n  gave     "
                            + actual
                            + "\n  expected "
                            + expected;
                }
            }
        }
        return null;
    }

    /**
     * Runs a script and, if there is a difference, shrinks it.
     *
     * @param script the operations
     * @return a report with the first difference and the shrunk script, or null when there is no
     *     difference
     */
    public @Nullable String report(List<Op> script) {
        String difference = difference(script);
        if (difference == null) {
            return null;
        }
        List<Op> shrunk =
                Shrinker.shrink(script, shorter -> difference(shorter) != null, SHRINK_TRIES_MAX);
        return difference
                + "\nshrunk to "
                + shrunk.size()
                + " lines, of which "
                + difference(shrunk)
                + "\n"
                + OpText.write(shrunk);
    }
}
