package io.cairn.layer.trigger;

import java.io.Serial;
import java.util.Objects;

/** Thrown by a {@link TriggerHandler} to refuse a row. Immutable. */
public final class TriggerAbortException extends RuntimeException {

    /** The code of a refusal that names none. */
    public static final String DEFAULT_CODE = "TRIGGER_ABORT";

    @Serial private static final long serialVersionUID = 1L;

    /** What programs tell refusals apart by. */
    private final String code;

    /**
     * Refuses a row, with the code {@link #DEFAULT_CODE}.
     *
     * @param message why, for people
     */
    public TriggerAbortException(String message) {
        this(message, DEFAULT_CODE);
    }

    /**
     * Refuses a row.
     *
     * @param message why, for people
     * @param code why, for programs
     */
    public TriggerAbortException(String message, String code) {
        super(Objects.requireNonNull(message, "message"));
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Returns why, for programs.
     *
     * @return the code, such as {@code INVALID_EMAIL}
     */
    public String code() {
        return code;
    }
}
