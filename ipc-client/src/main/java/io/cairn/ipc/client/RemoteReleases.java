package io.cairn.ipc.client;

import io.cairn.ipc.protocol.Reply;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Releases that the server was asked for and has not acknowledged, so that closing a cursor costs
 * no wait and calls that could tell the difference still find it closed. Thread-safe.
 */
final class RemoteReleases {

    private final Queue<CompletableFuture<Reply>> asked = new ConcurrentLinkedQueue<>();

    /** Adds a release, and forgets those that are done. */
    void add(CompletableFuture<Reply> release) {
        asked.removeIf(CompletableFuture::isDone);
        if (!release.isDone()) {
            asked.add(release);
        }
    }

    /**
     * Waits until everything that was added before is done, or failed with its connection.
     *
     * @return whether there was anything to wait for
     */
    boolean settle() {
        boolean waited = false;
        for (CompletableFuture<Reply> next = asked.poll(); next != null; next = asked.poll()) {
            waited = true;
            next.handle((reply, failure) -> true).join();
        }
        return waited;
    }
}
