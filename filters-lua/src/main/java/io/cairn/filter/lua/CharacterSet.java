package io.cairn.filter.lua;

/**
 * A set of bytes, as {@code %a} or {@code [^a-z]} describe one. Filled by one thread, then fixed.
 */
final class CharacterSet {

    private final long[] bits = new long[4];

    /** Tells whether a byte, 0 to 255, is in the set. */
    boolean has(int character) {
        return (bits[character >> 6] & 1L << character) != 0;
    }

    void add(int character) {
        bits[character >> 6] |= 1L << character;
    }

    void addRange(int first, int last) {
        for (int i = first; i <= last; i++) {
            add(i);
        }
    }

    void complement() {
        for (int i = 0; i < bits.length; i++) {
            bits[i] = ~bits[i];
        }
    }

    /** Adds what a letter behind a percent sign stands for; a sign stands for itself. */
    void addClass(int letter) {
        int lower = letter | 0x20;
        CharacterSet named = new CharacterSet();
        for (int i = 0; i < 256; i++) {
            if (isIn(i, lower)) {
                named.add(i);
            }
        }
        if (!isLetter(letter) || "acdglpsuwx".indexOf(lower) < 0) {
            add(letter);
            return;
        }
        if (letter != lower) {
            named.complement();
        }
        for (int i = 0; i < bits.length; i++) {
            bits[i] |= named.bits[i];
        }
    }

    private static boolean isIn(int c, int letter) {
        return switch (letter) {
            case 'a' -> isLetter(c);
            case 'c' -> c < 0x20 || c == 0x7F;
            case 'd' -> isDigit(c);
            case 'g' -> c > 0x20 && c < 0x7F;
            case 'l' -> isLetter(c) && c >= 'a';
            case 'p' -> c > 0x20 && c < 0x7F && !isLetter(c) && !isDigit(c);
            case 's' -> c == ' ' || c >= '\t' && c <= '\r';
            case 'u' -> isLetter(c) && c <= 'Z';
            case 'w' -> isLetter(c) || isDigit(c);
            case 'x' -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            default -> false;
        };
    }

    private static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
