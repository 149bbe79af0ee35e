package io.cairn.layer.versioned;

import io.cairn.api.TransactionScope;
import io.cairn.layer.nstore.Binding;
import io.cairn.layer.nstore.BindingCursor;
import io.cairn.layer.nstore.Pattern;
import io.cairn.layer.tuple.Tuple;
import java.util.List;

/**
 * What can be asked of a set of tuples: the newest ones ({@link VersionedTuples}), those of a
 * version ({@link AsOf}), or those that a change sees ({@link Change}). Each call reads one state.
 * Lists are held in memory whole. Immutable, thread-safe, never closed.
 *
 * <p>Every method throws {@link io.cairn.error.InvalidArgumentException} for a tuple or pattern
 * that does not have as many columns as the store, and {@link io.cairn.error.CorruptionException}
 * when it meets rows that no such store has written.
 */
public sealed interface TupleReads permits VersionedTuples, AsOf, Change {

    /**
     * Tells whether a tuple is alive.
     *
     * @param scope where to read
     * @param tuple the tuple
     * @return true when it is
     */
    boolean ask(TransactionScope scope, Tuple tuple);

    /**
     * Returns the tuples that match a pattern, each once: in their order when no column is bound
     * behind a variable, else in some order.
     *
     * @param scope where to read
     * @param pattern which tuples
     * @param limit the most tuples returned
     * @return the tuples
     * @throws io.cairn.error.InvalidArgumentException when the limit is negative
     */
    List<Tuple> select(TransactionScope scope, Pattern pattern, int limit);

    /**
     * Returns all tuples that match a pattern, as {@link #select(TransactionScope, Pattern, int)}.
     *
     * @param scope where to read
     * @param pattern which tuples
     * @return the tuples
     */
    default List<Tuple> select(TransactionScope scope, Pattern pattern) {
        return select(scope, pattern, Integer.MAX_VALUE);
    }

    /**
     * Finds all ways to make every pattern match a tuple by giving elements to variables, as {@link
     * io.cairn.layer.nstore.NStore#query} does with its rows.
     *
     * @param scope where to read, a {@link io.cairn.api.Database} or a {@link
     *     io.cairn.api.Transaction}
     * @param patterns what is asked, 1 to 64 patterns
     * @return the answers, found one by one; the caller closes the cursor
     * @throws io.cairn.error.InvalidArgumentException when there is no pattern, or when the scope
     *     is something else
     * @throws io.cairn.error.LimitException when there are too many patterns, or too many cursors
     *     or snapshots are open
     */
    BindingCursor query(TransactionScope scope, Pattern... patterns);

    /**
     * Returns the first answers of a query.
     *
     * @param scope where to read
     * @param limit the most answers, all of which are in memory at once
     * @param patterns what is asked, 1 to 64 patterns
     * @return the answers, in the order of {@link #query}; a list that cannot be changed
     * @throws io.cairn.error.InvalidArgumentException when the limit is negative or there is no
     *     pattern
     * @throws io.cairn.error.LimitException as {@link #query}
     */
    List<Binding> list(TransactionScope scope, int limit, Pattern... patterns);
}
