package io.cairn.layer.search;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;

/** What a term of a query adds to the score of a document that contains it. */
@FunctionalInterface
interface Scorer {

    double score(int term, int count, long length);

    /** Returns the scorer of {@link Ranking.Counts}. */
    static Scorer counts() {
        return (_, count, _) -> count;
    }

    /**
     * Returns the scorer of {@link Ranking.Bm25}.
     *
     * @param frequencies how many documents contain each of the query's terms
     */
    static Scorer bm25(Ranking.Bm25 ranking, TextStatistics totals, long[] frequencies) {
        double[] weights = new double[frequencies.length];
        for (int i = 0; i < weights.length; i++) {
            double without = totals.documents() - frequencies[i];
            if (without < 0 || frequencies[i] < 0) {
                throw new CorruptionException(
                        ErrorCode.FORMAT,
                        "the text index counts fewer documents than contain a term; index them again",
                        null,
                        "documents",
                        totals.documents(),
                        "frequency",
                        frequencies[i]);
            }
            weights[i] = (ranking.k1() + 1) * Math.log1p((without + 0.5) / (frequencies[i] + 0.5));
        }
        double flat = ranking.k1() * (1 - ranking.b());
        double steep = ranking.k1() * ranking.b() * totals.documents() / totals.length();
        return (term, count, length) -> weights[term] * count / (count + flat + steep * length);
    }
}
