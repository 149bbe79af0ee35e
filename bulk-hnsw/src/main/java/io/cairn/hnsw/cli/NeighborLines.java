package io.cairn.hnsw.cli;

import io.cairn.hnsw.Neighbor;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints neighbours, one a line, in a shape that programs read; ids are unsigned. Stateless. */
final class NeighborLines {

    /**
     * Distances below this are printed as zero, which would otherwise come with a minus at times.
     */
    private static final float PRINTED_MIN = 5e-7f;

    private NeighborLines() {}

    /** Prints the neighbours of one vector, nearest first. */
    static void print(PrintStream out, List<Neighbor> neighbors) {
        int rank = 0;
        for (Neighbor neighbor : neighbors) {
            rank++;
            out.println(line(rank, neighbor));
        }
    }

    static String line(int rank, Neighbor neighbor) {
        float distance = neighbor.distance();
        return String.format(
                Locale.ROOT,
                " %2d. ID: %12s  Distance: %.6f",
                rank,
                Long.toUnsignedString(neighbor.id()),
                Math.abs(distance) < PRINTED_MIN ? 0f : distance);
    }
}
