package io.cairn.layer.nstore;

/**
 * Rows that a {@link Query} is put to: those of an {@link NStore}, or others that somebody finds in
 * a way of their own. Valid as long as what they are read from.
 */
@FunctionalInterface
public interface RowSource {

    /**
     * Opens a walk over the rows that have a pattern's constants in its columns, each once. What
     * its variables are called, and whether one stands twice, does not matter here.
     *
     * @param pattern which rows
     * @param limit how many rows will be asked for at most; a hint
     * @return the rows, to be closed by the caller
     */
    RowCursor scan(Pattern pattern, long limit);
}
