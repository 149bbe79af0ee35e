package io.cairn.cli.exit;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Ends a command with a message for people and an exit code for scripts. Immutable. */
public final class CliException extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

    /** How the process exits. */
    private final ExitCode exitCode;

    /**
     * Creates an exception.
     *
     * @param exitCode how the process exits
     * @param message what happened and what to do next, one line
     */
    public CliException(ExitCode exitCode, String message) {
        this(exitCode, message, null);
    }

    /**
     * Creates an exception with a cause, shown with {@code --debug}.
     *
     * @param exitCode how the process exits
     * @param message what happened and what to do next, one line
     * @param cause the underlying failure, or null
     */
    public CliException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /**
     * Returns how the process exits.
     *
     * @return the code
     */
    public ExitCode exitCode() {
        return exitCode;
    }
}
