package io.cairn.hnsw.build;

/**
 * Arrays of row numbers, or of places in such arrays. Loops on purpose: run over all rows of a
 * build, streams kept the JIT compiler busy for most of a second, while the kernels waited for it.
 * Stateless.
 */
final class Places {

    private Places() {}

    /** Returns 0 to {@code count - 1}. */
    static int[] all(int count) {
        int[] all = new int[count];
        for (int i = 0; i < count; i++) {
            all[i] = i;
        }
        return all;
    }

    /** Returns what stands at some places, in the order of the places. */
    static int[] at(int[] places, int[] values) {
        int[] chosen = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            chosen[i] = values[places[i]];
        }
        return chosen;
    }

    /** Returns the lower halves of sorted codes. */
    static int[] lowerHalves(long[] codes) {
        int[] halves = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            halves[i] = (int) codes[i];
        }
        return halves;
    }
}
