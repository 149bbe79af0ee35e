package io.cairn.vectors.grpc.live;

import java.time.Duration;

/**
 * When vectors of the log are linked into the graph. Immutable.
 *
 * @param foldMin so many components must at least wait
 * @param foldMax so many are enough whatever the size of the graph; in between an eighth of what it
 *     has. Four times as many may wait while a fold is under way
 * @param threads how many threads link
 * @param patience how long an insert waits for a fold where too much waits already
 */
record LiveSettings(long foldMin, long foldMax, int threads, Duration patience) {

    private static final int GRAPH_PART = 8;
    private static final int STALL_FACTOR = 4;

    /**
     * Returns the usual settings: a million components are compared in less than a millisecond, and
     * folds write the graph anew each time, so they come the more seldom the larger it is.
     */
    static LiveSettings defaults() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new LiveSettings(1L << 20, 1L << 24, threads, Duration.ofSeconds(30));
    }

    long foldAt(long graphComponents) {
        return Math.clamp(graphComponents / GRAPH_PART, foldMin, foldMax);
    }

    long stallAt(long graphComponents) {
        return STALL_FACTOR * foldAt(graphComponents);
    }
}
