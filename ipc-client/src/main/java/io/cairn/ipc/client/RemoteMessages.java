package io.cairn.ipc.client;

import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests and takes replies of any length: what does not fit into a frame travels in shared
 * memory. Stateless.
 */
final class RemoteMessages {

    /** The name of the limit that a connection refuses too long a frame by; nothing was sent. */
    private static final String FRAME_LIMIT = "frameBytesMax";

    private RemoteMessages() {}

    /** Makes a call, as {@link Line#call(List, Request)} does. */
    static Reply call(Line line, List<Request> earlier, Request request) {
        return received(line, exchange(line, earlier, request));
    }

    /** Sends a request without waiting, as {@link Line#send} does. */
    static CompletableFuture<Reply> send(Line line, Request request) {
        if (!LongBodies.isTooLong(request)) {
            return line.send(request).thenApply(reply -> received(line, reply));
        }
        CompletableFuture<Reply> sent = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("cairn-long-request")
                .start(() -> {
                    try {
                        sent.complete(call(line, List.of(), request));
                    } catch (RuntimeException | Error e) {
                        sent.completeExceptionally(e);
                    }
                });
        return sent;
    }

    /** Returns a reply itself when it lies in shared memory. */
    static Reply received(Line line, Reply reply) {
        if (!(reply instanceof Reply.Spilled spilled)) {
            return reply;
        }
        try {
            return LongBodies.read(spilled);
        } finally {
            if (line.isOpen()) {
                line.send(new RegionRequest.Close(spilled.region().region()));
            }
        }
    }

    private static Reply exchange(Line line, List<Request> earlier, Request request) {
        if (LongBodies.isTooLong(request)) {
            return LongBodies.call(line, earlier, request);
        }
        try {
            return line.call(earlier, request);
        } catch (LimitException e) {
            if (!FRAME_LIMIT.equals(e.context().get("limit"))) {
                throw e;
            }
            return LongBodies.call(line, earlier, request);
        }
    }
}
