package io.cairn.layer.search;

import java.util.Arrays;

/** Adds up the scores of the documents of one block after the other. Used by one thread. */
final class BlockScores {

    private final Scorer scorer;
    private final BlockNames names;
    private final BestHits best;

    /** How many of the query's terms a document must have. */
    private final int least;

    private final double[] scores = new double[Block.PLACES];
    private final int[] terms = new int[Block.PLACES];

    BlockScores(Scorer scorer, BlockNames names, BestHits best, int least) {
        this.scorer = scorer;
        this.names = names;
        this.best = best;
        this.least = least;
    }

    /**
     * Adds what a term has in the block at which its cursor stands. Terms come in their order in
     * the query, so that rounding does not depend on how they were found.
     */
    void add(BlockCursor cursor) {
        Block block = cursor.block();
        while (block.next()) {
            int place = block.place();
            int count = (int) block.number();
            scores[place] += scorer.score(cursor.term(), count, block.number());
            terms[place]++;
        }
    }

    /** Offers the documents of the block at which a cursor stands, and begins anew. */
    void offer(BlockCursor at) {
        names.stand(at);
        for (int place = 0; place < terms.length; place++) {
            if (terms[place] >= least && best.mayTake(scores[place])) {
                best.offer(names.document(place), scores[place]);
            }
        }
        Arrays.fill(scores, 0);
        Arrays.fill(terms, 0);
    }
}
