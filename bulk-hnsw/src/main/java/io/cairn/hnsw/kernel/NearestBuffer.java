package io.cairn.hnsw.kernel;

import java.util.Arrays;

/**
 * The nearest of all that was offered. Collects twice as many as are wanted and then drops the far
 * half, which costs less than keeping them sorted. Used by one thread at a time.
 */
public final class NearestBuffer {

    private static final int FIRST = 64;

    private final int wanted;
    private long[] held;
    private int count;
    private long bound = Ranked.NONE;

    /**
     * Makes an empty one.
     *
     * @param wanted how many to keep, at least 1
     */
    public NearestBuffer(int wanted) {
        this.wanted = wanted;
        this.held = new long[FIRST];
    }

    /** Offers one. */
    public void offer(long ranked) {
        if (ranked >= bound) {
            return;
        }
        if (count == held.length) {
            if (count < 2L * wanted) {
                held = Arrays.copyOf(held, (int) Math.min(2L * wanted, 2L * count));
            } else {
                shrink();
            }
        }
        held[count++] = ranked;
    }

    private void shrink() {
        Arrays.sort(held, 0, count);
        count = Math.min(count, wanted);
        if (count == wanted) {
            bound = held[count - 1];
        }
    }

    /** Returns what was kept, nearest first. */
    public long[] sorted() {
        shrink();
        return Arrays.copyOf(held, count);
    }
}
