package io.cairn.ipc.server.session;

import io.cairn.argument.ArgumentChecks;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.server.connection.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Applies the puts and deletes of one connection that depend on nothing, in the order sent, several
 * with one commit.
 *
 * <p>Without a wait for the disk they are applied on the connection's own thread, at the end of the
 * batch or before the next request of another kind. Otherwise a virtual thread applies what has
 * come together while it was busy with the writes before.
 *
 * <p>For the connection's own thread, but for what the virtual thread does.
 */
final class BlindWrites {

    /** The most writes and bytes that are applied by one commit. */
    private static final int WRITES_MAX = 1024;

    private static final long BYTES_MAX = 1 << 20;

    /** About how long a reply is, in bytes. */
    private static final int REPLY_BYTES = 16;

    private final Peer peer;
    private final Runner runner;
    private final BlindCommit commit;
    private final ArgumentChecks checks;
    private final boolean slow;

    /** What was received and not yet applied or handed over; for the connection's own thread. */
    private final List<BlindWrite> pending = new ArrayList<>();

    private long pendingBytes;

    /** What was handed over to the virtual thread; guarded by itself. */
    private final Queue<BlindWrite> queue = new ArrayDeque<>();

    /** Whether the virtual thread runs; guarded by the queue. */
    private boolean running;

    /**
     * Starts with nothing to do.
     *
     * @param peer the connection
     * @param desk the database and what the client has
     * @param commit applies writes
     */
    BlindWrites(Peer peer, Desk desk, BlindCommit commit) {
        this.peer = peer;
        this.runner = desk.runner();
        this.commit = commit;
        this.checks =
                new ArgumentChecks(
                        desk.served().limits().keyBytesMax(),
                        desk.served().limits().valueBytesMax());
        this.slow = desk.writesSlowly();
    }

    /** Takes a put; throws when it breaks a limit. */
    void put(int number, int keyspace, byte[] key, byte[] value) {
        add(new BlindWrite(number, keyspace, checks.key(key), checks.value(value), runner.begin()));
    }

    /** Takes a delete; throws when it breaks a limit. */
    void delete(int number, int keyspace, byte[] key) {
        add(new BlindWrite(number, keyspace, checks.key(key), null, runner.begin()));
    }

    /** Makes what was received visible to the requests that follow, where that takes no wait. */
    void beforeOther() {
        if (!slow && !pending.isEmpty()) {
            flush();
        }
    }

    /** Applies what was received, or has it applied. */
    void flush() {
        if (!pending.isEmpty()) {
            flush(peer.replies());
        }
    }

    /** Does what {@link #flush} does, with nobody left to answer. */
    void finish() {
        flush(new WireWriter(REPLY_BYTES));
    }

    private void flush(WireWriter replies) {
        List<BlindWrite> writes = List.copyOf(pending);
        pending.clear();
        pendingBytes = 0;
        if (writes.isEmpty()) {
            return;
        }
        if (!slow) {
            apply(writes, replies);
            ended(writes);
        } else if (enqueue(writes)) {
            runner.start(this::run);
        }
    }

    private void add(BlindWrite write) {
        pending.add(write);
        pendingBytes += write.frameBytes();
        if (pending.size() >= WRITES_MAX || pendingBytes >= BYTES_MAX) {
            flush();
        }
    }

    /** Hands over; true when the virtual thread must be started. */
    private boolean enqueue(List<BlindWrite> writes) {
        synchronized (queue) {
            queue.addAll(writes);
            boolean start = !running;
            running = true;
            return start;
        }
    }

    private void run() {
        for (List<BlindWrite> writes = take(); !writes.isEmpty(); writes = take()) {
            WireWriter out = peer.newReply(REPLY_BYTES * writes.size());
            apply(writes, out);
            peer.send(out);
            ended(writes);
        }
    }

    /** Takes what has come together; nothing when the thread must stop. */
    private List<BlindWrite> take() {
        List<BlindWrite> taken = new ArrayList<>();
        long bytes = 0;
        synchronized (queue) {
            while (!queue.isEmpty() && taken.size() < WRITES_MAX && bytes < BYTES_MAX) {
                BlindWrite write = queue.remove();
                taken.add(write);
                bytes += write.frameBytes();
            }
            running = !taken.isEmpty();
        }
        return taken;
    }

    /** Applies neighbours of the same kind together. */
    private void apply(List<BlindWrite> writes, WireWriter out) {
        int from = 0;
        while (from < writes.size()) {
            int to = from + 1;
            while (to < writes.size() && writes.get(from).mergesWith(writes.get(to))) {
                to++;
            }
            commit.apply(writes.subList(from, to), out);
            from = to;
        }
    }

    private void ended(List<BlindWrite> writes) {
        long bytes = 0;
        for (BlindWrite write : writes) {
            bytes += write.frameBytes();
        }
        runner.end(writes.size(), bytes);
    }
}
