package io.cairn.layer.blob;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
import io.cairn.bytes.Bytes;
import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives a blob out, one chunk in memory at a time. What it reads is the state that the view had
 * when it was opened: deleting the blob meanwhile does not disturb it. Used by one thread at a
 * time. The caller closes it; it is valid as long as the view it was opened on.
 *
 * <p>Every chunk is compared with its checksum before any of it is given out: methods that read
 * throw {@link CorruptionException} when a chunk is missing, damaged or in a wrong place, and
 * before they give out the last one when there are chunks behind it. That finds damage; {@link
 * Blobs#verify} also finds what somebody has forged. Methods that read also throw what the database
 * throws.
 */
public final class BlobInput extends InputStream {

    private static final int NONE = -1;

    private final BlobId id;
    private final BlobRecord record;
    private final Layout layout;
    private final Cursor cursor;
    private final @Nullable Snapshot own;
    private final ChunkChecksum checksum = new ChunkChecksum();

    /** Room for a chunk; made when one is read bit by bit. */
    private byte[] chunk = {};

    private long chunksRead;
    private int at;
    private int end;
    private @Nullable CorruptionException damage;
    private boolean closed;

    private BlobInput(
            BlobId id, BlobRecord record, Layout layout, Cursor cursor, @Nullable Snapshot own) {
        this.id = id;
        this.record = record;
        this.layout = layout;
        this.cursor = cursor;
        this.own = own;
    }

    /**
     * Opens a blob.
     *
     * @param view the layout's keyspace
     * @param own what to close with it, or null
     */
    static BlobInput open(
            ReadView view, Layout layout, BlobId id, BlobRecord record, @Nullable Snapshot own) {
        checkLast(view, layout, id, record);
        Cursor cursor = view.scan(layout.chunks(record.content()));
        try {
            BlobInput input = new BlobInput(id, record, layout, cursor, own);
            if (record.length() == 0) {
                input.checkEmpty();
            }
            return input;
        } catch (RuntimeException | Error e) {
            cursor.close();
            throw e;
        }
    }

    /** Finds a wrong length before anybody takes memory for it. */
    private static void checkLast(ReadView view, Layout layout, BlobId id, BlobRecord record) {
        long last = record.chunks() - 1;
        if (last > 0
                && view.length(layout.chunk(record.content(), last)).orElse(NONE)
                        != record.storedBytes(last)) {
            throw damaged("the last chunk of a blob is missing or has a wrong length", id, last);
        }
    }

    /**
     * Returns the blob's id.
     *
     * @return the id
     */
    public BlobId id() {
        return id;
    }

    /**
     * Returns the blob's length.
     *
     * @return the length in bytes
     */
    public long length() {
        return record.length();
    }

    @Override
    public int read() {
        return fill() ? Byte.toUnsignedInt(chunk[at++]) : NONE;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return NONE;
        }
        int step = Math.min(count, end - at);
        System.arraycopy(chunk, at, target, offset, step);
        at += step;
        return step;
    }

    /**
     * Reads until the memory is full or the blob has ended.
     *
     * @param target where to copy to
     * @return how many bytes were copied; fewer than there is memory only at the end of the blob
     * @throws CorruptionException when the blob is damaged
     * @throws ClosedException when it is closed
     */
    public long readNBytes(MemorySegment target) {
        long size = target.byteSize();
        long copied = 0;
        while (copied < size && fill()) {
            int step = (int) Math.min(size - copied, end - at);
            MemorySegment.copy(chunk, at, target, ValueLayout.JAVA_BYTE, copied, step);
            at += step;
            copied += step;
        }
        return copied;
    }

    @Override
    public long transferTo(OutputStream target) throws IOException {
        long copied = 0;
        while (fill()) {
            target.write(chunk, at, end - at);
            copied += end - at;
            at = end;
        }
        return copied;
    }

    @Override
    public int available() {
        checkOpen();
        return end - at;
    }

    /** Releases what it reads from. Calling it again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            cursor.close();
            if (own != null) {
                own.close();
            }
        }
    }

    /** Makes bytes available; false at the end of the blob. */
    private boolean fill() {
        checkOpen();
        if (damage != null) {
            throw damage;
        }
        if (at == end && chunksRead < record.chunks()) {
            load();
        }
        return at < end;
    }

    private void load() {
        MemorySegment next = next();
        end = (int) next.byteSize();
        if (chunk.length < end) {
            chunk = new byte[end];
        }
        MemorySegment.copy(next, ValueLayout.JAVA_BYTE, 0, chunk, 0, end);
        at = 0;
    }

    /**
     * Reads all of a blob that nothing was read of into memory, each chunk copied once.
     *
     * @param target as long as the blob; empty of it when this fails, so that nobody takes what is
     *     damaged for the blob
     */
    void into(MemorySegment target) {
        try {
            for (long copied = 0; copied < record.length(); ) {
                MemorySegment next = next();
                MemorySegment.copy(next, 0, target, copied, next.byteSize());
                copied += next.byteSize();
            }
        } catch (RuntimeException | Error e) {
            target.fill((byte) 0);
            throw e;
        }
    }

    /** Returns the next chunk, compared with its checksum; valid until the next call. */
    private MemorySegment next() {
        if (!cursor.next()
                || !Arrays.equals(cursor.key(), layout.chunk(record.content(), chunksRead))) {
            throw remembered(damaged("a chunk of a blob is missing", id, chunksRead));
        }
        MemorySegment stored = cursor.valueSegment();
        if (stored.byteSize() != record.storedBytes(chunksRead)) {
            throw remembered(damaged("a chunk of a blob has a wrong length", id, chunksRead));
        }
        if (!checksum.matches(record.content(), chunksRead, stored)) {
            throw remembered(
                    damaged(
                            ErrorCode.CHECKSUM,
                            "a chunk of a blob is not the one that was put",
                            id,
                            chunksRead));
        }
        chunksRead++;
        MemorySegment bytes = stored.asSlice(0, stored.byteSize() - ChunkChecksum.BYTES);
        return chunksRead < record.chunks() ? bytes : last(bytes);
    }

    /** The cursor looks behind the last chunk, of which a copy is kept for that. */
    private MemorySegment last(MemorySegment bytes) {
        MemorySegment kept = MemorySegment.ofArray(bytes.toArray(ValueLayout.JAVA_BYTE));
        if (cursor.next()) {
            throw remembered(damaged("a blob has chunks behind its end", id, chunksRead));
        }
        return kept;
    }

    /** Reads all of a blob that nothing was read of; returns the id that its content has. */
    BlobId digest() {
        MessageDigest digest = BlobId.newDigest();
        while (chunksRead < record.chunks()) {
            digest.update(next().asByteBuffer());
        }
        return BlobId.ofDigest(digest);
    }

    private void checkEmpty() {
        if (cursor.next()) {
            throw damaged("a blob has chunks behind its end", id, 0);
        }
        BlobId actual = BlobId.ofContent(Bytes.EMPTY);
        if (!actual.equals(id)) {
            throw other(id, actual);
        }
    }

    static CorruptionException other(BlobId id, BlobId actual) {
        return new CorruptionException(
                ErrorCode.CHECKSUM,
                "the content of a blob is not the one that was put; restore it from a backup",
                null,
                "blob",
                id,
                "actual",
                actual);
    }

    /** Every later read fails as well. */
    private CorruptionException remembered(CorruptionException found) {
        damage = found;
        return found;
    }

    private static CorruptionException damaged(String text, BlobId id, long index) {
        return damaged(ErrorCode.FORMAT, text, id, index);
    }

    private static CorruptionException damaged(ErrorCode code, String text, BlobId id, long index) {
        return new CorruptionException(
                code, text + "; restore the blob from a backup", null, "blob", id, "chunk", index);
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("blob input");
        }
    }
}
