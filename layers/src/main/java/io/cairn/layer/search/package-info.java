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
 *    +--&gt; DocumentChange ---&gt; IndexedDocument, Slot            writes
 *    |        \----&gt; RowEdits, Counters
 *    +--&gt; Search ---&gt; Intersection, Union ---&gt; BlockCursor     reads
 *             \-----&gt; BlockScores ---&gt; Scorer, BestHits, BlockNames
 *   TextRows, Block                                            keys and values of all of them
 * </pre>
 *
 * <p>Keys in the subspace, as tuples; a document is any element.
 *
 * <pre>
 *   (0, document)           -&gt; (shard, number, term, count, term, ...)  a document's terms, in order
 *   (1, term, shard, block) -&gt; { place, count, length } ...             its documents in a block
 *   (2, term, shard)        -&gt; int64 documents                          how many contain the term
 *   (3, shard)              -&gt; int64 documents, length, next number     how much there is at all
 *   (4, shard, block)       -&gt; { place, document } ...                  what is in a block
 * </pre>
 *
 * <p>The documents of a shard are numbered as they come, and 256 numbers that follow each other are
 * a block. A term has one row for each block in which there are documents that contain it, with an
 * entry for each; so a search reads about as many rows as there are blocks, 4,000 for a million
 * documents, however common its terms are. An entry has what a score is made of: how often the
 * document contains the term, and its length, the sum of its counts. Scores are added up block by
 * block. Which documents these are is read for blocks only in which one comes near the best.
 *
 * <p>Blocks are walked, never collected, and terms that all must be there are walked by leaping
 * from block to block, the rarest term first. {@code Block} tells how a row is written.
 *
 * <p>Frequencies are needed to rank and to find the rarest term. One row for each would make all
 * writers conflict that index a common word, so each frequency is the sum of several rows, and a
 * transaction counts what is new in the row that its number selects: transactions that run at the
 * same time have numbers close to each other and write different rows. The same goes for blocks. A
 * document remembers its shard and number, and is taken off there when it is changed or removed; a
 * row that comes to nothing goes.
 *
 * <p>Depends on core's API and {@link io.cairn.layer.tuple}. Read {@link
 * io.cairn.layer.search.TextIndex} first.
 */
@NullMarked
package io.cairn.layer.search;

import org.jspecify.annotations.NullMarked;
