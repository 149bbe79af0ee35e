package io.cairn.layer.search;

import io.cairn.error.InvalidArgumentException;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How often a document contains which terms. Immutable.
 *
 * @param counts the count of each term, not to be changed
 * @param length the sum of the counts
 */
record TermCounts(SortedMap<String, Integer> counts, long length) {

    static final TermCounts NONE = of(Map.of());

    /** Checks and copies. */
    static TermCounts of(Map<String, Integer> given) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        long length = 0;
        for (Map.Entry<String, Integer> entry : given.entrySet()) {
            String term = checkTerm(Objects.requireNonNull(entry.getKey(), "term"));
            int count = Objects.requireNonNull(entry.getValue(), term);
            if (count <= 0) {
                throw new InvalidArgumentException(
                        "a term's count must be positive; leave out terms that do not occur",
                        "term",
                        term,
                        "count",
                        count);
            }
            counts.put(term, count);
            length += count;
        }
        return new TermCounts(counts, length);
    }

    static String checkTerm(String term) {
        if (term.isEmpty()) {
            throw new InvalidArgumentException("a term must not be empty");
        }
        return term;
    }
}
