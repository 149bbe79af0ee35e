package io.cairn.ipc.server.transport;

import io.cairn.ipc.protocol.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes replies into memory of Netty's, which goes to the socket as it is. Not thread-safe; may be
 * handed from thread to thread.
 */
final class ReplyWriter extends WireWriter {

    /** The least memory that is taken. */
    private static final int BYTES_MIN = 8 * 1024;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);

    private final ByteBufAllocator allocator;

    /** Where the memory in use is counted, or null where it need not be. */
    private final @Nullable AtomicLong account;

    /** What is counted at least as long as there is memory, in bytes. */
    private final int countedMin;

    private int counted;
    private @Nullable ByteBuf memory;

    /** What was given away last, and how it was written to: it often comes back. */
    private @Nullable ByteBuf given;

    private @Nullable ByteBuffer givenView;

    /** Creates a writer that takes memory when something is written. */
    ReplyWriter(ByteBufAllocator allocator, @Nullable AtomicLong account, int countedMin) {
        super(EMPTY);
        this.allocator = allocator;
        this.account = account;
        this.countedMin = countedMin;
    }

    /** Takes memory ahead. */
    void reserve(int capacity) {
        replace(larger(buffer(), capacity));
    }

    @Override
    protected ByteBuffer grow(ByteBuffer full, int capacity) {
        return larger(full, capacity);
    }

    private ByteBuffer larger(ByteBuffer full, int capacity) {
        ByteBuf larger = allocator.directBuffer(Math.max(BYTES_MIN, capacity));
        ByteBuffer view = larger.nioBuffer(0, larger.capacity());
        view.put(full.flip());
        if (memory != null) {
            memory.release();
        }
        memory = larger;
        count(Math.max(countedMin, larger.capacity()));
        return view;
    }

    /**
     * Gives away what has been written, and the writer is empty then. Returns null when there is
     * nothing; the memory stays for the next time unless it is more than so many bytes.
     */
    @Nullable ByteBuf take(int keptBytesMax) {
        int written = position();
        ByteBuf full = memory;
        if (full == null || written == 0) {
            if (full != null && full.capacity() > keptBytesMax) {
                release();
            }
            return null;
        }
        full.setIndex(0, written);
        given = full;
        givenView = buffer();
        forget();
        return full;
    }

    /** Takes back memory that the socket has done with, so that none need be taken anew. */
    void reuse(ByteBuf empty) {
        release();
        ByteBuffer view = givenView;
        if (view == null || given != empty) {
            view = empty.nioBuffer(0, empty.capacity());
        }
        memory = empty;
        replace(view.clear());
    }

    /** Returns the memory; the writer is empty then. */
    void release() {
        ByteBuf held = memory;
        if (held != null) {
            forget();
            held.release();
        }
    }

    private void forget() {
        memory = null;
        replace(EMPTY);
        count(0);
    }

    private void count(int bytes) {
        if (account != null) {
            account.addAndGet(bytes - counted);
            counted = bytes;
        }
    }
}
