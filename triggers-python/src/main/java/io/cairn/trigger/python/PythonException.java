package io.cairn.trigger.python;

import java.io.Serial;
import java.util.OptionalInt;

/**
 * A plugin's Python code raised an exception that is not a refusal, or was stopped; the cause of a
 * {@link io.cairn.layer.trigger.PluginExecutionException}. Its message has the Python exception's
 * class, text and line. Immutable.
 */
public final class PythonException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** The line in the plugin's code, or 0. */
    private final int line;

    PythonException(String message, int line) {
        super(line == 0 ? message : message + " (line " + line + ")");
        this.line = line;
    }

    /**
     * Returns where in the plugin's code it happened.
     *
     * @return the line, from 1; empty when it is not known, as when the code was stopped
     */
    public OptionalInt line() {
        return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
    }
}
