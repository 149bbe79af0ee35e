package io.cairn.trigger.python;

import io.cairn.error.InvalidArgumentException;
import java.time.Duration;

/**
 * What a plugin's Python code is held to. A call that goes beyond one of them fails, and the
 * interpreter it ran in is thrown away; the next call gets a new one. Immutable.
 *
 * <p>Memory is not limited: code that fills lists or makes long strings uses up the heap of the
 * whole process.
 *
 * @param callTime how long one call of a handler may take. A single operation of the interpreter,
 *     such as adding up a long range, is only stopped at its end, which with very large numbers may
 *     be minutes away
 * @param loadTime how long reading the code may take, with all that it imports
 * @param statements how many statements of the plugin's own code one call may run; neither what is
 *     in libraries counts nor a loop that has no statement but {@code pass}, which {@code callTime}
 *     stops
 * @param resultSize how large a row that comes back may be: a character or a byte counts 1 and each
 *     value another 8
 * @param contexts how many threads may be in the plugin at once, each in an interpreter of its own
 *     with global variables of its own; others wait
 */
public record PythonLimits(
        Duration callTime, Duration loadTime, long statements, long resultSize, int contexts) {

    /**
     * One second a call, 60 to load, 250,000 statements, 16 MiB, and as many contexts as there are
     * processors.
     */
    public static final PythonLimits DEFAULT =
            new PythonLimits(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    250_000,
                    16L << 20,
                    Runtime.getRuntime().availableProcessors());

    /**
     * Checks the limits.
     *
     * @throws InvalidArgumentException when one of them is not positive
     */
    public PythonLimits {
        if (!callTime.isPositive()
                || !loadTime.isPositive()
                || statements < 1
                || resultSize < 1
                || contexts < 1) {
            throw new InvalidArgumentException(
                    "limits must be positive",
                    "callTime",
                    callTime,
                    "loadTime",
                    loadTime,
                    "statements",
                    statements,
                    "resultSize",
                    resultSize,
                    "contexts",
                    contexts);
        }
    }

    /**
     * Changes how long a call may take.
     *
     * @param limit the time
     * @return the changed limits
     */
    public PythonLimits withCallTime(Duration limit) {
        return new PythonLimits(limit, loadTime, statements, resultSize, contexts);
    }

    /**
     * Changes how long reading the code may take.
     *
     * @param limit the time
     * @return the changed limits
     */
    public PythonLimits withLoadTime(Duration limit) {
        return new PythonLimits(callTime, limit, statements, resultSize, contexts);
    }

    /**
     * Changes how many statements a call may run.
     *
     * @param limit the number
     * @return the changed limits
     */
    public PythonLimits withStatements(long limit) {
        return new PythonLimits(callTime, loadTime, limit, resultSize, contexts);
    }

    /**
     * Changes how large a row that comes back may be.
     *
     * @param limit the size
     * @return the changed limits
     */
    public PythonLimits withResultSize(long limit) {
        return new PythonLimits(callTime, loadTime, statements, limit, contexts);
    }

    /**
     * Changes how many threads may be in the plugin at once.
     *
     * @param limit the number
     * @return the changed limits
     */
    public PythonLimits withContexts(int limit) {
        return new PythonLimits(callTime, loadTime, statements, resultSize, limit);
    }
}
