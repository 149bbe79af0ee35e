package io.cairn.layer.search;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Walks the blocks of any of some terms by merging the terms' blocks. Stateless. */
final class Union {

    private Union() {}

    /**
     * Walks.
     *
     * @param scores takes the blocks
     */
    static void walk(List<BlockCursor> cursors, BlockScores scores) {
        PriorityQueue<BlockCursor> ahead = new PriorityQueue<>(cursors.size(), Union::order);
        List<BlockCursor> here = new ArrayList<>(cursors);
        while (true) {
            for (BlockCursor cursor : here) {
                if (cursor.next()) {
                    ahead.add(cursor);
                }
            }
            here.clear();
            BlockCursor first = ahead.peek();
            if (first == null) {
                return;
            }
            for (BlockCursor at = first; at != null; at = ahead.peek()) {
                if (at.compareTo(first) != 0) {
                    break;
                }
                scores.add(at);
                here.add(ahead.remove());
            }
            scores.offer(first);
        }
    }

    /** Terms at one block come in their order in the query. */
    private static int order(BlockCursor a, BlockCursor b) {
        int byBlock = a.compareTo(b);
        return byBlock != 0 ? byBlock : Integer.compare(a.term(), b.term());
    }
}
