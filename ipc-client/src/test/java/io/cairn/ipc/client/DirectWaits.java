package io.cairn.ipc.client;

import io.cairn.api.Database;
import io.cairn.api.Sizes;
import io.cairn.api.Watch;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.WaitRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a server waits. Stateless. */
final class DirectWaits {

    private DirectWaits() {}

    static Reply serve(Database.Waiting waiting, WaitRequest.Await request)
            throws InterruptedException {
        Duration timeout = Duration.ofNanos(request.timeoutNanos());
        List<byte[]> keys = request.keys();
        return switch (request.form()) {
            case VALUES -> {
                Optional<List<byte[]>> values = waiting.awaitAll(keys, request.modes(), timeout);
                yield values.isPresent()
                        ? new Reply.Values(List.copyOf(values.get()))
                        : new Reply.Done();
            }
            case PRESENCE -> new Reply.Bits(waiting.awaitExists(keys, timeout));
            case LENGTH ->
                    new Reply.Number(
                            waiting.awaitLength(keys.getFirst(), timeout).orElse(Sizes.ABSENT));
            case REMOVAL -> new Reply.Flag(waiting.awaitDelete(keys.getFirst(), timeout));
        };
    }

    static Reply serve(Watch watch, WaitRequest.AwaitWatch request) throws InterruptedException {
        return new Reply.Flag(watch.await(Duration.ofNanos(request.timeoutNanos())));
    }
}
