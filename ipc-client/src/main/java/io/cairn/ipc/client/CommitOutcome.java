package io.cairn.ipc.client;

import java.util.Objects;

/**
 * What a server knows of a commit whose reply was lost. Immutable.
 *
 * @param state what is known
 * @param version the version of the commit when it committed, else 0
 */
public record CommitOutcome(State state, long version) {

    /** What is known of a commit. */
    public enum State {
        /** It committed. */
        COMMITTED,
        /** It did not commit, and will not. */
        ABORTED,
        /** The server does not know: it has started anew, or it was too long ago. */
        UNKNOWN
    }

    /** Checks that the state is given. */
    public CommitOutcome {
        Objects.requireNonNull(state, "state");
    }
}
