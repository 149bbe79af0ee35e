package io.cairn.vectors.grpc.service;

import io.cairn.vectors.grpc.VectorServerLimits;

/**
 * Checks what searches ask for. Immutable.
 *
 * @param limits the bounds
 */
record SearchBounds(VectorServerLimits limits) {

    /** So many neighbours are the most of one reply. */
    private static final long REPLY_MAX = 1_000_000;

    int k(int wanted) {
        // Numbers of 2^31 and more arrive as negative ones.
        if (wanted < 1 || wanted > limits.k()) {
            throw Statuses.invalid(
                    "k must be 1 to " + limits.k() + "; it is " + Integer.toUnsignedString(wanted));
        }
        return wanted;
    }

    int ef(String field, int wanted, int otherwise) {
        int ef = wanted == 0 ? otherwise : wanted;
        if (ef < 1 || ef > limits.ef()) {
            throw Statuses.invalid(
                    field
                            + " must be 0 (for the default) or 1 to "
                            + limits.ef()
                            + "; it is "
                            + Integer.toUnsignedString(wanted));
        }
        return ef;
    }

    int queries(int wanted, int k) {
        if (wanted < 1 || wanted > limits.queries()) {
            throw Statuses.invalid(
                    "num_queries must be 1 to "
                            + limits.queries()
                            + "; it is "
                            + Integer.toUnsignedString(wanted));
        }
        if ((long) wanted * k > REPLY_MAX) {
            throw Statuses.invalid(
                    "num_queries times k must not be more than "
                            + REPLY_MAX
                            + "; ask in several batches");
        }
        return wanted;
    }
}
