package io.cairn.ipc.server.region;

import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Messages too long for a frame, whose bodies lie in regions. Stateless. Takes time in proportion
 * to the length: not for a thread that serves other connections too.
 */
public final class LongBodies {

    private LongBodies() {}

    /**
     * Reads a request out of a region. Its body is copied first and judged afterwards, as the
     * client could change it in between.
     *
     * @param table the regions of the client's connection
     * @param place where the body lies
     * @param bytesMax the longest body allowed
     * @return the request, which shares nothing with the region
     * @throws InvalidArgumentException when the place is not inside an open region, when the body
     *     is malformed, or when such a request cannot travel in a region
     * @throws LimitException when the body is too long; nothing was copied
     * @throws io.cairn.error.UnavailableException (IO) when the operating system could not provide
     *     the memory
     */
    public static Request read(RegionTable table, RegionRequest.Spilled place, long bytesMax) {
        Opcode opcode = Opcode.of(place.code());
        if (opcode == null || opcode == Opcode.SPILLED || opcode == Opcode.HELLO) {
            throw new InvalidArgumentException(
                    "a body in a region does not belong to a request that can be long",
                    "opcode",
                    place.code());
        }
        byte[] body;
        try (RegionSlice slice = table.slice(place.region(), place.offset(), place.length())) {
            checkLength(place.length(), bytesMax);
            body = slice.apply(memory -> memory.toArray(ValueLayout.JAVA_BYTE));
        }
        return opcode.decode(new WireReader(ByteBuffer.wrap(body)));
    }

    /**
     * Puts a reply's body into a region of its own, which the client closes. It is written straight
     * to where it stays.
     *
     * @param table the regions of the client's connection
     * @param code the reply's opcode
     * @param length how long the body is, in bytes
     * @param body writes exactly so many bytes
     * @return what to send in the reply's place
     * @throws LimitException when the connection cannot have so much shared memory
     * @throws io.cairn.error.UnsupportedRequestException when there is no shared memory on this
     *     system
     * @throws io.cairn.error.UnavailableException (IO) when the operating system could not provide
     *     the memory
     * @throws io.cairn.error.ClosedException when the table is closed
     * @throws IllegalStateException when the body writes more or less than it should
     */
    public static Reply.Spilled write(
            RegionTable table, int code, long length, Consumer<? super WireWriter> body) {
        checkLength(length, Integer.MAX_VALUE);
        Reply.Region region = table.open(length);
        boolean written = false;
        try (RegionSlice slice = table.slice(region.region(), 0, length)) {
            int position = slice.apply(memory -> position(memory, body));
            if (position != length) {
                throw new IllegalStateException("a reply is shorter than was computed");
            }
            written = true;
        } finally {
            if (!written) {
                table.close(region.region());
            }
        }
        return new Reply.Spilled(code, region, length);
    }

    /** Writes a body and returns where it ends. */
    private static int position(MemorySegment memory, Consumer<? super WireWriter> body) {
        WireWriter out = new SegmentWriter(memory);
        body.accept(out);
        return out.position();
    }

    private static void checkLength(long length, long bytesMax) {
        long max = Math.min(bytesMax, Integer.MAX_VALUE - Long.BYTES);
        if (length > max) {
            throw new LimitException(
                    "a message is longer than the limit; send or ask for less at once",
                    "limit",
                    "messageBytesMax",
                    "max",
                    max,
                    "actual",
                    length);
        }
    }

    /** Writes into memory that is exactly as long as what will be written. */
    private static final class SegmentWriter extends WireWriter {

        SegmentWriter(MemorySegment memory) {
            super(memory.asByteBuffer());
        }

        @Override
        protected ByteBuffer grow(ByteBuffer full, int capacity) {
            throw new IllegalStateException("a reply is longer than was computed");
        }
    }
}
