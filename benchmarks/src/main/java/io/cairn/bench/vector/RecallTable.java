package io.cairn.bench.vector;

import java.io.IOException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The share of the ten nearest that is found, for some numbers of candidates. Immutable.
 *
 * @param recalls shares, 0 to 1, by ef
 */
record RecallTable(SortedMap<Integer, Double> recalls) {

    private static final int[] EFS = {10, 16, 24, 32, 64, 100, 200};

    /** How much less counts as equal; a little above 0.005, as shares are not exact in binary. */
    private static final double TOLERANCE = 0.005 + 1e-9;

    static RecallTable measure(PeerProcess process) throws IOException {
        SortedMap<Integer, Double> recalls = new TreeMap<>();
        for (int ef : EFS) {
            recalls.put(ef, process.recall(ef));
        }
        return new RecallTable(recalls);
    }

    static String header() {
        StringBuilder names = new StringBuilder("| recall@10 of | library |");
        StringBuilder rule = new StringBuilder("|---|---|");
        for (int ef : EFS) {
            names.append(" ef ").append(ef).append(" |");
            rule.append("---|");
        }
        return names + "\n" + rule;
    }

    String toRow(VectorData data, Library library) {
        StringBuilder row = new StringBuilder("| " + data.name() + " | " + library.title() + " |");
        for (double recall : recalls.values()) {
            row.append(String.format(Locale.ROOT, " %.4f |", recall));
        }
        return row.toString();
    }

    /** Says where these are lower than another's by too much; empty when nowhere. */
    String lackingTo(RecallTable other) {
        int worst = 0;
        double most = TOLERANCE;
        for (int ef : EFS) {
            double less = other.at(ef) - at(ef);
            if (less > most) {
                most = less;
                worst = ef;
            }
        }
        return worst == 0
                ? ""
                : String.format(Locale.ROOT, "recall is lower by %.4f at ef %d", most, worst);
    }

    double at(int ef) {
        Double recall = recalls.get(ef);
        if (recall == null) {
            throw new IllegalArgumentException("not measured: ef " + ef);
        }
        return recall;
    }
}
