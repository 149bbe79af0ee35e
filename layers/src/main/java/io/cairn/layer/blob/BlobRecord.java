package io.cairn.layer.blob;

import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import io.cairn.layer.tuple.Tuple;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What is stored about a blob; it never changes. Immutable.
 *
 * @param length the length of the blob, in bytes
 * @param chunkBytes the length of all chunks but the last, in bytes
 * @param content what its chunks are stored under
 */
record BlobRecord(long length, int chunkBytes, UUID content) {

    private static final int FORMAT = 1;
    private static final int ELEMENTS = 5;

    /** Returns how many chunks there are. */
    long chunks() {
        return Math.ceilDiv(length, chunkBytes);
    }

    /** Returns the length of a chunk, in bytes. */
    int chunkBytes(long index) {
        return (int) Math.min(chunkBytes, length - index * chunkBytes);
    }

    /** Returns how long a chunk is with its checksum, in bytes. */
    int storedBytes(long index) {
        return chunkBytes(index) + ChunkChecksum.BYTES;
    }

    byte[] pack(BlobId id) {
        return Tuple.of(FORMAT, length, chunkBytes, content, checksum(id)).pack();
    }

    /** A CRC-32C of whose record it is and what it says. */
    private long checksum(BlobId id) {
        CRC32C crc = new CRC32C();
        crc.update(id.toBytes());
        crc.update(Tuple.of(length, chunkBytes, content).pack());
        return crc.getValue();
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
                                tuple.uuid(3),
                                tuple.integer(4)));
    }

    private static BlobRecord checked(
            BlobId id, long format, long length, long chunkBytes, UUID content, long checksum) {
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
        BlobRecord record = new BlobRecord(length, (int) chunkBytes, content);
        if (record.checksum(id) != checksum) {
            throw new CorruptionException(
                    ErrorCode.CHECKSUM,
                    "the record of a blob is damaged; restore the row from a backup",
                    null,
                    "blob",
                    id);
        }
        return record;
    }
}
