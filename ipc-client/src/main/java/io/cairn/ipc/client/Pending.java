package io.cairn.ipc.client;

import io.cairn.error.CairnException;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One request that was given to a connection, until its reply. Its number and place are set by the
 * thread that sends it; its end comes once, from the thread that reads or from the one that closes.
 */
final class Pending implements Goal {

    /** What the request asks for. */
    final Opcode opcode;

    /** When to give up, by the connection's clock; see {@link Turns#NEVER}. */
    final long deadline;

    /** Where the result goes when nobody waits; null when a thread does. */
    final @Nullable CompletableFuture<Reply> future;

    /** Whether the connection's own thread has to read, as nobody else will. */
    final boolean pumped;

    /** The thread that waits; null for a future. */
    private volatile @Nullable Thread waiter;

    /** The request's number; set when it is registered. */
    int number;

    /** Where its frame ends in everything written to the connection. */
    long end = Long.MAX_VALUE;

    /** A {@link Reply} or a {@link CairnException}'s origin, a {@link Loss}. */
    private volatile @Nullable Object outcome;

    /** Whether the whole frame was written when the connection was lost. */
    private boolean sent;

    Pending(
            Opcode opcode,
            long deadline,
            @Nullable CompletableFuture<Reply> future,
            boolean pumped) {
        this.opcode = opcode;
        this.deadline = deadline;
        this.future = future;
        this.pumped = pumped;
        this.waiter = future == null ? Thread.currentThread() : null;
    }

    /**
     * Makes the present thread the one that waits; it looks whether the end has come after that.
     */
    void waitHere() {
        waiter = Thread.currentThread();
    }

    @Override
    public boolean met() {
        return outcome != null;
    }

    /** Hands over the reply. */
    void complete(Reply reply) {
        outcome = reply;
        wake();
    }

    /** Hands over why there will be no reply. */
    void lose(Loss loss, boolean wholeFrameSent) {
        sent = wholeFrameSent;
        outcome = loss;
        wake();
    }

    private void wake() {
        Thread thread = waiter;
        if (thread != null && thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Returns the reply, which may be {@link Reply.Failed}; throws when the connection was lost.
     */
    Reply reply() {
        return switch (outcome) {
            case Reply reply -> reply;
            case Loss loss -> throw loss.toException(opcode.name(), sent);
            case null, default -> throw new IllegalStateException("there is no reply yet");
        };
    }

    /** Returns the reply; throws what the server answered with, or that the connection was lost. */
    Reply success() {
        Reply reply = reply();
        if (reply instanceof Reply.Failed failed) {
            throw failed.error().toException();
        }
        return reply;
    }

    /** Completes the future. Runs what depends on it, so not in the role of the reader. */
    void completeFuture() {
        if (future == null) {
            return;
        }
        try {
            future.complete(success());
        } catch (CairnException e) {
            future.completeExceptionally(e);
        }
    }
}
