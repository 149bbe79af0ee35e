package io.cairn.bench.suite.data;

/** A store gave back something else than was stored; its run counts for nothing. */
public final class WrongDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was read and what was stored
     */
    public WrongDataException(String message) {
        super(message);
    }
}
