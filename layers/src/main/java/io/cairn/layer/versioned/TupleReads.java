package io.cairn.layer.versioned;

import io.cairn.api.TransactionScope;
import io.cairn.layer.tuple.Tuple;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked of a set of tuples: the newest ones ({@link VersionedTuples}), those of a
 * version ({@link AsOf}), or those that a change sees ({@link Change}). Each call reads one state.
 * Results are held in memory whole. Immutable, thread-safe, never closed.
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
     * Returns what the variables of several patterns can stand for at once, so that every pattern
     * matches a tuple.
     *
     * @param scope where to read
     * @param patterns the patterns, in any order
     * @return for each way to match, in some order, elements by the names of variables; without
     *     patterns there is one way, with nothing in it
     */
    List<Map<String, @Nullable Object>> query(TransactionScope scope, Pattern... patterns);
}
