package io.cairn.ipc.client;

import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Request;
import java.util.List;

/**
 * Encodes requests that go out in one write: all of them, or none when one is refused. Only for the
 * holder of the output's lock.
 *
 * @param output where the frames go
 * @param outstanding where the requests are registered
 * @param pump who has to read for some of them
 */
record Batch(Output output, Outstanding outstanding, Pump pump) {

    /**
     * Registers and encodes requests.
     *
     * @param requests the requests
     * @param pendings what waits for their replies, in the same order
     * @param urgent whether they pass the limit on requests under way
     * @throws LimitException when one does not fit into a frame, or too many are under way
     */
    void encode(List<Request> requests, List<Pending> pendings, boolean urgent) {
        FrameWriter writer = output.writer();
        int mark = writer.position();
        int registered = 0;
        boolean complete = false;
        try {
            int pumped = 0;
            for (Request request : requests) {
                Pending pending = pendings.get(registered);
                Loss loss = outstanding.add(pending, urgent);
                if (loss != null) {
                    throw loss.toException(pending.opcode.name(), false);
                }
                registered++;
                pumped += pending.pumped ? 1 : 0;
                encode(writer, request, pending);
            }
            if (pumped > 0) {
                pump.want(pumped);
            }
            complete = true;
        } finally {
            if (!complete) {
                writer.rewind(mark);
                pendings.subList(0, registered)
                        .forEach(pending -> outstanding.take(pending.number));
            }
        }
    }

    private void encode(FrameWriter writer, Request request, Pending pending) {
        int length = request.encodeFrame(writer, pending.number);
        if (length > Frame.PAYLOAD_BYTES_MAX) {
            throw new LimitException(
                    "a request does not fit into a frame",
                    "limit",
                    "frameBytesMax",
                    "max",
                    Frame.PAYLOAD_BYTES_MAX,
                    "actual",
                    length,
                    "request",
                    request.opcode());
        }
        pending.end = output.end();
    }
}
