package io.cairn.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that somebody probably meant. Stateless. */
final class Spelling {

    private static final int DISTANCE_MAX = 2;

    private Spelling() {}

    /**
     * Returns the known name nearest to a wrong one, or null when none is near; case, dashes and
     * underscores do not count.
     */
    static @Nullable String nearest(String wrong, Collection<String> known) {
        String given = plain(wrong);
        String nearest = null;
        int least = DISTANCE_MAX + 1;
        for (String name : known) {
            String candidate = plain(name);
            int distance = distance(given, candidate);
            // Two edits turn any short name into any other.
            if (distance < least && distance < candidate.length() / 2 + 1) {
                nearest = name;
                least = distance;
            }
        }
        return nearest;
    }

    /**
     * Counts the insertions, deletions and replacements between two texts (Wagner and Fischer,
     * 1974).
     */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > DISTANCE_MAX) {
            return DISTANCE_MAX + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}
