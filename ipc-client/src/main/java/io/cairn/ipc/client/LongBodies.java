package io.cairn.ipc.client;

import io.cairn.api.Entry;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.ReplyCode;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Messages too long for a frame: they travel in shared memory. Stateless. */
final class LongBodies {

    /** View, modes and the count of entries at the beginning of a body. */
    private static final int PUT_ALL_HEADER_BYTES = 17;

    private LongBodies() {}

    /**
     * Tells whether a request must travel in shared memory, without encoding it.
     *
     * @param request the request
     * @return true when it is too long for a frame; false also for requests of a kind that is
     *     seldom long, whose length shows only when they are encoded
     */
    static boolean isTooLong(Request request) {
        return bytesAtLeast(request) > Frame.PAYLOAD_BYTES_MAX - Frame.NUMBER_BYTES;
    }

    /**
     * Sends a request through shared memory and waits for its reply. When several failed, the first
     * failure is thrown; when there is no shared memory to be had, nothing is sent.
     *
     * @param line the connection
     * @param earlier requests to be sent before, short ones
     * @param request the request
     * @return its reply
     * @throws LimitException when it is longer than the server lends memory to this connection
     * @throws io.cairn.error.UnsupportedRequestException when this process cannot open the server's
     *     memory
     */
    static Reply call(Line line, List<Request> earlier, Request request) {
        if (request instanceof WriteRequest.Put put) {
            // The value alone is in the region, and the server copies it once.
            MemorySegment value = MemorySegment.ofArray(put.value());
            return call(
                    line,
                    earlier,
                    value.byteSize(),
                    memory -> memory.copyFrom(value),
                    region ->
                            new WriteRequest.PutFrom(
                                    put.view(),
                                    put.modes(),
                                    put.key(),
                                    region,
                                    0,
                                    value.byteSize()));
        }
        long length;
        Consumer<MemorySegment> body;
        if (request instanceof WriteRequest.PutAll) {
            length = bytesAtLeast(request);
            body = memory -> request.encode(new SegmentWriter(memory));
        } else {
            WireWriter out = new WireWriter(Frame.PAYLOAD_BYTES_MAX);
            request.encode(out);
            MemorySegment encoded = MemorySegment.ofBuffer(out.buffer().flip());
            length = encoded.byteSize();
            body = memory -> memory.copyFrom(encoded);
        }
        int code = request.opcode().code();
        return call(
                line,
                earlier,
                length,
                body,
                region -> new RegionRequest.Spilled(code, region, 0, length));
    }

    /**
     * Reads a reply out of shared memory. The caller sends {@link RegionRequest.Close} for the
     * region afterwards, whether or not this fails.
     *
     * @param spilled what the server answered
     * @return the reply itself, which shares nothing with the memory
     * @throws io.cairn.error.UnsupportedRequestException when this process cannot open the server's
     *     memory
     * @throws InvalidArgumentException when the body is malformed
     */
    static Reply read(Reply.Spilled spilled) {
        ReplyCode code = ReplyCode.of(spilled.replyCode());
        long length = spilled.length();
        if (code == null || length < 0 || length > spilled.region().bytes()) {
            throw new InvalidArgumentException(
                    "a reply in shared memory is malformed",
                    "code",
                    spilled.replyCode(),
                    "length",
                    length,
                    "size",
                    spilled.region().bytes());
        }
        checkLength(length);
        try (MappedRegion mapped = MappedRegion.map(spilled.region(), Arena.ofConfined())) {
            ByteBuffer body = mapped.segment().asSlice(0, length).asByteBuffer();
            return code.decode(new WireReader(body));
        } catch (InternalError e) {
            throw fault(e);
        }
    }

    private static Reply call(
            Line line,
            List<Request> earlier,
            long length,
            Consumer<MemorySegment> body,
            IntFunction<Request> request) {
        checkLength(length);
        Reply.Region region = (Reply.Region) line.call(new RegionRequest.Open(length));
        try (MappedRegion mapped = MappedRegion.map(region, Arena.ofConfined())) {
            body.accept(mapped.segment().asSlice(0, length));
            List<Request> before = new ArrayList<>(earlier);
            before.add(new RegionRequest.Mapped(region.region()));
            return line.call(before, request.apply(region.region()));
        } catch (InternalError e) {
            throw fault(e);
        } finally {
            if (line.isOpen()) {
                line.send(new RegionRequest.Close(region.region()));
            }
        }
    }

    /** Returns the exact length of a body for puts, and 0 for the other kinds. */
    private static long bytesAtLeast(Request request) {
        if (request instanceof WriteRequest.Put put) {
            return PUT_ALL_HEADER_BYTES
                    + (long) Integer.BYTES
                    + put.key().length
                    + put.value().length;
        }
        if (request instanceof WriteRequest.PutAll all) {
            long bytes = PUT_ALL_HEADER_BYTES;
            for (Entry entry : all.entries()) {
                bytes += 2L * Integer.BYTES + entry.key().length + entry.value().length;
            }
            return bytes;
        }
        return 0;
    }

    private static void checkLength(long length) {
        int max = Integer.MAX_VALUE - Long.BYTES;
        if (length > max) {
            throw new LimitException(
                    "a message does not fit into memory; send or ask for less at once",
                    "limit",
                    "messageBytesMax",
                    "max",
                    max,
                    "actual",
                    length);
        }
    }

    private static UnavailableException fault(InternalError e) {
        return new UnavailableException(
                ErrorCode.IO, "the operating system could not provide a page of shared memory", e);
    }

    /** Writes into memory that is exactly as long as what will be written. */
    private static final class SegmentWriter extends WireWriter {

        SegmentWriter(MemorySegment memory) {
            super(memory.asByteBuffer());
        }

        @Override
        protected ByteBuffer grow(ByteBuffer full, int capacity) {
            throw new IllegalStateException("a request is longer than was computed");
        }
    }
}
