package io.cairn.layer.versioned;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.nstore.RowCursor;
import io.cairn.layer.nstore.RowSource;
import io.cairn.layer.nstore.Variable;
import io.cairn.layer.tuple.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What patterns bind, and the tuples that match them. Stateless. */
final class Matches {

    private Matches() {}

    static Pattern exactly(Tuple tuple) {
        return Pattern.of(tuple.elements().toArray());
    }

    /** Bit i is set when column i is no variable. */
    static int mask(Pattern pattern) {
        int mask = 0;
        for (int column = 0; column < pattern.columns(); column++) {
            mask |= pattern.term(column) instanceof Variable ? 0 : 1 << column;
        }
        return mask;
    }

    /** The elements before the first variable. */
    static @Nullable Object[] leading(Pattern pattern) {
        @Nullable Object[] leading = new Object[Integer.numberOfTrailingZeros(~mask(pattern))];
        for (int column = 0; column < leading.length; column++) {
            leading[column] = pattern.term(column);
        }
        return leading;
    }

    static boolean any(RowSource rows, Pattern pattern) {
        return !first(rows, pattern, 1).isEmpty();
    }

    static List<Tuple> first(RowSource rows, Pattern pattern, int limit) {
        if (limit < 0) {
            throw new InvalidArgumentException("the limit must not be negative", "limit", limit);
        }
        List<Tuple> found = new ArrayList<>();
        try (RowCursor cursor = rows.scan(pattern, Long.MAX_VALUE)) {
            while (found.size() < limit && cursor.next()) {
                Tuple tuple = cursor.row();
                if (pattern.matches(tuple)) {
                    found.add(tuple);
                }
            }
        }
        return found;
    }
}
