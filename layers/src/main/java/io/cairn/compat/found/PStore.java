package io.cairn.compat.found;

import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.search.Combination;
import io.cairn.layer.search.Hit;
import io.cairn.layer.search.Ranking;
import io.cairn.layer.search.SearchQuery;
import io.cairn.layer.search.TextIndex;
import io.cairn.layer.tuple.Subspace;
import io.cairn.layer.tuple.Tuple;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * An index of documents by their words: the module {@code pstore}, and a handle over one of its
 * stores.
 *
 * <p>Unlike in found, results are exact however many documents match, no keywords find nothing, a
 * keyword that is repeated counts once, and a document that is indexed again is no longer found by
 * words that it has lost.
 *
 * <p>Immutable, thread-safe, never closed.
 */
public final class PStore {

    /** The most documents that a search returns unless it says otherwise. */
    public static final int LIMIT = 13;

    private final String name;
    private final Bound<TextIndex> layer;

    private PStore(String name, Subspace subspace) {
        this.name = name;
        this.layer = new Bound<>(keyspace -> new TextIndex(keyspace, subspace));
    }

    /**
     * Makes a handle. Nothing is read or written.
     *
     * @param name what the handle is called, to ease debugging
     * @param prefix what all keys of the store begin with, and no others
     * @return the handle
     */
    public static PStore make(String name, Tuple prefix) {
        return new PStore(Objects.requireNonNull(name, "name"), Subspace.ofPrefix(prefix.pack()));
    }

    /**
     * Makes a handle. Nothing is read or written.
     *
     * @param name what the handle is called, to ease debugging
     * @param prefix what all keys of the store begin with, and no others
     * @param pool not used: a search walks postings in order, on the thread that calls
     * @return the handle
     */
    public static PStore make(String name, Tuple prefix, Executor pool) {
        Objects.requireNonNull(pool, "pool");
        return make(name, prefix);
    }

    /**
     * Indexes a document, in place of what was indexed under its identifier.
     *
     * @param tx the transaction
     * @param store the store
     * @param docuid its identifier, an item of a tuple
     * @param counter how often it has which words
     * @throws InvalidArgumentException when a word is empty or a count not positive
     */
    public static void index(
            FoundTransaction tx, PStore store, Object docuid, Map<String, Integer> counter) {
        store.layer.in(tx).index(tx.scope(), docuid, counter);
    }

    /**
     * Finds the best documents that have all keywords, at most {@link #LIMIT}.
     *
     * @param tx the transaction
     * @param store the store
     * @param keywords the words
     * @return the documents, best first, and how often they have the words
     * @throws InvalidArgumentException when a word is empty
     */
    public static List<Hit> search(FoundTransaction tx, PStore store, Collection<String> keywords) {
        return search(tx, store, keywords, LIMIT);
    }

    /**
     * Finds the best documents that have all keywords.
     *
     * @param tx the transaction
     * @param store the store
     * @param keywords the words
     * @param limit the most documents; 0 finds nothing
     * @return the documents, best first, and how often they have the words
     * @throws InvalidArgumentException when a word is empty or the limit negative
     */
    public static List<Hit> search(
            FoundTransaction tx, PStore store, Collection<String> keywords, int limit) {
        SearchQuery query =
                new SearchQuery(List.copyOf(keywords), Combination.AND, limit, Ranking.counts());
        return store.layer.in(tx).searchIn(tx.scope(), query);
    }

    @Override
    public String toString() {
        return "pstore " + name;
    }
}
