package io.cairn.layer.search;

import java.util.List;

/**
 * Walks the blocks that all of some terms have in common: each term leaps to where the farthest one
 * stands, until they stand at the same block. Stateless.
 */
final class Intersection {

    private Intersection() {}

    /**
     * Walks.
     *
     * @param cursors the terms, the rarest first; it has the first say in where to go
     * @param scores takes the blocks
     */
    static void walk(List<BlockCursor> cursors, BlockScores scores) {
        BlockCursor[] byTerm = new BlockCursor[cursors.size()];
        cursors.forEach(cursor -> byTerm[cursor.term()] = cursor);
        BlockCursor farthest = cursors.getFirst();
        boolean more = farthest.next();
        int at = 0;
        int agreed = 1;
        while (more) {
            if (agreed == byTerm.length) {
                for (BlockCursor cursor : byTerm) {
                    scores.add(cursor);
                }
                scores.offer(farthest);
                farthest = cursors.getFirst();
                more = farthest.next();
                at = 0;
                agreed = 1;
            } else {
                at = (at + 1) % byTerm.length;
                BlockCursor cursor = cursors.get(at);
                more = cursor.seek(farthest);
                boolean agrees = more && cursor.compareTo(farthest) == 0;
                agreed = agrees ? agreed + 1 : 1;
                farthest = agrees ? farthest : cursor;
            }
        }
    }
}
