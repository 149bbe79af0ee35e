package io.cairn.hnsw.vector;

import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of a .npy header: a Python dictionary with the keys {@code descr}, {@code
 * fortran_order} and {@code shape}, each once, and nothing else. Used by one thread, once.
 */
final class NpyDictionary {

    static final String DESCR = "descr";
    static final String FORTRAN_ORDER = "fortran_order";
    static final String SHAPE = "shape";

    /** What numpy itself allows. */
    private static final int AXES_MAX = 64;

    private static final int TEXT_BYTES_MAX = 64;

    private final byte[] text;
    private final Path file;
    private int at;
    private @Nullable String descr;
    private @Nullable Boolean fortranOrder;
    private @Nullable List<Long> shape;

    NpyDictionary(byte[] text, Path file) {
        this.text = text;
        this.file = file;
    }

    /**
     * What a header says. Immutable.
     *
     * @param descr the type of the elements
     * @param fortranOrder whether the first index runs fastest
     * @param shape the lengths of the axes
     */
    record Fields(String descr, boolean fortranOrder, List<Long> shape) {}

    Fields parse() {
        Set<String> seen = new HashSet<>();
        expect('{');
        while (peek() != '}') {
            String key = quoted();
            expect(':');
            if (!seen.add(key)) {
                throw wrong("a key is given twice");
            }
            value(key);
            if (peek() != '}') {
                expect(',');
            }
        }
        expect('}');
        if (peek() >= 0) {
            throw wrong("there is more text behind the dictionary");
        }
        if (descr == null || fortranOrder == null || shape == null) {
            throw wrong("one of descr, fortran_order and shape is missing");
        }
        return new Fields(descr, fortranOrder, shape);
    }

    private void value(String key) {
        switch (key) {
            case DESCR -> descr = descr();
            case FORTRAN_ORDER -> fortranOrder = truth();
            case SHAPE -> shape = tuple();
            default -> throw wrong("a key is none of descr, fortran_order and shape");
        }
    }

    private String descr() {
        int first = peek();
        if (first == '[' || first == '(' || first == '{') {
            throw new InvalidArgumentException(
                    "the elements are structured; save an array of plain numbers",
                    "file",
                    file,
                    "field",
                    DESCR);
        }
        return quoted();
    }

    private boolean truth() {
        peek();
        for (String word : List.of("True", "False")) {
            byte[] letters = word.getBytes(StandardCharsets.US_ASCII);
            if (matches(letters)) {
                at += letters.length;
                return word.equals("True");
            }
        }
        throw wrong("neither True nor False");
    }

    private boolean matches(byte[] letters) {
        if (text.length - at < letters.length) {
            return false;
        }
        for (int i = 0; i < letters.length; i++) {
            if (text[at + i] != letters[i]) {
                return false;
            }
        }
        return true;
    }

    private List<Long> tuple() {
        List<Long> numbers = new ArrayList<>();
        boolean comma = true;
        expect('(');
        while (peek() != ')') {
            if (!comma || numbers.size() == AXES_MAX) {
                throw wrong("a shape is numbers, with commas between them, at most 64");
            }
            numbers.add(number());
            comma = peek() == ',';
            if (comma) {
                at++;
            }
        }
        at++;
        /* In Python, (5) is a number; a tuple of one has a comma. */
        if (numbers.size() == 1 && !comma || numbers.isEmpty() && text[at - 2] == ',') {
            throw wrong("a shape must be a tuple");
        }
        return List.copyOf(numbers);
    }

    private long number() {
        int begin = at;
        long number = 0;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            if (number > (Long.MAX_VALUE - 9) / 10) {
                throw wrong("a length is too large");
            }
            number = number * 10 + text[at++] - '0';
        }
        if (at == begin) {
            throw wrong("a length must be a number that is not negative");
        }
        /* Python 2 marked long integers. */
        if (at < text.length && text[at] == 'L') {
            at++;
        }
        return number;
    }

    private String quoted() {
        int quote = peek();
        if (quote != '\'' && quote != '"') {
            throw wrong("a quoted text must be here");
        }
        int begin = ++at;
        while (at < text.length && text[at] != quote) {
            if (text[at] < ' '
                    || text[at] > '~'
                    || text[at] == '\\'
                    || at - begin > TEXT_BYTES_MAX) {
                throw wrong(
                        "a quoted text is too long, or has characters that do not belong there");
            }
            at++;
        }
        if (at == text.length) {
            throw wrong("a quoted text does not end");
        }
        return new String(text, begin, at++ - begin, StandardCharsets.US_ASCII);
    }

    /** Skips white space and returns the next byte, or -1 at the end. */
    private int peek() {
        while (at < text.length && isSpace(text[at])) {
            at++;
        }
        return at < text.length ? text[at] & 0xFF : -1;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw wrong("a punctuation mark is missing");
        }
        at++;
    }

    private CorruptionException wrong(String problem) {
        return FileFailure.format(
                "the header's dictionary is malformed; save the array again",
                file,
                "problem",
                problem,
                "position",
                at);
    }
}
