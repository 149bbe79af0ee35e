package io.cairn.layer.search;

import java.util.List;

/**
 * Walks the documents that all of some terms have in common: each term leaps to where the farthest
 * one stands, until they stand at the same document. Stateless.
 */
final class Intersection {

    private Intersection() {}

    /**
     * Walks.
     *
     * @param cursors the terms, the rarest first; it has the first say in where to go
     * @param best takes the documents
     */
    static void walk(List<PostingCursor> cursors, Scorer scorer, BestHits best) {
        PostingCursor[] byTerm = new PostingCursor[cursors.size()];
        cursors.forEach(cursor -> byTerm[cursor.term()] = cursor);
        PostingCursor farthest = cursors.getFirst();
        boolean more = farthest.next();
        int at = 0;
        int agreed = 1;
        while (more) {
            if (agreed == byTerm.length) {
                best.offer(farthest, score(byTerm, scorer));
                farthest = cursors.getFirst();
                more = farthest.next();
                at = 0;
                agreed = 1;
            } else {
                at = (at + 1) % byTerm.length;
                PostingCursor cursor = cursors.get(at);
                more = cursor.seek(farthest);
                boolean agrees = more && cursor.compareTo(farthest) == 0;
                agreed = agrees ? agreed + 1 : 1;
                farthest = agrees ? farthest : cursor;
            }
        }
    }

    /** Adds up in the order of the query's terms, so that rounding does not depend on rarity. */
    private static double score(PostingCursor[] byTerm, Scorer scorer) {
        double score = 0;
        for (PostingCursor cursor : byTerm) {
            score += scorer.score(cursor.term(), cursor.count(), cursor.length());
        }
        return score;
    }
}
