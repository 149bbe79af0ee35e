package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction did at this side and the server does not know yet, and what it takes to know
 * that the server will accept it. Used by one thread at a time.
 *
 * <p>A write is held back only when it is sure to be accepted: its keyspace is known to exist as
 * long as the transaction is open, and the bytes given to the transaction so far, of which the
 * server may keep fewer, are within the limit. A long value is not held back: it would not fit into
 * a message with others.
 */
final class RemoteSteps {

    /** When so much is held back it is sent without waiting for another request. */
    private static final int BYTES_MAX = 256 * 1024;

    private static final int STEPS_MAX = 4096;

    private List<Step> steps = new ArrayList<>();
    private long bytes;

    /** The most that the server can be holding back for the transaction, in bytes. */
    private long given;

    private final Set<RemoteKeyspace> touched = new HashSet<>(2);

    /** The reply to the steps that were sent last without waiting. */
    private @Nullable CompletableFuture<Reply> sent;

    /** Tells whether a write would surely be accepted. */
    boolean accepts(RemoteKeyspace keyspace, long more, long bytesMax) {
        return more <= BYTES_MAX
                && (keyspace.isDefault() || touched.contains(keyspace))
                && given + more <= bytesMax;
    }

    /** Holds a write back. */
    void add(Step step, long more) {
        given += more;
        bytes += more;
        steps.add(step);
    }

    /** Holds back that something was read. */
    void add(Step.Track track) {
        steps.add(track);
    }

    /** Notes that the server has accepted a use of a keyspace in this transaction. */
    void touched(RemoteKeyspace keyspace) {
        if (!keyspace.isDefault()) {
            touched.add(keyspace);
        }
    }

    /** Notes that the server may hold back more. */
    void grew(long more) {
        given = Math.max(given, given + Math.min(more, Long.MAX_VALUE - given));
    }

    /** Tells whether so much is held back that it should be sent. */
    boolean isFull() {
        return bytes >= BYTES_MAX || steps.size() >= STEPS_MAX;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Hands over everything that is held back. */
    List<Step> drain() {
        List<Step> drained = steps;
        steps = new ArrayList<>();
        bytes = 0;
        return drained;
    }

    /** Forgets everything that is held back. */
    void clear() {
        steps.clear();
        bytes = 0;
    }

    /** Returns the reply to the steps that were sent last without waiting, once. */
    @Nullable CompletableFuture<Reply> takeSent() {
        CompletableFuture<Reply> last = sent;
        sent = null;
        return last;
    }

    void sent(CompletableFuture<Reply> reply) {
        sent = reply;
    }
}
