package io.cairn.ipc.client;

import io.cairn.api.Keyspace;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.PutOutcome;
import io.cairn.argument.ArgumentChecks;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.UnavailableException;
import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.ReadRequest;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.Request;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.Welcome;
import io.cairn.ipc.protocol.WriteRequest;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * Memory that this process and the server share. Values are put from it and got into it by offset,
 * and do not travel over the socket.
 *
 * <p>Thread-safe: several calls may be under way at once. What is at a place while a put from it,
 * or a get into it, is under way is up to the caller: a put of bytes that are being changed stores
 * a mixture.
 *
 * <p>The caller closes it. It belongs to one connection: when that is lost, or the database is
 * closed, {@link #isOpen} is false, calls throw {@code UnavailableException} (DISCONNECTED), and
 * another buffer must be registered. The memory itself can be read until {@link #close}.
 *
 * <p>Every call that goes to the server throws what the same call of a {@code Database} throws.
 * Each is a transaction of its own.
 */
public final class RegisteredBuffer implements AutoCloseable {

    private static final View DEFAULT = View.DATABASE;

    private final Lines lines;
    private final Line line;
    private final int region;
    private final MappedRegion mapping;
    private final MemorySegment segment;
    private final ToIntFunction<Keyspace> keyspaces;
    private final ArgumentChecks checks;

    /** Calls under way, and one more while the buffer is open. */
    private int users = 1;

    private boolean closed;

    private RegisteredBuffer(
            Lines lines,
            Line line,
            int region,
            MappedRegion mapping,
            long bytes,
            ToIntFunction<Keyspace> keyspaces) {
        this.lines = lines;
        this.line = line;
        this.region = region;
        this.mapping = mapping;
        this.segment = mapping.segment().asSlice(0, bytes);
        this.keyspaces = keyspaces;
        Welcome welcome = line.welcome();
        this.checks = new ArgumentChecks(welcome.keyBytesMax(), welcome.limits().valueBytesMax());
    }

    /**
     * Asks the server for memory and maps it.
     *
     * @param lines the connections of the database
     * @param bytes the size
     * @param keyspaces gives the server's number of a keyspace, or throws when it is not one of
     *     this database
     * @return the open buffer
     * @throws InvalidArgumentException when the size is not positive
     * @throws io.cairn.error.LimitException when it is more than the server lends
     * @throws UnsupportedRequestException when the server has no shared memory, or this process
     *     cannot open it
     */
    static RegisteredBuffer register(Lines lines, long bytes, ToIntFunction<Keyspace> keyspaces) {
        if (bytes <= 0) {
            throw new InvalidArgumentException(
                    "a registered buffer must have at least one byte", "bytes", bytes);
        }
        Line line = lines.line();
        if (line.welcome().regionBytesMax() == 0) {
            throw new UnsupportedRequestException(
                    "the server has no shared memory to lend; use the calls with byte arrays");
        }
        Reply.Region region = (Reply.Region) line.call(new RegionRequest.Open(bytes));
        MappedRegion mapping = null;
        RegisteredBuffer buffer = null;
        try {
            mapping = MappedRegion.map(region, Arena.ofShared());
            line.call(new RegionRequest.Mapped(region.region()));
            buffer = new RegisteredBuffer(lines, line, region.region(), mapping, bytes, keyspaces);
            lines.hold(line);
            return buffer;
        } finally {
            if (buffer == null) {
                giveBack(line, region.region());
                if (mapping != null) {
                    mapping.close();
                }
            }
        }
    }

    /**
     * Returns the memory, zeros at first, to be filled before a put and read after a get.
     *
     * @return a native segment that any thread may use until {@link #close}; using it later throws
     *     {@link IllegalStateException}
     */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Tells whether puts and gets can work.
     *
     * @return false when it is closed or its connection was lost
     */
    public boolean isOpen() {
        synchronized (this) {
            if (closed) {
                return false;
            }
        }
        return line.isOpen();
    }

    /**
     * Sets a key's value in the default keyspace to bytes of this buffer.
     *
     * @param key the key
     * @param offset where the value begins, in bytes
     * @param length how long it is, in bytes
     */
    public void put(byte[] key, long offset, long length) {
        put(DEFAULT, key, offset, length, Modes.none());
    }

    /**
     * Sets a key's value in the default keyspace to bytes of this buffer, as the modes say.
     *
     * @param key the key
     * @param offset where the value begins, in bytes
     * @param length how long it is, in bytes
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @return what was done
     */
    public PutOutcome put(byte[] key, long offset, long length, Modes modes) {
        return put(DEFAULT, key, offset, length, modes);
    }

    /**
     * Sets a key's value to bytes of this buffer.
     *
     * @param keyspace where
     * @param key the key
     * @param offset where the value begins, in bytes
     * @param length how long it is, in bytes
     */
    public void put(Keyspace keyspace, byte[] key, long offset, long length) {
        put(in(keyspace), key, offset, length, Modes.none());
    }

    /**
     * Sets a key's value to bytes of this buffer, as the modes say.
     *
     * @param keyspace where
     * @param key the key
     * @param offset where the value begins, in bytes
     * @param length how long it is, in bytes
     * @param modes APPEND, NEW_ONLY and EXIST_ONLY matter
     * @return what was done
     */
    public PutOutcome put(Keyspace keyspace, byte[] key, long offset, long length, Modes modes) {
        return put(in(keyspace), key, offset, length, modes);
    }

    /**
     * Copies a value of the default keyspace into this buffer.
     *
     * @param key the key
     * @param offset where to, in bytes
     * @param capacity how much room there is, in bytes
     * @return the value's size in bytes, or {@link io.cairn.api.Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied
     */
    public long getInto(byte[] key, long offset, long capacity) {
        return getInto(DEFAULT, key, offset, capacity, Modes.none());
    }

    /**
     * Copies a value of the default keyspace into this buffer and, with CONSUME, removes it.
     *
     * @param key the key
     * @param offset where to, in bytes
     * @param capacity how much room there is, in bytes
     * @param modes CONSUME matters
     * @return the value's size in bytes, or {@link io.cairn.api.Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied or
     *     removed
     */
    public long getInto(byte[] key, long offset, long capacity, Modes modes) {
        return getInto(DEFAULT, key, offset, capacity, modes);
    }

    /**
     * Copies a value into this buffer.
     *
     * @param keyspace where from
     * @param key the key
     * @param offset where to, in bytes
     * @param capacity how much room there is, in bytes
     * @return the value's size in bytes, or {@link io.cairn.api.Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied
     */
    public long getInto(Keyspace keyspace, byte[] key, long offset, long capacity) {
        return getInto(in(keyspace), key, offset, capacity, Modes.none());
    }

    /**
     * Copies a value into this buffer and, with CONSUME, removes it.
     *
     * @param keyspace where from
     * @param key the key
     * @param offset where to, in bytes
     * @param capacity how much room there is, in bytes
     * @param modes CONSUME matters
     * @return the value's size in bytes, or {@link io.cairn.api.Sizes#ABSENT}
     * @throws io.cairn.error.BufferTooSmallException when it does not fit; nothing was copied or
     *     removed
     */
    public long getInto(Keyspace keyspace, byte[] key, long offset, long capacity, Modes modes) {
        return getInto(in(keyspace), key, offset, capacity, modes);
    }

    /**
     * Unmaps the memory and gives it back to the server once the calls under way have ended.
     * Further calls do nothing.
     *
     * @throws IllegalStateException when a thread has lent the memory to native code, as to a
     *     channel; the buffer stays open
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            mapping.close();
            closed = true;
        }
        release();
    }

    private View in(Keyspace keyspace) {
        return DEFAULT.in(keyspaces.applyAsInt(Objects.requireNonNull(keyspace, "keyspace")));
    }

    private PutOutcome put(View view, byte[] key, long offset, long length, Modes modes) {
        checkPlace(offset, length);
        Request request =
                new WriteRequest.PutFrom(
                        view,
                        Objects.requireNonNull(modes, "modes"),
                        checks.key(key),
                        region,
                        offset,
                        length);
        return ((Reply.Outcomes) call(request, true)).outcomes().getFirst();
    }

    private long getInto(View view, byte[] key, long offset, long capacity, Modes modes) {
        checkPlace(offset, capacity);
        Request request =
                new ReadRequest.GetInto(
                        view,
                        Objects.requireNonNull(modes, "modes"),
                        checks.key(key),
                        region,
                        offset,
                        capacity);
        return ((Reply.Number) call(request, modes.has(Mode.CONSUME))).number();
    }

    private Reply call(Request request, boolean writes) {
        acquire();
        try {
            return send(request, writes);
        } finally {
            release();
        }
    }

    private Reply send(Request request, boolean writes) {
        if (!line.isOpen()) {
            throw new UnavailableException(
                    ErrorCode.DISCONNECTED,
                    "the buffer's connection was lost; register another buffer",
                    null);
        }
        try {
            return line.call(request);
        } catch (UnavailableException e) {
            if (writes && e.code() == ErrorCode.DISCONNECTED) {
                throw new OutcomeUnknownException(
                        "the connection was lost during a write, which happened entirely or not at"
                                + " all; read the key to find out",
                        e);
            }
            throw e;
        }
    }

    private synchronized void acquire() {
        if (closed) {
            throw ClosedException.closed("registered buffer");
        }
        users++;
    }

    private void release() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        giveBack(line, region);
        lines.release(line);
    }

    private void checkPlace(long offset, long length) {
        long size = segment.byteSize();
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new InvalidArgumentException(
                    "the place is not inside the buffer",
                    "offset",
                    offset,
                    "length",
                    length,
                    "size",
                    size);
        }
    }

    /** Tells the server without waiting; a lost connection has given everything back. */
    private static void giveBack(Line line, int region) {
        if (line.isOpen()) {
            line.send(new RegionRequest.Close(region));
        }
    }
}
