package io.cairn.layer.nstore;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which order patterns are looked up, each within the loops of those before it. The first is the
 * one with the fewest rows; then always one with the most columns known by then, which finds the
 * fewest rows as a rule. Of several such, one that shares a variable with those before comes first,
 * since the others multiply what is found; then the one with fewer rows; then the one written
 * first.
 */
final class Plan {

    private Plan() {}

    /**
     * Orders patterns.
     *
     * @param sizes how many rows each has when no variable is bound; large ones may be given as
     *     equal
     * @return the places of the patterns, in the order of looking up
     */
    static int[] order(List<Terms> patterns, int[] sizes) {
        if (patterns.size() == 1) {
            return new int[1];
        }
        BitSet bound = new BitSet();
        BitSet left = new BitSet();
        left.set(0, patterns.size());
        Comparator<Integer> size = Comparator.comparing(i -> sizes[i]);
        Comparator<Integer> unknown = Comparator.comparing(i -> unknown(patterns.get(i), bound));
        Comparator<Integer> apart = Comparator.comparing(i -> !patterns.get(i).shares(bound));
        int[] order = new int[patterns.size()];
        for (int at = 0; at < order.length; at++) {
            order[at] =
                    first(
                            left.stream(),
                            at == 0
                                    ? size.thenComparing(unknown)
                                    : unknown.thenComparing(apart).thenComparing(size));
            left.clear(order[at]);
            patterns.get(order[at]).bind(bound);
        }
        return order;
    }

    private static int unknown(Terms terms, BitSet bound) {
        return terms.columns() - Integer.bitCount(terms.known(bound));
    }

    /** Of several least ones the first in the stream. */
    private static int first(IntStream places, Comparator<Integer> by) {
        return places.boxed().min(by).orElseThrow();
    }
}
