/**
 * Full-text search by keywords: documents are given as how often they contain which terms, and
 * found, best first, by terms. How a text is cut into terms is the caller's affair; where in a text
 * a term stands is not kept, so there are no phrases. Results are exact: every document that
 * matches is looked at, whatever the limit, and equal scores are ordered by document.
 *
 * <pre>
 *   TextIndex ---&gt; SearchQuery ---&gt; Combination, Ranking       what is asked
 *    |      \----&gt; Hit, TextStatistics                         what is answered
 *    |
 *    +--&gt; DocumentChange ---&gt; IndexedDocument, Counters        writes
 *    +--&gt; Search ---&gt; Intersection, Union ---&gt; PostingCursor   reads
 *             \-----&gt; Scorer, BestHits
 *   TextRows                                                   keys and values of all of them
 * </pre>
 *
 * <p>Keys in the subspace, as tuples; a document is any element.
 *
 * <pre>
 *   (0, document)       -&gt; (shard, term, count, term, ...)     a document's terms, in order
 *   (1, term, document) -&gt; int32 count, int64 length           the documents of a term together
 *   (2, term, shard)    -&gt; int64 documents                     a part of how many contain the term
 *   (3, shard)          -&gt; int64 documents, int64 length       a part of how much there is at all
 * </pre>
 *
 * <p>A document's length is the sum of its counts. It is repeated in each row of (1), so that a
 * search reads nothing else; rows are walked, never collected, and terms that all must be there are
 * walked by leaping from document to document, the rarest term first.
 *
 * <p>Frequencies are needed to rank and to find the rarest term. One row for each would make all
 * writers conflict that index a common word, so each frequency is the sum of several rows, and a
 * transaction counts what is new in the row that its number selects: transactions that run at the
 * same time have numbers close to each other and write different rows. A document remembers its
 * row, and is taken off there when it is changed or removed; a row that comes to zero goes.
 *
 * <p>Depends on core's API and {@link io.cairn.layer.tuple}. Read {@link
 * io.cairn.layer.search.TextIndex} first.
 */
@NullMarked
package io.cairn.layer.search;

import org.jspecify.annotations.NullMarked;
