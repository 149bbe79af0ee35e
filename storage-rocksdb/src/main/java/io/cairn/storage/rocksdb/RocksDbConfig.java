package io.cairn.storage.rocksdb;

import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a RocksDB engine, with defaults for a library that shares its host's memory: 64
 * MiB of cached blocks and 48 MiB of write buffers, each a bound for the whole database and not per
 * keyspace. Immutable.
 *
 * @param path the database's directory; required
 * @param createIfMissing whether to create the database when the directory is missing or empty;
 *     default true
 * @param blockCacheBytes the memory for cached blocks, index and filter blocks included; default 64
 *     MiB
 * @param writeBufferBytes the size of one write buffer (memtable); default 16 MiB
 * @param maxWriteBuffers how many write buffers of that size all keyspaces may fill together before
 *     they are written out; default 3
 * @param compression how blocks are compressed; default {@link Compression#LZ4}
 * @param bloomBitsPerKey bits per key of the filters that spare reads of absent keys, 0 for no
 *     filters; default 10
 * @param rateLimitBytesPerSecond the most that background work writes per second, 0 for no limit;
 *     default 0
 * @param walDirectory where the log is written, null for the database's directory; default null
 * @param walRecovery what is done about a damaged log; default {@link WalRecovery#TORN_TAIL}
 * @param maxOpenFiles how many files RocksDB keeps open; default 1000
 * @param backgroundJobs threads for flushing and compaction; default 2
 * @param blockBytes the size of an uncompressed block; default 4 KiB
 * @param statistics whether cache hits and misses are counted, which costs a read about four
 *     percent; without, these counters stay 0; default true
 * @param nativeCalls how RocksDB is called; default {@link NativeCalls#AUTO}
 */
public record RocksDbConfig(
        Path path,
        boolean createIfMissing,
        long blockCacheBytes,
        long writeBufferBytes,
        int maxWriteBuffers,
        Compression compression,
        int bloomBitsPerKey,
        long rateLimitBytesPerSecond,
        @Nullable Path walDirectory,
        WalRecovery walRecovery,
        int maxOpenFiles,
        int backgroundJobs,
        int blockBytes,
        boolean statistics,
        NativeCalls nativeCalls) {

    private static final long MIB = 1L << 20;

    /** How blocks are compressed. */
    public enum Compression {
        /** Not at all: the fastest reads. */
        NONE,
        /** LZ4: half the size for a small price. */
        LZ4,
        /** Zstandard: smaller than LZ4, slower to write. */
        ZSTD
    }

    /** What opening does about a log whose records do not match their checksums. */
    public enum WalRecovery {
        /**
         * Drops an incomplete end, as a crash in the middle of an append leaves it; reports damage
         * anywhere else.
         */
        TORN_TAIL,
        /**
         * Drops everything from the first bad record on, silently: to get at a database that the
         * default refuses to open.
         */
        POINT_IN_TIME,
        /** Reports any bad record, an incomplete end as well. */
        ABSOLUTE
    }

    /** How RocksDB is called. */
    public enum NativeCalls {
        /** Through C functions if a self-test passes, else through RocksJava. */
        AUTO,
        /** Through C functions; opening fails where that is impossible. */
        FFM,
        /** Through RocksJava only. */
        JNI
    }

    /** Checks that every field is in range. */
    public RocksDbConfig {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(walRecovery, "walRecovery");
        Objects.requireNonNull(nativeCalls, "nativeCalls");
        within("blockCacheBytes", blockCacheBytes, 1 << 16, 1L << 44);
        within("writeBufferBytes", writeBufferBytes, 1 << 16, 1L << 36);
        within("maxWriteBuffers", maxWriteBuffers, 2, 64);
        within("bloomBitsPerKey", bloomBitsPerKey, 0, 64);
        within("rateLimitBytesPerSecond", rateLimitBytesPerSecond, 0, 1L << 44);
        within("maxOpenFiles", maxOpenFiles, 64, 1 << 20);
        within("backgroundJobs", backgroundJobs, 1, 256);
        within("blockBytes", blockBytes, 512, 1 << 24);
    }

    /**
     * Returns the defaults for a directory.
     *
     * @param path the database's directory
     * @return the settings
     */
    public static RocksDbConfig of(Path path) {
        return new RocksDbConfig(
                path,
                true,
                64 * MIB,
                16 * MIB,
                3,
                Compression.LZ4,
                10,
                0,
                null,
                WalRecovery.TORN_TAIL,
                1000,
                2,
                4 << 10,
                true,
                NativeCalls.AUTO);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ConfigException(
                    "/engineOptions/" + name + ": must be from " + least + " to " + most,
                    "value",
                    value);
        }
    }
}
