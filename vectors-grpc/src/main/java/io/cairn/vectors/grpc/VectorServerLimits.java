package io.cairn.vectors.grpc;

import io.cairn.error.InvalidArgumentException;

/**
 * How much a server takes on. Immutable. What goes beyond is refused with a message that names the
 * limit; nothing is cut down silently.
 *
 * @param messageBytes the longest request, in bytes; 1 KiB to 64 MiB
 * @param calls how many calls are worked on at once; 1 to 10,000. More are refused with {@code
 *     RESOURCE_EXHAUSTED}. At worst each of them takes memory for the longest request
 * @param largeCalls how many of these may be inserts and batches of searches; 1 to 10,000
 * @param k how many neighbours a search may ask for; 1 to 1,000,000
 * @param ef how many candidates a search may ask for; 1 to 1,000,000
 * @param queries how many queries a batch may have; 1 to 1,000,000
 * @param indexes how many indexes the server keeps; 1 to 100,000
 * @param openFiles how many index files it keeps open that no search uses; 1 to 100,000
 */
public record VectorServerLimits(
        int messageBytes,
        int calls,
        int largeCalls,
        int k,
        int ef,
        int queries,
        int indexes,
        int openFiles) {

    private static final int KIB = 1 << 10;
    private static final int MESSAGE_MAX = 64 << 20;
    private static final int CALLS_MAX = 10_000;
    private static final int SEARCH_MAX = 1_000_000;
    private static final int FILES_MAX = 100_000;

    /**
     * Checks the values.
     *
     * @throws InvalidArgumentException when one is out of its range
     */
    public VectorServerLimits {
        within("messageBytes", messageBytes, KIB, MESSAGE_MAX);
        within("calls", calls, 1, CALLS_MAX);
        within("largeCalls", largeCalls, 1, CALLS_MAX);
        within("k", k, 1, SEARCH_MAX);
        within("ef", ef, 1, SEARCH_MAX);
        within("queries", queries, 1, SEARCH_MAX);
        within("indexes", indexes, 1, FILES_MAX);
        within("openFiles", openFiles, 1, FILES_MAX);
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidArgumentException(
                    "a limit is out of its range",
                    "limit",
                    name,
                    "value",
                    value,
                    "min",
                    min,
                    "max",
                    max);
        }
    }

    /**
     * Returns the usual limits: requests of 64 MiB, 64 calls, 8 of them large, 10,000 neighbours
     * and candidates, 1,000 queries, 256 indexes, 64 files.
     *
     * @return the limits
     */
    public static VectorServerLimits defaults() {
        return new VectorServerLimits(MESSAGE_MAX, 64, 8, 10_000, 10_000, 1_000, 256, 64);
    }
}
