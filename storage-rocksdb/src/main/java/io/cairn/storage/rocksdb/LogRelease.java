package io.cairn.storage.rocksdb;

import org.rocksdb.FlushOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Lets RocksDB give up old logs. It keeps a log until every family that wrote to it has been
 * flushed; the system family gets a row of a few bytes now and then, so its buffer never fills, and
 * all logs would be kept up to their limit, and new files written instead of old ones written over.
 * Used under the commit lock; closed with the engine.
 */
final class LogRelease implements AutoCloseable {

    private final RocksDB db;
    private final Families families;
    private final long every;
    private final FlushOptions options =
            new FlushOptions().setWaitForFlush(false).setAllowWriteStall(true);
    private long bytes;

    /**
     * Releases nothing yet.
     *
     * @param every after how many bytes of writes the system family is flushed
     */
    LogRelease(RocksDB db, Families families, long every) {
        this.db = db;
        this.families = families;
        this.every = every;
    }

    /** Counts what was written; begins to flush the system family when it is enough. */
    void written(long length) throws RocksDBException {
        bytes += length;
        if (bytes < every) {
            return;
        }
        bytes = 0;
        Family system = families.find(Counters.SYSTEM_KEYSPACE);
        if (system != null) {
            db.flush(options, system.handle());
        }
    }

    @Override
    public void close() {
        options.close();
    }
}
