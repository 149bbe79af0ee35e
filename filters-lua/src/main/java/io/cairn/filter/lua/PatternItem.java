package io.cairn.filter.lua;

/** A part of a pattern. Immutable. */
sealed interface PatternItem {

    /**
     * Characters of a set.
     *
     * @param set which
     * @param repeat how many: {@code '1'}, or {@code '?'}, {@code '*'}, {@code '+'}, {@code '-'}
     */
    record Characters(CharacterSet set, char repeat) implements PatternItem {}

    /**
     * The beginning of a capture.
     *
     * @param capture its number, from 0
     */
    record Open(int capture) implements PatternItem {}

    /**
     * The end of a capture.
     *
     * @param capture its number
     */
    record Close(int capture) implements PatternItem {}

    /**
     * A capture of the place.
     *
     * @param capture its number
     */
    record Place(int capture) implements PatternItem {}

    /**
     * What a capture caught, once more.
     *
     * @param capture its number
     */
    record Again(int capture) implements PatternItem {}

    /**
     * Balanced text, such as from a parenthesis to the one that closes it.
     *
     * @param open the character that opens
     * @param close the character that closes
     */
    record Balanced(int open, int close) implements PatternItem {}

    /**
     * A border, before which no character of a set stands and behind which one does.
     *
     * @param set the set
     */
    record Border(CharacterSet set) implements PatternItem {}

    /** The end of the text. */
    record End() implements PatternItem {}
}
