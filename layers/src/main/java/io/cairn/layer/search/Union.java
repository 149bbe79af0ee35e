package io.cairn.layer.search;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Walks the documents of any of some terms by merging the terms' documents. Stateless. */
final class Union {

    private Union() {}

    /**
     * Walks.
     *
     * @param best takes the documents
     */
    static void walk(List<PostingCursor> cursors, Scorer scorer, BestHits best) {
        PriorityQueue<PostingCursor> ahead = new PriorityQueue<>(cursors.size(), Union::order);
        List<PostingCursor> here = new ArrayList<>(cursors);
        while (true) {
            for (PostingCursor cursor : here) {
                if (cursor.next()) {
                    ahead.add(cursor);
                }
            }
            here.clear();
            PostingCursor first = ahead.peek();
            if (first == null) {
                return;
            }
            double score = 0;
            for (PostingCursor at = first; at != null; at = ahead.peek()) {
                if (at.compareTo(first) != 0) {
                    break;
                }
                score += scorer.score(at.term(), at.count(), at.length());
                here.add(ahead.remove());
            }
            best.offer(first, score);
        }
    }

    /** Terms at one document come in their order in the query, in which they are added up. */
    private static int order(PostingCursor a, PostingCursor b) {
        int byDocument = a.compareTo(b);
        return byDocument != 0 ? byDocument : Integer.compare(a.term(), b.term());
    }
}
