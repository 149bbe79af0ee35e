package io.cairn.layer.search;

import io.cairn.api.Keyspace;
import io.cairn.api.ReadView;
import io.cairn.api.TransactionScope;
import io.cairn.api.WriteView;
import io.cairn.error.InvalidArgumentException;
import io.cairn.layer.tuple.Subspace;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An index of documents by the terms they contain. A document is known by an identifier, which is
 * an element of a tuple other than null; the index does not hold its text.
 *
 * <p>Immutable, thread-safe, never closed. Every operation is one transaction, or a part of the one
 * it is given. Besides what is said below, operations throw {@link
 * io.cairn.error.InvalidArgumentException} when an identifier is of a type that tuples cannot have,
 * and {@link io.cairn.error.LimitException} when a term or an identifier is too long; nothing was
 * written then. They throw {@link io.cairn.error.CorruptionException} when a row was written by
 * something else.
 */
public final class TextIndex {

    private final Keyspace keyspace;
    private final TextRows rows;

    /**
     * Makes an index of a subspace, which must hold nothing else.
     *
     * @param keyspace where the subspace is
     * @param subspace what all keys begin with
     */
    public TextIndex(Keyspace keyspace, Subspace subspace) {
        this.keyspace = Objects.requireNonNull(keyspace, "keyspace");
        this.rows = new TextRows(subspace);
    }

    /**
     * Indexes a document, in place of what was indexed under its identifier.
     *
     * @param scope where it is indexed
     * @param document its identifier
     * @param counts how often it contains which terms; none makes a document that no search finds
     * @return true when there was such a document
     * @throws io.cairn.error.InvalidArgumentException when a term is empty or a count not positive
     */
    public boolean index(TransactionScope scope, Object document, Map<String, Integer> counts) {
        return change(scope, document, TermCounts.of(counts));
    }

    /**
     * Indexes several documents, each as {@link #index} does. They are read and written together,
     * with a few calls of the database for all instead of for each: over a socket that is what
     * counts.
     *
     * @param scope where they are indexed; on a database it is one transaction, within its limits
     * @param documents by identifier, how often each contains which terms
     * @return how many of these documents there were
     * @throws io.cairn.error.InvalidArgumentException when a term is empty or a count not positive,
     *     or when two identifiers are the same element, as 1 and 1L are
     */
    public int indexAll(TransactionScope scope, Map<?, Map<String, Integer>> documents) {
        Map<Object, @Nullable TermCounts> counted = new LinkedHashMap<>();
        Set<ByteBuffer> distinct = new HashSet<>();
        documents.forEach((document, counts) -> {
            if (!distinct.add(ByteBuffer.wrap(rows.document(checked(document))))) {
                throw new InvalidArgumentException(
                        "two identifiers are the same element of a tuple", "document", document);
            }
            counted.put(document, TermCounts.of(counts));
        });
        return changeAll(scope, counted);
    }

    /**
     * Removes a document.
     *
     * @param scope where it is removed
     * @param document its identifier
     * @return true when there was such a document
     */
    public boolean remove(TransactionScope scope, Object document) {
        return change(scope, document, null);
    }

    /**
     * Tells whether a document is indexed.
     *
     * @param scope where it is looked for
     * @param document its identifier
     * @return true when it is, also without terms
     */
    public boolean contains(TransactionScope scope, Object document) {
        byte[] row = rows.document(checked(document));
        return scope.read(view -> view.in(keyspace).exists(row));
    }

    /**
     * Returns how often a document contains which terms.
     *
     * @param scope where it is looked for
     * @param document its identifier
     * @return what it was indexed with, a map that cannot be changed; empty when it is not indexed
     */
    public SortedMap<String, Integer> counts(TransactionScope scope, Object document) {
        byte[] row = rows.document(checked(document));
        byte[] stored = scope.read(view -> view.in(keyspace).get(row));
        return stored == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(
                        IndexedDocument.read(row, stored).terms().counts());
    }

    /**
     * Finds the best documents of a query. All documents that match are looked at, so the result is
     * exact; its cost is that of the terms' frequencies, with {@link Combination#AND} that of the
     * rarest term's.
     *
     * @param scope where they are looked for
     * @param query what is looked for
     * @return the documents, best first; those of equal score in the order of identifiers
     */
    public List<Hit> search(TransactionScope scope, SearchQuery query) {
        Objects.requireNonNull(query, "query");
        return scope.read(view -> searchIn(view, query));
    }

    /**
     * As {@link #search}, in a given state.
     *
     * @param view a snapshot, a transaction, or what a body of {@link TransactionScope#read} is
     *     given
     * @param query what is looked for
     * @return the documents, best first; those of equal score in the order of identifiers
     */
    public List<Hit> searchIn(ReadView view, SearchQuery query) {
        return new Search(view.in(keyspace), rows, query).hits();
    }

    /**
     * Returns how much the index holds.
     *
     * @param scope where it is counted
     * @return the exact numbers
     */
    public TextStatistics statistics(TransactionScope scope) {
        return scope.read(view -> Search.totals(view.in(keyspace), rows));
    }

    /**
     * Returns how many documents contain a term.
     *
     * @param scope where they are counted
     * @param term the term
     * @return the exact number
     * @throws io.cairn.error.InvalidArgumentException when the term is empty
     */
    public long frequency(TransactionScope scope, String term) {
        TermCounts.checkTerm(Objects.requireNonNull(term, "term"));
        return scope.read(view -> Search.frequency(view.in(keyspace), rows, term));
    }

    private boolean change(TransactionScope scope, Object document, @Nullable TermCounts after) {
        return changeAll(scope, Collections.singletonMap(checked(document), after)) > 0;
    }

    /** Returns how many of the documents there were. */
    private int changeAll(TransactionScope scope, Map<Object, @Nullable TermCounts> documents) {
        List<byte[]> keys = documents.keySet().stream().map(rows::document).toList();
        return scope.transact(tx -> {
            WriteView view = tx.in(keyspace);
            List<byte @Nullable []> stored = view.getAll(keys);
            int shard = Counters.shard(tx.id());
            long free = -1;
            RowEdits edits = new RowEdits();
            int at = 0;
            int present = 0;
            for (Map.Entry<Object, @Nullable TermCounts> document : documents.entrySet()) {
                byte[] key = keys.get(at);
                byte[] value = stored.get(at);
                at++;
                IndexedDocument old = value == null ? null : IndexedDocument.read(key, value);
                present += old == null ? 0 : 1;
                TermCounts before = old == null ? null : old.terms();
                TermCounts after = document.getValue();
                if (!Objects.equals(before, after)) {
                    if (old == null && free < 0) {
                        free = free(view, shard);
                    }
                    Slot slot = old == null ? new Slot(shard, free++) : old.slot();
                    new DocumentChange(rows, document.getKey(), slot, edits).note(before, after);
                }
            }
            edits.apply(view);
            return present;
        });
    }

    /** Returns the number of the next new document of a shard. */
    private long free(ReadView view, int shard) {
        byte[] row = rows.total(shard);
        return Counters.read(row, view.get(row), TextRows.TOTALS)[2];
    }

    private static Object checked(Object document) {
        return Objects.requireNonNull(document, "document");
    }
}
