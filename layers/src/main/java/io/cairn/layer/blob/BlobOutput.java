package io.cairn.layer.blob;

import io.cairn.error.ClosedException;
import io.cairn.error.TransactionStateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Takes a blob of any length in, bit by bit; {@link #finish} makes it one. Used by one thread at a
 * time. The caller closes it: closing it unfinished removes what was written, and nobody has seen
 * any of it.
 *
 * <p>Holds a few megabytes of memory, however long the blob is, when it writes to a database. In a
 * transaction everything written is part of that transaction, with its limits, and the output is
 * valid as long as the transaction.
 *
 * <p>Any method may throw what the database throws. After that the output can only be closed.
 */
public final class BlobOutput extends OutputStream {

    private enum State {
        OPEN,
        FAILED,
        FINISHED,
        CLOSED
    }

    private final Upload upload;
    private final UploadSettings settings;
    private final MessageDigest digest = BlobId.newDigest();
    private final List<MemorySegment> full = new ArrayList<>();
    private byte[] chunk;
    private int filled;
    private long length;
    private State state = State.OPEN;

    BlobOutput(Upload upload) {
        this.upload = upload;
        settings = upload.settings();
        chunk = new byte[settings.chunkBytes()];
    }

    @Override
    public void write(int octet) {
        checkOpen();
        chunk[filled] = (byte) octet;
        advance(1);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, source.length);
        write(MemorySegment.ofArray(source).asSlice(offset, count));
    }

    /**
     * Writes what is in memory.
     *
     * @param source the bytes; not used after the call
     * @throws TransactionStateException when it was finished, or has failed
     * @throws ClosedException when it is closed
     */
    public void write(MemorySegment source) {
        checkOpen();
        long size = source.byteSize();
        for (long at = 0; at < size; ) {
            int step = (int) Math.min(chunk.length - filled, size - at);
            MemorySegment.copy(source, ValueLayout.JAVA_BYTE, at, chunk, filled, step);
            at += step;
            advance(step);
        }
    }

    /** Writes all that a stream has, which is not closed. */
    void transferFrom(InputStream source) throws IOException {
        checkOpen();
        int count = source.read(chunk, filled, chunk.length - filled);
        while (count >= 0) {
            advance(count);
            count = source.read(chunk, filled, chunk.length - filled);
        }
    }

    /** Takes note of bytes in the chunk. */
    private void advance(int count) {
        length += count;
        filled += count;
        if (filled < chunk.length) {
            return;
        }
        digest.update(chunk);
        full.add(MemorySegment.ofArray(chunk));
        if (full.size() == settings.pieceChunks()) {
            state = State.FAILED;
            upload.store(full);
            state = State.OPEN;
            full.clear();
        }
        chunk = new byte[chunk.length];
        filled = 0;
    }

    /**
     * Makes what was written a blob, visible from now on, or adds a reference to the blob that has
     * this content already. On a database it is committed when this returns; in a transaction the
     * blob becomes visible with it.
     *
     * @return the blob's id
     * @throws TransactionStateException when it was finished, has failed, or was removed by a
     *     sweep, as it had not been written to for too long
     * @throws ClosedException when it is closed
     */
    public BlobId finish() {
        checkOpen();
        state = State.FAILED;
        if (filled > 0) {
            digest.update(chunk, 0, filled);
            full.add(MemorySegment.ofArray(chunk).asSlice(0, filled));
        }
        BlobId id = BlobId.ofDigest(digest);
        upload.finish(id, length, full);
        state = State.FINISHED;
        release();
        return id;
    }

    /** Releases everything; what was not finished is removed. Calling it again does nothing. */
    @Override
    public void close() {
        State before = state;
        state = State.CLOSED;
        release();
        if (before == State.OPEN || before == State.FAILED) {
            upload.discard();
        }
    }

    private void release() {
        full.clear();
        chunk = new byte[0];
        filled = 0;
    }

    private void checkOpen() {
        switch (state) {
            case OPEN -> {}
            case CLOSED -> throw ClosedException.closed("blob output");
            case FAILED ->
                    throw new TransactionStateException(
                            "writing the blob has failed; close the output and put the blob again");
            case FINISHED ->
                    throw new TransactionStateException(
                            "the blob is finished; open another output to put another one");
        }
    }
}
