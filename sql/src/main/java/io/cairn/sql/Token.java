package io.cairn.sql;

/**
 * A word of a statement. Immutable.
 *
 * @param kind what it is
 * @param text what it says: an identifier or a string without its quotes
 * @param line where it begins, from 1
 * @param column where it begins in its line, from 1
 */
record Token(Kind kind, String text, int line, int column) {

    enum Kind {
        WORD,
        QUOTED,
        NUMBER,
        STRING,
        SYMBOL,
        END
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }
}
