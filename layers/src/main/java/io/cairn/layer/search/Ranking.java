package io.cairn.layer.search;

import io.cairn.error.InvalidArgumentException;

/** How documents that match a query are scored. Immutable, thread-safe, never closed. */
public sealed interface Ranking {

    /**
     * Returns the ranking by counts.
     *
     * @return one without settings
     */
    static Ranking counts() {
        return new Counts();
    }

    /**
     * Returns the ranking by BM25.
     *
     * @return one with the usual settings
     */
    static Ranking bm25() {
        return new Bm25(Bm25.K1, Bm25.B);
    }

    /** By the sum of the counts of the query's terms in the document, an exact whole number. */
    record Counts() implements Ranking {}

    /**
     * By Okapi BM25: rare terms weigh more, further occurrences of a term ever less, and those in
     * long documents less than those in short ones. The score of a document is the sum, over the
     * query's terms that it contains, of
     *
     * <pre>
     *   ln(1 + (N - n + 0.5) / (n + 0.5)) * c * (k1 + 1) / (c + k1 * (1 - b + b * l / L))
     * </pre>
     *
     * <p>where N is the number of documents, n that of those with the term, c the term's count in
     * the document, l the document's length and L the mean length. The 1 in the logarithm keeps
     * terms that most documents contain from counting against a document.
     *
     * <p>S. Robertson, S. Walker, S. Jones, M. Hancock-Beaulieu, M. Gatford: Okapi at TREC-3, 1994;
     * S. Robertson, H. Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009.
     *
     * @param k1 how much further occurrences add, 0 (nothing) to 1,000 (as much as the first);
     *     usually 1.2
     * @param b how much a document's length matters, 0 (not at all) to 1 (fully); usually 0.75
     */
    record Bm25(double k1, double b) implements Ranking {

        /** The usual value of {@code k1}. */
        public static final double K1 = 1.2;

        /** The usual value of {@code b}. */
        public static final double B = 0.75;

        private static final double K1_MAX = 1_000;

        /**
         * Checks the settings.
         *
         * @throws InvalidArgumentException when one is out of range or no number
         */
        public Bm25 {
            if (!(k1 >= 0 && k1 <= K1_MAX)) {
                throw new InvalidArgumentException("k1 of BM25 is 0 to 1000", "k1", k1);
            }
            if (!(b >= 0 && b <= 1)) {
                throw new InvalidArgumentException("b of BM25 is 0 to 1", "b", b);
            }
        }
    }
}
