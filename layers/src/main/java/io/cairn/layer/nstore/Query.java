package io.cairn.layer.nstore;

import io.cairn.api.Database;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.api.Transaction;
import io.cairn.api.TransactionScope;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Patterns to be joined. {@link NStore} makes those of its own rows; whoever has rows elsewhere
 * puts a query to them as a {@link RowSource}.
 *
 * <p>Immutable, thread-safe, never closed.
 */
public final class Query {

    /** More than this is not a join but a mistake: each pattern costs an open cursor. */
    static final int PATTERNS_MAX = 64;

    /** A pattern with so many rows counts as large; no more of them are looked at. */
    static final int SIZE_MAX = 64;

    private final int columns;
    private final Binding known;
    private final List<String> names;
    private final List<Terms> patterns;

    private final boolean looks;

    private Query(int columns, Binding known, Pattern... patterns) {
        this.columns = columns;
        looks = true;
        this.known = known;
        check(patterns.length);
        this.patterns = new ArrayList<>();
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

    /**
     * Makes a query.
     *
     * @param columns how many columns rows have
     * @param known what some variables stand for; it is a part of every answer
     * @param patterns what is asked, 1 to 64 patterns
     * @return the query
     * @throws InvalidArgumentException when there is no pattern, when one has another number of
     *     columns, or when what is known cannot be packed
     * @throws LimitException when there are too many patterns
     */
    public static Query of(int columns, Binding known, Pattern... patterns) {
        return new Query(columns, known, patterns);
    }

    private Query(Query query) {
        columns = query.columns;
        known = query.known;
        names = query.names;
        patterns = query.patterns;
        looks = false;
    }

    /**
     * Returns the same query, planned by how many columns of each pattern are known. Otherwise it
     * is looked at how many rows each has, and a pattern of few rows may come first though little
     * of it is known.
     *
     * @return another query
     */
    public Query plannedByColumns() {
        return new Query(this);
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
        if (pattern.columns() != columns) {
            throw new InvalidArgumentException(
                    "a pattern has another number of columns than the store",
                    "pattern",
                    place,
                    "columns",
                    pattern.columns(),
                    "expected",
                    columns);
        }
        for (int column = 0; column < pattern.columns(); column++) {
            Variable variable = pattern.variable(column);
            if (variable != null && !variable.isAny()) {
                numbers.putIfAbsent(variable.name(), numbers.size());
            }
        }
    }

    /**
     * Opens a cursor over the answers.
     *
     * @param scope a {@link Database}, of which the newest state is read, or a {@link Transaction}
     * @param rows finds the rows in a state. It is also asked for those that are looked at to plan,
     *     with a view of the same state in which reading causes no conflicts
     * @return the answers, found one by one; the caller closes the cursor
     * @throws InvalidArgumentException when the scope is something else
     * @throws LimitException when too many cursors or snapshots are open
     */
    public BindingCursor open(TransactionScope scope, Function<ReadView, RowSource> rows) {
        return switch (Objects.requireNonNull(scope, "scope")) {
            case Transaction tx -> open(tx, rows, () -> {});
            case Database db -> onNewest(db, rows);
            default ->
                    throw new InvalidArgumentException(
                            "a cursor needs a database or a transaction; use list",
                            "scope",
                            scope.getClass().getName());
        };
    }

    /**
     * Returns the first answers.
     *
     * @param view a state, as a body of {@link TransactionScope#read} is given
     * @param limit the most answers, all of which are in memory at once
     * @param rows as for {@link #open}
     * @return the answers; a list that cannot be changed
     * @throws InvalidArgumentException when the limit is negative
     * @throws LimitException when too many cursors are open
     */
    public List<Binding> list(ReadView view, int limit, Function<ReadView, RowSource> rows) {
        if (limit < 0) {
            throw new InvalidArgumentException(
                    "the most answers must not be negative", "limit", limit);
        }
        List<Binding> answers = new ArrayList<>();
        try (BindingCursor cursor = open(view, rows, () -> {})) {
            while (answers.size() < limit && cursor.next()) {
                answers.add(cursor.binding());
            }
        }
        return List.copyOf(answers);
    }

    private BindingCursor onNewest(Database db, Function<ReadView, RowSource> rows) {
        Snapshot snapshot = db.snapshot();
        try {
            return open(snapshot, rows, snapshot::close);
        } catch (RuntimeException | Error e) {
            snapshot.close();
            throw e;
        }
    }

    private BindingCursor open(
            ReadView view, Function<ReadView, RowSource> rows, Runnable release) {
        RowSource source = rows.apply(view);
        @Nullable Object[] elements = new Object[names.size()];
        for (int i = 0; i < known.names().size(); i++) {
            elements[i] = known.values().get(i);
        }
        BitSet bound = new BitSet();
        Lookup[] lookups = new Lookup[patterns.size()];
        int at = 0;
        for (int place : Plan.order(patterns, sizes(view, rows, elements))) {
            Terms terms = patterns.get(place);
            lookups[at++] = new Lookup(source, terms, bound, elements);
            terms.bind(bound);
        }
        return new BindingCursor(names, lookups, release);
    }

    /** Looks at sizes untracked, lest a transaction conflicts with what did not concern it. */
    private int[] sizes(
            ReadView view, Function<ReadView, RowSource> rows, @Nullable Object[] elements) {
        int[] sizes = new int[patterns.size()];
        if (looks && sizes.length > 1) {
            RowSource look = rows.apply(view instanceof Transaction tx ? tx.untracked() : view);
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = new Lookup(look, patterns.get(i), new BitSet(), elements).size(SIZE_MAX);
            }
        }
        return sizes;
    }
}
