package io.cairn.layer.blob;

import io.cairn.api.Cursor;
import io.cairn.api.ReadView;
import io.cairn.api.Snapshot;
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
 * <p>What is read is compared with the blob's id. Before its last chunk is given out, and so before
 * the end of the stream is reported, any method that reads throws {@link CorruptionException} when
 * a chunk is missing or has another length, or the content is not the one that was put. Who stops
 * before the end has unverified bytes. Methods that read also throw what the database throws.
 */
public final class BlobInput extends InputStream {

    private static final int NONE = -1;

    private final BlobId id;
    private final BlobRecord record;
    private final Layout layout;
    private final Cursor cursor;
    private final @Nullable Snapshot own;
    private final MessageDigest digest = BlobId.newDigest();
    private final byte[] chunk;
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
        chunk = new byte[(int) Math.min(record.chunkBytes(), record.length())];
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
                input.verify();
            }
            return input;
        } catch (RuntimeException | Error e) {
            cursor.close();
            throw e;
        }
    }

    /** Finds a wrong length before anybody takes memory for it. */
    static void checkLast(ReadView view, Layout layout, BlobId id, BlobRecord record) {
        long last = record.chunks() - 1;
        if (last > 0
                && view.length(layout.chunk(record.content(), last)).orElse(NONE)
                        != record.chunkBytes(last)) {
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
        int expected = record.chunkBytes(chunksRead);
        if (!cursor.next()
                || !Arrays.equals(cursor.key(), layout.chunk(record.content(), chunksRead))) {
            throw remembered(damaged("a chunk of a blob is missing", id, chunksRead));
        }
        MemorySegment stored = cursor.valueSegment();
        if (stored.byteSize() != expected) {
            throw remembered(damaged("a chunk of a blob has a wrong length", id, chunksRead));
        }
        MemorySegment.copy(stored, ValueLayout.JAVA_BYTE, 0, chunk, 0, expected);
        digest.update(chunk, 0, expected);
        chunksRead++;
        if (chunksRead == record.chunks()) {
            verify();
        }
        at = 0;
        end = expected;
    }

    private void verify() {
        if (cursor.next()) {
            throw remembered(damaged("a blob has chunks behind its end", id, chunksRead));
        }
        BlobId actual = BlobId.ofDigest(digest);
        if (!actual.equals(id)) {
            throw remembered(other(id, actual));
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

    static CorruptionException damaged(String text, BlobId id, long index) {
        return new CorruptionException(
                ErrorCode.FORMAT,
                text + "; restore the blob from a backup",
                null,
                "blob",
                id,
                "chunk",
                index);
    }

    private void checkOpen() {
        if (closed) {
            throw ClosedException.closed("blob input");
        }
    }
}
