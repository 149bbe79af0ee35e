package io.cairn.layer.search;

import io.cairn.bytes.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Keeps the best of many documents, of equal ones the first in order. Used by one thread, for one
 * search.
 */
final class BestHits {

    private record Found(byte[] document, double score) {}

    private static final Comparator<Found> BEST_FIRST =
            Comparator.comparingDouble(Found::score)
                    .reversed()
                    .thenComparing(Found::document, Bytes::compare);

    private final int limit;
    private final PriorityQueue<Found> worstFirst = new PriorityQueue<>(BEST_FIRST.reversed());

    BestHits(int limit) {
        this.limit = limit;
    }

    /** Takes a document into account; they come in order, so that a later one must be better. */
    void offer(PostingCursor at, double score) {
        if (worstFirst.size() == limit) {
            Found worst = worstFirst.peek();
            if (worst == null || score <= worst.score) {
                return;
            }
            worstFirst.poll();
        }
        worstFirst.add(new Found(at.document(), score));
    }

    /** Returns them, best first. */
    List<Hit> hits() {
        List<Found> found = new ArrayList<>(worstFirst);
        found.sort(BEST_FIRST);
        return found.stream()
                .map(each -> new Hit(TextRows.unpacked(each.document), each.score))
                .toList();
    }
}
