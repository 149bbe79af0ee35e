package io.cairn.hnsw.build;

/** Keeps vectors that are equal to one from hiding all others from it. Stateless. */
final class EqualVectors {

    /** At most this part of what is looked at of a vector are equal to it. */
    private static final int PART = 4;

    private EqualVectors() {}

    /** Returns how many equal ones to look at. */
    static int most(int nearest) {
        return nearest / PART;
    }

    /**
     * Moves all but some of them out of sight. Those stay that follow the vector: so they form a
     * ring.
     *
     * @param distances of the vector to others, of which the equal ones are changed to infinity
     * @param at where they begin
     * @param count how many
     * @param own the place of the vector itself
     * @param self the distance of an equal one
     * @param most how many to leave
     */
    static void disregard(float[] distances, int at, int count, int own, float self, int most) {
        int left = most;
        for (int i = 1; i < count; i++) {
            int place = at + (own + i) % count;
            if (distances[place] == self) {
                left--;
                if (left < 0) {
                    distances[place] = Float.POSITIVE_INFINITY;
                }
            }
        }
    }
}
