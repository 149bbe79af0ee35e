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

    /** Tells whether a document of a score may be among the best, for who then finds its name. */
    boolean mayTake(double score) {
        Found worst = worstFirst.peek();
        return worst == null || worstFirst.size() < limit || score >= worst.score;
    }

    /** Takes a document into account. */
    void offer(byte[] document, double score) {
        worstFirst.add(new Found(document, score));
        if (worstFirst.size() > limit) {
            worstFirst.remove();
        }
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
