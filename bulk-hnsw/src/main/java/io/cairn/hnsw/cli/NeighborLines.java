package io.cairn.hnsw.cli;

import io.cairn.hnsw.Neighbor;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Prints neighbours, one a line, in a shape that programs read; ids are unsigned. Stateless. */
final class NeighborLines {

    /**
     * Distances below this are printed as zero, which would otherwise come with a minus at times.
     */
    private static final float PRINTED_MIN = 5e-7f;

    private static final int DECIMALS = 6;

    private NeighborLines() {}

    /** Prints the neighbours of one vector, nearest first. */
    static void print(PrintStream out, List<Neighbor> neighbors) {
        int rank = 0;
        for (Neighbor neighbor : neighbors) {
            rank++;
            out.println(line(rank, neighbor));
        }
    }

    /** Without a formatter, which would load a locale's data in every start. */
    static String line(int rank, Neighbor neighbor) {
        return " "
                + padded(Integer.toString(rank), 2)
                + ". ID: "
                + padded(Long.toUnsignedString(neighbor.id()), 12)
                + "  Distance: "
                + decimal(neighbor.distance());
    }

    private static String padded(String number, int width) {
        return " ".repeat(Math.max(0, width - number.length())) + number;
    }

    private static String decimal(float distance) {
        if (!Float.isFinite(distance)) {
            return Float.toString(distance);
        }
        return BigDecimal.valueOf(Math.abs(distance) < PRINTED_MIN ? 0 : distance)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
