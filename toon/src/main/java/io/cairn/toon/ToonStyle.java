package io.cairn.toon;

/** Which of the two spellings of cells a line has. */
public enum ToonStyle {
    /**
     * The spelling for documents: null is an empty cell, booleans are {@code true} and {@code
     * false}, numbers are those of JSON. Names that are not plain identifiers are quoted. Reading
     * back what was written gives the same table.
     */
    DOCUMENT,

    /**
     * The spelling of a server's replies to queries: null is the empty-set sign U+2205, booleans
     * are {@code T} and {@code F}, fractions have six decimals, and a table without rows is {@code
     * []}. Names are quoted only where they could not be read back. Digits of a fraction after the
     * sixth are lost, and so are the fields of a table without rows; the rest is read back as it
     * was written.
     */
    REPLY
}
