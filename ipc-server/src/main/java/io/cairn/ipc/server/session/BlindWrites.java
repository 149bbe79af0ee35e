package io.cairn.ipc.server.session;

import io.cairn.api.PutOutcome;
import io.cairn.argument.ArgumentChecks;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.Peer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the puts and deletes of one connection that depend on nothing, and has them applied in the
 * order sent, several with one commit.
 *
 * <p>Without a wait for the disk they are applied on the connection's own thread, at the end of the
 * batch or before the next request of another kind. Otherwise {@link GroupCommit} applies them
 * together with those of other connections.
 *
 * <p>For the connection's own thread, but for {@link #answerSoon}.
 */
final class BlindWrites {

    /** The most writes and bytes that are applied by one commit. */
    private static final int WRITES_MAX = 1024;

    private static final long BYTES_MAX = 1 << 20;

    private static final Reply WRITTEN = new Reply.Outcomes(List.of(PutOutcome.WRITTEN));
    private static final Reply DELETED = new Reply.Done();

    private final Peer peer;
    private final Runner runner;
    private final Failures failures;
    private final BlindCommit commit;
    private final ArgumentChecks checks;

    /** Applies them where commits wait for the disk; else null. */
    private final @Nullable GroupCommit group;

    /** What was received and not yet applied or handed over. */
    private final List<BlindWrite> pending = new ArrayList<>();

    private long pendingBytes;

    /**
     * Starts with nothing to do.
     *
     * @param peer the connection
     * @param desk the database and what the client has
     * @param failures tells of refused writes
     * @param commit applies writes
     * @param group applies them where commits wait for the disk
     */
    BlindWrites(Peer peer, Desk desk, Failures failures, BlindCommit commit, GroupCommit group) {
        this.peer = peer;
        this.runner = desk.runner();
        this.failures = failures;
        this.commit = commit;
        this.checks =
                new ArgumentChecks(
                        desk.served().limits().keyBytesMax(),
                        desk.served().limits().valueBytesMax());
        this.group = desk.writesSlowly() ? group : null;
    }

    /** Takes a put; throws when it breaks a limit. */
    void put(int number, int keyspace, byte[] key, byte[] value) {
        checks.key(key);
        checks.value(value);
        add(new BlindWrite(this, number, keyspace, key, value, runner.begin()));
    }

    /** Takes a delete; throws when it breaks a limit. */
    void delete(int number, int keyspace, byte[] key) {
        checks.key(key);
        add(new BlindWrite(this, number, keyspace, key, null, runner.begin()));
    }

    /** Makes what was received visible to the requests that follow, where that takes no wait. */
    void beforeOther() {
        if (group == null && !pending.isEmpty()) {
            flush();
        }
    }

    /** Applies what was received, or has it applied. */
    void flush() {
        if (!pending.isEmpty()) {
            List<BlindWrite> writes = apply();
            if (group == null) {
                answer(writes);
                end(writes);
            }
        }
    }

    /** Does what {@link #flush} does, with nobody left to answer. */
    void finish() {
        if (!pending.isEmpty()) {
            List<BlindWrite> writes = apply();
            if (group == null) {
                end(writes);
            }
        }
    }

    /** Answers writes that have been applied, on the connection's own thread; for any thread. */
    void answerSoon(List<BlindWrite> writes) {
        peer.onOwnThread(() -> answer(writes));
        // Whoever sees nothing under way after this finds the answers given, or the task waiting.
        end(writes);
    }

    private List<BlindWrite> apply() {
        List<BlindWrite> writes = List.copyOf(pending);
        pending.clear();
        pendingBytes = 0;
        if (group == null) {
            commit.apply(writes);
        } else {
            group.add(writes);
        }
        return writes;
    }

    private void answer(List<BlindWrite> writes) {
        WireWriter replies = peer.replies();
        for (BlindWrite write : writes) {
            Throwable failure = write.failure();
            if (failure == null) {
                (write.value() == null ? DELETED : WRITTEN).encodeFrame(replies, write.number());
            } else {
                failures.write(replies, write.number(), failure);
            }
        }
    }

    private void end(List<BlindWrite> writes) {
        long bytes = 0;
        for (BlindWrite write : writes) {
            bytes += write.frameBytes();
        }
        runner.end(writes.size(), bytes);
    }

    private void add(BlindWrite write) {
        pending.add(write);
        pendingBytes += write.frameBytes();
        if (pending.size() >= WRITES_MAX || pendingBytes >= BYTES_MAX) {
            flush();
        }
    }
}
