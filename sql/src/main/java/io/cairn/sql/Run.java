package io.cairn.sql;

import io.cairn.api.ReadView;
import io.cairn.layer.sql.SqlException;
import io.cairn.layer.sql.SqlException.Kind;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a plan: what it reads, its parameters, and what it holds. Used by one thread. */
final class Run {

    private final ReadView view;
    private final @Nullable Object[] parameters;
    private final long heldMax;
    private final Map<Integer, @Nullable Object[]> outerRows = new HashMap<>();
    private final Map<Object, Object> once = new IdentityHashMap<>();
    private long held;

    Run(ReadView view, @Nullable Object[] parameters, long heldMax) {
        this.view = view;
        this.parameters = parameters;
        this.heldMax = heldMax;
    }

    ReadView view() {
        return view;
    }

    @Nullable Object parameter(int index) {
        return parameters[index];
    }

    /** Counts a row that is kept in memory. */
    void hold() {
        if (++held > heldMax) {
            throw new SqlException(
                    Kind.LIMIT,
                    "the statement needs more than "
                            + heldMax
                            + " rows in memory at once; use LIMIT, or fewer rows at a time");
        }
    }

    /** Returns how many more rows may be kept. */
    long room() {
        return heldMax - held;
    }

    void release(long rows) {
        held -= rows;
    }

    /** Sets the row that subqueries see under a number. */
    void outer(int correlation, @Nullable Object[] row) {
        outerRows.put(correlation, row);
    }

    @Nullable Object[] outer(int correlation) {
        @Nullable Object[] row = outerRows.get(correlation);
        if (row == null) {
            throw Errors.unsupported("a reference to an outer query at this place");
        }
        return row;
    }

    /** Computes something at most once in this run. */
    <T> T once(Object key, Class<T> type, Supplier<T> computed) {
        Object found = once.get(key);
        if (found == null) {
            found = computed.get();
            once.put(key, found);
        }
        return type.cast(found);
    }
}
