package io.cairn.ipc.server.session;

import io.cairn.error.InvalidArgumentException;
import io.cairn.ipc.protocol.CommitToken;
import io.cairn.ipc.protocol.Reply;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of the commits that clients gave a token for, the same for all connections, so that a
 * client which lost its connection during a commit can ask on another one. Thread-safe.
 *
 * <p>The newest are kept; what is forgotten, or was never seen, is unknown. Commits in progress are
 * never forgotten: there are at most as many as open transactions.
 */
final class OutcomeTable {

    /** How many tokens are kept. */
    static final int TOKENS_MAX = 65_536;

    private static final Reply.CommitOutcome UNKNOWN =
            new Reply.CommitOutcome(Reply.State.UNKNOWN, 0);

    /** Outcomes by token, the oldest first; a commit in progress has none. */
    private final Map<CommitToken, Progress> commits = new LinkedHashMap<>();

    /** One commit. */
    private static final class Progress {
        private Reply.@Nullable CommitOutcome outcome;
    }

    /**
     * Notes that a commit begins.
     *
     * @throws InvalidArgumentException when its token was used before
     */
    synchronized void begin(CommitToken token) {
        if (token.equals(CommitToken.NONE)) {
            return;
        }
        if (commits.containsKey(token)) {
            throw new InvalidArgumentException(
                    "a commit's token was used before; make one at random for each commit",
                    "token",
                    token);
        }
        commits.put(token, new Progress());
        Iterator<Progress> oldest = commits.values().iterator();
        while (commits.size() > TOKENS_MAX && oldest.hasNext()) {
            if (oldest.next().outcome != null) {
                oldest.remove();
            }
        }
    }

    /** Notes how a commit that has begun ended, and tells those who wait. */
    synchronized void end(CommitToken token, Reply.State state, long version) {
        Progress progress = commits.get(token);
        if (progress != null) {
            progress.outcome = new Reply.CommitOutcome(state, version);
            notifyAll();
        }
    }

    /** Tells whether {@link #await} would wait. */
    synchronized boolean isInProgress(CommitToken token) {
        Progress progress = commits.get(token);
        return progress != null && progress.outcome == null;
    }

    /** Returns what became of a commit, after it has ended. */
    synchronized Reply.CommitOutcome await(CommitToken token) throws InterruptedException {
        Progress progress = commits.get(token);
        if (progress == null) {
            return UNKNOWN;
        }
        while (progress.outcome == null) {
            wait();
        }
        return progress.outcome;
    }
}
