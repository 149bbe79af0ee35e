package io.cairn.storage.rocksdb;

import io.cairn.bytes.Bytes;
import io.cairn.error.CorruptionException;
import io.cairn.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;

/**
 * Brings a database of format 1 to format 2. Format 1 kept the last commit version in a column
 * family of its own, which every opening, flush and log paid for; format 2 keeps it in {@link
 * VersionFile}. A crash at any point leaves one format or the other, and at most a family to drop.
 */
final class FormatUpgrade {

    private static final byte[] FAMILY = KeyspaceNames.toFamily("cairn.system");
    private static final byte[] KEY = Bytes.utf8("version");

    private FormatUpgrade() {}

    /** Does what is left to do for a database that has just been opened. */
    static void run(RocksDbConfig config, FormatFile format, OpenRocks rocks)
            throws RocksDBException, IOException {
        ColumnFamilyHandle old = find(rocks);
        if (!format.isNewest()) {
            VersionFile.create(config.path(), old == null ? 0 : stored(rocks, old));
            Path log = config.walDirectory();
            new FormatFile(FormatFile.VERSION, log == null ? null : log.toAbsolutePath())
                    .write(config.path());
        }
        if (old != null) {
            rocks.db.dropColumnFamily(old);
            rocks.families.remove(old);
            old.close();
        }
    }

    private static @Nullable ColumnFamilyHandle find(OpenRocks rocks) throws RocksDBException {
        for (ColumnFamilyHandle handle : rocks.families) {
            if (Arrays.equals(handle.getName(), FAMILY)) {
                return handle;
            }
        }
        return null;
    }

    private static long stored(OpenRocks rocks, ColumnFamilyHandle family) throws RocksDBException {
        byte[] stored = rocks.db.get(family, KEY);
        if (stored == null) {
            return 0;
        }
        if (stored.length != Long.BYTES) {
            throw new CorruptionException(
                    ErrorCode.FORMAT,
                    "the version row is not 8 bytes long",
                    null,
                    "bytes",
                    stored.length);
        }
        return ByteBuffer.wrap(stored).getLong();
    }
}
