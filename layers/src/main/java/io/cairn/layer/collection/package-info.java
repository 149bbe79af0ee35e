/**
 * Collections of documents: bytes under ids that count up, with exact counters, and, where the
 * documents are JSON, indexes by what stands in them.
 *
 * <pre>
 *   Collections ---&gt; Collection ---&gt; JsonCollection, CollectionSegments, DocumentWaiting
 *    |                |      \-----&gt; Indexes ---&gt; Index, ValueRange, MatchCursor, Match
 *    |                |
 *    |                +--&gt; DocumentChange ---&gt; IndexChange, IndexRows     writes
 *    |                +--&gt; DocumentListing ---&gt; DocumentCursor            listings
 *    |                               \-------&gt; StoredFilters ---&gt; DocumentFilter
 *   CollectionRows, Definition, Counters                                  keys and values
 *   JsonText, Scalars                                                     JSON, and how it sorts
 * </pre>
 *
 * <p>Keys in the subspace, and values but for documents, as packed tuples.
 *
 * <pre>
 *   (0, name)                        -&gt; (((number, pointer, unique), ...))   a collection and its indexes
 *   (1, name)                        -&gt; (next id, size)                      its counters
 *   (2, name, id)                    -&gt; the document
 *   (3, name, number, scalar, id)    -&gt; nothing                              an index
 *   (3, name, number, scalar)        -&gt; (id)                                 a unique index
 * </pre>
 *
 * <p>A scalar is one, two or four elements, see {@code Scalars}. A missing row (0) means that there
 * is no collection, whoever wrote the others.
 *
 * <p><b>What conflicts.</b> Rows (0) and (1) are two, because every operation reads the first and
 * few write it, while storing and erasing write the second: loads, listings and replacements in a
 * transaction do not conflict with those who store. Two that store do, on purpose: ids have no gaps
 * and go with the order of commits.
 *
 * <p><b>All or nothing.</b> An operation reads and decides first and writes last, with all lengths
 * checked before the first write; refused in the middle of a larger transaction, it has written
 * nothing there. Uniqueness and counters are exact in serializable transactions, which is what
 * transactions are unless they are begun otherwise.
 *
 * <p><b>Filters.</b> A listing's filter becomes the filter {@code documents:<its library>:} of the
 * rows, which runs where the database is: that process needs this library too, and those of the
 * filters. Who decides there which libraries may be asked finds the name of the one in question
 * where the filter's name stands.
 *
 * <p>Depends on core's API, {@link io.cairn.layer.index}, {@link io.cairn.layer.tuple}, and Jackson
 * for JSON. Read {@link io.cairn.layer.collection.Collections} first.
 */
@NullMarked
package io.cairn.layer.collection;

import org.jspecify.annotations.NullMarked;
