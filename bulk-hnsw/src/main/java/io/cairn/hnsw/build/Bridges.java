package io.cairn.hnsw.build;

import io.cairn.hnsw.graph.Links;
import io.cairn.hnsw.kernel.Ranked;
import java.util.ArrayList;
import java.util.List;

/**
 * Links between groups of vectors that lie apart: edges of the minimum spanning trees of balls that
 * are longer than what their ends know as near. No choice by nearness would make them, and without
 * them a search that begins in one group never comes to the other. Adding is thread-safe.
 */
final class Bridges {

    /** Of the links of a vector at most this part are bridges. */
    private static final int PART = 4;

    private final List<Bridge> bridges = new ArrayList<>();

    /** One direction of one of them. */
    private record Bridge(int place, long ranked) implements Comparable<Bridge> {
        @Override
        public int compareTo(Bridge other) {
            int order = Integer.compare(place, other.place);
            return order != 0 ? order : Long.compare(ranked, other.ranked);
        }
    }

    /**
     * Adds both directions of a link.
     *
     * @param place the place of one end among the members of the layer
     * @param row the row of that end
     */
    synchronized void add(int place, int row, int otherPlace, int otherRow, float distance) {
        bridges.add(new Bridge(place, Ranked.of(distance, otherRow)));
        bridges.add(new Bridge(otherPlace, Ranked.of(distance, row)));
    }

    /**
     * Puts them among the links of a layer, each row's shortest in the place of its farthest link.
     */
    void apply(LayerLinks layer) {
        List<Bridge> sorted = bridges.stream().sorted().toList();
        int[] links = new int[layer.links().max()];
        int most = Math.max(1, layer.links().max() / PART);
        int begin = 0;
        while (begin < sorted.size()) {
            int end = begin;
            while (end < sorted.size() && sorted.get(end).place() == sorted.get(begin).place()) {
                end++;
            }
            apply(
                    layer.links(),
                    layer.records()[sorted.get(begin).place()],
                    links,
                    most,
                    sorted.subList(begin, end));
            begin = end;
        }
    }

    private static void apply(Links all, int record, int[] links, int most, List<Bridge> wanted) {
        int count = all.copy(record, links);
        int end = count;
        int built = 0;
        for (Bridge bridge : wanted) {
            int row = Ranked.row(bridge.ranked());
            if (built == most || contains(links, count, row)) {
                continue;
            }
            if (count < links.length) {
                links[count++] = row;
            } else {
                // Links are in the order of nearness.
                links[--end] = row;
            }
            built++;
        }
        all.set(record, links, count);
    }

    private static boolean contains(int[] links, int count, int row) {
        for (int i = 0; i < count; i++) {
            if (links[i] == row) {
                return true;
            }
        }
        return false;
    }
}
