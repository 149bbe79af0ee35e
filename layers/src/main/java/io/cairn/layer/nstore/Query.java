package io.cairn.layer.nstore;

import io.cairn.api.ReadView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Patterns to be joined, checked against the store. Immutable, thread-safe. */
final class Query {

    /** More than this is not a join but a mistake: each pattern costs an open cursor. */
    static final int PATTERNS_MAX = 64;

    /** A pattern with so many rows counts as large; no more of them are looked at. */
    static final int SIZE_MAX = 64;

    private final Indexes indexes;
    private final Binding known;
    private final List<String> names;
    private final List<Terms> patterns = new ArrayList<>();

    Query(Indexes indexes, Binding known, Pattern... patterns) {
        this.indexes = indexes;
        this.known = known;
        check(patterns.length);
        known.values().pack();
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (String name : known.names()) {
            numbers.put(name, numbers.size());
        }
        for (int i = 0; i < patterns.length; i++) {
            number(patterns[i], i, numbers);
            this.patterns.add(new Terms(patterns[i], numbers, known));
        }
        names = List.copyOf(numbers.keySet());
    }

    private static void check(int patterns) {
        if (patterns == 0) {
            throw new InvalidArgumentException("a query needs a pattern", "patterns", patterns);
        }
        if (patterns > PATTERNS_MAX) {
            throw new LimitException(
                    "a query has too many patterns", "patterns", patterns, "max", PATTERNS_MAX);
        }
    }

    private void number(Pattern pattern, int place, Map<String, Integer> numbers) {
        if (pattern.columns() != indexes.columns()) {
            throw new InvalidArgumentException(
                    "a pattern has another number of columns than the store",
                    "pattern",
                    place,
                    "columns",
                    pattern.columns(),
                    "expected",
                    indexes.columns());
        }
        for (int column = 0; column < pattern.columns(); column++) {
            Variable variable = pattern.variable(column);
            if (variable != null) {
                numbers.putIfAbsent(variable.name(), numbers.size());
            }
        }
    }

    /**
     * Opens a cursor.
     *
     * @param view where rows are read
     * @param look the same state, in which a look at sizes counts as no read
     * @param release frees the views when the cursor has ended
     */
    BindingCursor open(ReadView view, ReadView look, Runnable release) {
        @Nullable Object[] elements = new Object[names.size()];
        for (int i = 0; i < known.names().size(); i++) {
            elements[i] = known.values().get(i);
        }
        BitSet bound = new BitSet();
        Lookup[] lookups = new Lookup[patterns.size()];
        int at = 0;
        for (int place : Plan.order(patterns, sizes(look, elements))) {
            Terms terms = patterns.get(place);
            lookups[at++] = new Lookup(view, indexes, terms, bound, elements);
            terms.bind(bound);
        }
        return new BindingCursor(names, lookups, release);
    }

    private int[] sizes(ReadView look, @Nullable Object[] elements) {
        int[] sizes = new int[patterns.size()];
        if (sizes.length > 1) {
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] =
                        new Lookup(look, indexes, patterns.get(i), new BitSet(), elements)
                                .size(SIZE_MAX);
            }
        }
        return sizes;
    }
}
