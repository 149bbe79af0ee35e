package io.cairn.occ;

import io.cairn.bytes.Bytes;
import io.cairn.engine.StorageEngine;
import io.cairn.engine.WriteBatch;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The row that keeps commit versions growing over reopens: key {@code version} in keyspace {@code
 * cairn.system}, value one big-endian 64-bit number that no commit so far has exceeded.
 *
 * <p>The number runs ahead: a commit that would pass it writes a new one, {@link #AHEAD} higher,
 * into its own batch. So a commit costs no extra write, a clean close stores the exact version, and
 * after a crash versions go on from a number at least as high as every version ever returned. Used
 * under the commit lock.
 */
final class VersionRow {

    static final String KEYSPACE = "cairn.system";
    static final long AHEAD = 1 << 16;

    private static final byte[] KEY = Bytes.utf8("version");

    private final int keyspace;
    private long reserved;

    /** Reads the row, or starts at 0 in a new database. */
    VersionRow(StorageEngine storage) {
        keyspace = storage.keyspace(KEYSPACE);
        byte @Nullable [] stored = storage.latest().get(keyspace, KEY);
        if (stored != null && stored.length != Long.BYTES) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the version row is not 8 bytes long",
                    null,
                    "bytes",
                    stored.length);
        }
        reserved = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    }

    /** Returns a number not below any version ever returned. */
    long reserved() {
        return reserved;
    }

    /** Tells whether a commit of this version needs a new row. */
    boolean isPassedBy(long version) {
        return version > reserved;
    }

    /** Adds a new row to the batch when its last version passes the stored number. */
    void reserve(long lastVersion, WriteBatch batch) {
        if (isPassedBy(lastVersion)) {
            reserved = lastVersion + AHEAD;
            batch.put(keyspace, KEY, bytes(reserved));
        }
    }

    /** Returns a batch that stores the exact version, for a clean close. */
    WriteBatch settle(long lastVersion) {
        WriteBatch batch = new WriteBatch(1);
        batch.put(keyspace, KEY, bytes(lastVersion));
        return batch;
    }

    private static byte[] bytes(long version) {
        return ByteBuffer.allocate(Long.BYTES).putLong(version).array();
    }
}
