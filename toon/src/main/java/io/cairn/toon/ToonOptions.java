package io.cairn.toon;

import io.cairn.error.InvalidArgumentException;
import java.util.Objects;

/**
 * How a line is read. Immutable.
 *
 * @param style how cells are spelled
 * @param strict true: the number of rows, the number of cells in each row and all escapes must be
 *     right; false: a wrong number of rows is let pass, missing cells are null, cells too many are
 *     dropped, empty rows are skipped where a row has several fields, space around a bare cell is
 *     dropped and a backslash before any other character stands for itself
 * @param typed true: bare cells become numbers, booleans, bytes or null where they are spelled so;
 *     false: every cell is text as it stands
 * @param charsMax the longest line, in characters
 * @param cellsMax the most cells in all rows together
 */
public record ToonOptions(
        ToonStyle style, boolean strict, boolean typed, int charsMax, int cellsMax) {

    private static final int CHARS_MAX = 64 * 1024 * 1024;

    private static final int CELLS_MAX = 16 * 1024 * 1024;

    /** Checks the limits. */
    public ToonOptions {
        Objects.requireNonNull(style, "style");
        if (charsMax <= 0 || cellsMax <= 0) {
            throw new InvalidArgumentException(
                    "a limit must be positive", "charsMax", charsMax, "cellsMax", cellsMax);
        }
    }

    /**
     * Returns what is right for lines that this package wrote: strict and typed, at most 67,108,864
     * characters and 16,777,216 cells.
     *
     * @param style how cells are spelled
     * @return the options
     */
    public static ToonOptions strict(ToonStyle style) {
        return new ToonOptions(style, true, true, CHARS_MAX, CELLS_MAX);
    }

    /**
     * Returns what is right for lines that others wrote.
     *
     * @return these options, lenient
     */
    public ToonOptions lenient() {
        return new ToonOptions(style, false, typed, charsMax, cellsMax);
    }

    /**
     * Leaves all cells text.
     *
     * @return these options, untyped
     */
    public ToonOptions allText() {
        return new ToonOptions(style, strict, false, charsMax, cellsMax);
    }

    /**
     * Changes the limits.
     *
     * @param chars the longest line, in characters
     * @param cells the most cells in all rows together
     * @return these options with other limits
     */
    public ToonOptions limits(int chars, int cells) {
        return new ToonOptions(style, strict, typed, chars, cells);
    }
}
