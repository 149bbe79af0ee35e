package io.cairn.cli.terminal;

/** Wraps text in terminal colours, or leaves it alone. Immutable. */
public final class Paint {

    private static final String RESET = "\u001b[0m";

    private final boolean on;

    /**
     * Creates paint.
     *
     * @param on whether to colour at all
     */
    public Paint(boolean on) {
        this.on = on;
    }

    /**
     * Makes text stand out.
     *
     * @param text the text
     * @return bold text
     */
    public String bold(String text) {
        return wrap("\u001b[1m", text);
    }

    /**
     * Makes text step back.
     *
     * @param text the text
     * @return faint text
     */
    public String faint(String text) {
        return wrap("\u001b[2m", text);
    }

    /**
     * Marks code.
     *
     * @param text the text
     * @return cyan text
     */
    public String code(String text) {
        return wrap("\u001b[36m", text);
    }

    /**
     * Marks success.
     *
     * @param text the text
     * @return green text
     */
    public String good(String text) {
        return wrap("\u001b[32m", text);
    }

    /**
     * Marks failure.
     *
     * @param text the text
     * @return red text
     */
    public String bad(String text) {
        return wrap("\u001b[1;31m", text);
    }

    private String wrap(String colour, String text) {
        return on ? colour + text + RESET : text;
    }
}
