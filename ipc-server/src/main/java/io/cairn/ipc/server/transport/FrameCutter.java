package io.cairn.ipc.server.transport;

import io.cairn.ipc.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Cuts frames out of a stream that comes in pieces. Frames that lie whole in one piece are not
 * copied. The bytes of others are gathered in a buffer of their own, each copied once, but for a
 * third more when a large frame outgrows what was set aside for it. Not thread-safe.
 *
 * <pre>
 *   while (cutter.advance() == FRAME) { use(cutter.opcode(), cutter.payload()); }
 * </pre>
 */
final class FrameCutter {

    /** What {@link #advance} found. */
    enum Found {
        /** A whole frame. */
        FRAME,
        /** Only a part of a frame, or nothing. */
        PART,
        /** A frame whose length is over the limit; nothing behind it can be read. */
        TOO_LONG,
        /** A frame that there is no memory to gather; nothing behind it can be read. */
        NO_MEMORY
    }

    /** What is set aside for a frame at first, however long it claims to be. */
    private static final int RESERVED_BYTES_FIRST = 256 * 1024;

    /** How much larger a frame's buffer is made when the frame outgrows it. */
    private static final int GROWTH = 4;

    private static final int WAITING_BYTES_MAX = 256 * 1024;
    private static final int PIECES_MAX = 16;

    private final ByteBufAllocator allocator;
    private final FrameMemory memory;

    /** What was read and not yet cut; the first is {@link #view}. */
    private final ArrayDeque<ByteBuf> pieces = new ArrayDeque<>(2);

    private @Nullable ByteBuffer view;
    private int viewAt;
    private int viewEnd;

    /** The beginning of a frame whose end has not been read, or the frame just gathered. */
    private @Nullable ByteBuf part;

    private @Nullable ByteBuffer partView;
    private int partBytes;
    private boolean partDelivered;

    private int opcode;
    private long length;
    private @Nullable ByteBuffer payload;

    FrameCutter(ByteBufAllocator allocator, FrameMemory memory) {
        this.allocator = allocator;
        this.memory = memory;
    }

    /** Adds what was read; the cutter releases it. */
    void add(ByteBuf piece) {
        if (!piece.isReadable()) {
            piece.release();
            return;
        }
        pieces.add(piece);
        if (view == null) {
            look(piece);
        }
    }

    /** Tells whether bytes wait that {@link #advance} has not looked at. */
    boolean hasMore() {
        return view != null && (viewAt < viewEnd || pieces.size() > 1);
    }

    /** Tells whether so much waits that no more should be read meanwhile. */
    boolean isFull() {
        return pieces.size() >= PIECES_MAX || waitingBytes() >= WAITING_BYTES_MAX;
    }

    /** Returns how much has been read and neither cut nor gathered, in bytes. */
    int waitingBytes() {
        int bytes = 0;
        for (ByteBuf piece : pieces) {
            bytes += piece.readableBytes();
        }
        return view == null ? 0 : bytes - pieces.element().readableBytes() + viewEnd - viewAt;
    }

    /** Returns the first byte of the frame that was found. */
    int opcode() {
        return opcode;
    }

    /** Returns how long the frame that was found claims to be, in bytes. */
    long length() {
        return length;
    }

    /** Returns the payload of the frame that was found; valid until the next call. */
    ByteBuffer payload() {
        ByteBuffer found = payload;
        if (found == null) {
            throw new IllegalStateException("there is no whole frame");
        }
        return found;
    }

    /** Goes on to the next frame; the payload of the one before is no longer valid. */
    Found advance() {
        payload = null;
        if (partDelivered) {
            dropPart();
        }
        trim();
        ByteBuffer here = view;
        if (here == null) {
            return Found.PART;
        }
        int there = viewEnd - viewAt;
        boolean known = false;
        if (part == null && there >= Frame.HEADER_BYTES) {
            header(here, viewAt);
            known = true;
            if (length > Frame.PAYLOAD_BYTES_MAX) {
                return Found.TOO_LONG;
            }
            if (there >= size()) {
                here.limit(viewAt + size()).position(viewAt + Frame.HEADER_BYTES);
                payload = here;
                viewAt += size();
                return Found.FRAME;
            }
        }
        return gather(known || partBytes >= Frame.HEADER_BYTES);
    }

    /** Releases everything. */
    void close() {
        payload = null;
        dropPart();
        view = null;
        for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            piece.release();
        }
    }

    /** Moves bytes to the part until it is a whole frame or there are no more. */
    private Found gather(boolean lengthKnown) {
        boolean known = lengthKnown;
        for (trim(); view != null; trim()) {
            int wanted = known ? size() : Frame.HEADER_BYTES;
            int taken = Math.min(wanted - partBytes, viewEnd - viewAt);
            ByteBuffer gathered = roomFor(taken, wanted);
            if (gathered == null) {
                return Found.NO_MEMORY;
            }
            take(view, gathered, taken);
            if (!known && partBytes == Frame.HEADER_BYTES) {
                header(gathered, 0);
                known = true;
                if (length > Frame.PAYLOAD_BYTES_MAX) {
                    return Found.TOO_LONG;
                }
            }
            if (known && partBytes == size()) {
                gathered.limit(size()).position(Frame.HEADER_BYTES);
                payload = gathered;
                partDelivered = true;
                return Found.FRAME;
            }
        }
        return Found.PART;
    }

    private void take(ByteBuffer from, ByteBuffer to, int bytes) {
        from.limit(viewEnd);
        to.clear();
        to.put(partBytes, from, viewAt, bytes);
        viewAt += bytes;
        partBytes += bytes;
    }

    /** Returns the part's buffer with room for more bytes, of {@code wanted} in all; or null. */
    private @Nullable ByteBuffer roomFor(int more, int wanted) {
        ByteBuffer old = partView;
        int needed = partBytes + more;
        if (old != null && old.capacity() >= needed) {
            return old;
        }
        int generous = Math.max(RESERVED_BYTES_FIRST, GROWTH * partBytes);
        int capacity = Math.max(needed, Math.min(wanted, generous));
        if (!memory.reserve(capacity)) {
            return null;
        }
        ByteBuf larger = allocator.directBuffer(capacity, capacity);
        ByteBuffer largerView = larger.nioBuffer(0, capacity).order(ByteOrder.LITTLE_ENDIAN);
        if (old != null) {
            largerView.put(0, old.clear(), 0, partBytes);
        }
        releasePart();
        part = larger;
        partView = largerView;
        return largerView;
    }

    private int size() {
        return Frame.HEADER_BYTES + (int) length;
    }

    private void header(ByteBuffer from, int at) {
        from.limit(from.capacity());
        opcode = Byte.toUnsignedInt(from.get(at));
        length = Frame.length(from.getInt(at + 1));
    }

    /** Drops pieces that have been cut to their end. */
    private void trim() {
        while (view != null && viewAt == viewEnd) {
            nextPiece();
        }
    }

    private void nextPiece() {
        view = null;
        pieces.remove().release();
        ByteBuf next = pieces.peek();
        if (next != null) {
            look(next);
        }
    }

    private void look(ByteBuf piece) {
        ByteBuffer buffer =
                piece.internalNioBuffer(piece.readerIndex(), piece.readableBytes())
                        .order(ByteOrder.LITTLE_ENDIAN);
        view = buffer;
        viewAt = buffer.position();
        viewEnd = buffer.limit();
    }

    private void dropPart() {
        releasePart();
        partBytes = 0;
        partDelivered = false;
    }

    private void releasePart() {
        if (part != null) {
            memory.free(part.capacity());
            part.release();
            part = null;
            partView = null;
        }
    }
}
