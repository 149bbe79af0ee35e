package io.cairn.layer.blob;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.tuple.Tuple;
import java.util.UUID;

/**
 * What is stored about a blob; it never changes. Immutable.
 *
 * @param length the length of the blob, in bytes
 * @param chunkBytes the length of all chunks but the last, in bytes
 * @param content what its chunks are stored under
 */
record BlobRecord(long length, int chunkBytes, UUID content) {

    private static final int FORMAT = 1;
    private static final int ELEMENTS = 4;

    /** Returns how many chunks there are. */
    long chunks() {
        return Math.ceilDiv(length, chunkBytes);
    }

    /** Returns the length of a chunk, in bytes. */
    int chunkBytes(long index) {
        return (int) Math.min(chunkBytes, length - index * chunkBytes);
    }

    byte[] pack() {
        return Tuple.of(FORMAT, length, chunkBytes, content).pack();
    }

    /**
     * Reads what {@link #pack} wrote.
     *
     * @param id whose record it is
     * @throws CorruptionException when it is something else
     */
    static BlobRecord unpack(byte[] value, BlobId id) {
        return StoredTuple.read(
                value,
                ELEMENTS,
                "record",
                id,
                tuple ->
                        checked(
                                id,
                                tuple.integer(0),
                                tuple.integer(1),
                                tuple.integer(2),
                                tuple.uuid(3)));
    }

    private static BlobRecord checked(
            BlobId id, long format, long length, long chunkBytes, UUID content) {
        if (format != FORMAT
                || length < 0
                || chunkBytes < 1
                || chunkBytes > Blobs.CHUNK_BYTES_MAX) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the record of a blob is damaged, or of a newer version of this library",
                    null,
                    "blob",
                    id,
                    "format",
                    format,
                    "length",
                    length,
                    "chunkBytes",
                    chunkBytes);
        }
        return new BlobRecord(length, (int) chunkBytes, content);
    }
}
