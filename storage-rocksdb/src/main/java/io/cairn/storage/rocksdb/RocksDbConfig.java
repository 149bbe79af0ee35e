package io.cairn.storage.rocksdb;

import io.cairn.config.Option;
import io.cairn.config.RecordBinder;
import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a RocksDB engine, with defaults for a library that shares its host's memory: 64
 * MiB of cached blocks and 48 MiB of write buffers, each a bound for the whole database and not per
 * keyspace. Immutable.
 *
 * @param path the database's directory
 * @param createIfMissing whether to create the database when the directory is missing or empty
 * @param blockCacheBytes the memory for cached blocks, index and filter blocks included, in bytes
 * @param writeBufferBytes the size of one write buffer (memtable), in bytes
 * @param maxWriteBuffers how many write buffers of that size all keyspaces may fill together before
 *     they are written out
 * @param compression how blocks are compressed
 * @param bloomBitsPerKey bits per key of the filters that spare reads of absent keys, 0 for no
 *     filters
 * @param rateLimitBytesPerSecond the most that background work writes per second, in bytes, 0 for
 *     no limit
 * @param walDirectory where the log is written, null for the database's directory
 * @param walRecovery what is done about a damaged log
 * @param recycledLogs how many finished log files are kept to be written over
 * @param maxOpenFiles how many files RocksDB keeps open
 * @param backgroundJobs threads for flushing and compaction
 * @param blockBytes the size of an uncompressed block, in bytes
 * @param statistics whether cache hits and misses are counted, which costs a read about four
 *     percent; without, these counters stay 0
 * @param nativeCalls how RocksDB is called; the option's name is {@code native}
 */
public record RocksDbConfig(
        @Option(doc = "the database's directory") Path path,
        @Option(
                        doc =
                                "whether to create the database when the directory is missing or empty",
                        defaultValue = "true")
                boolean createIfMissing,
        @Option(
                        doc = "the memory for cached blocks, index and filter blocks included",
                        defaultValue = "64MiB",
                        min = "64KiB",
                        max = "16TiB",
                        unit = Option.Unit.BYTES)
                long blockCacheBytes,
        @Option(
                        doc = "the size of one write buffer (memtable)",
                        defaultValue = "16MiB",
                        min = "64KiB",
                        max = "64GiB",
                        unit = Option.Unit.BYTES)
                long writeBufferBytes,
        @Option(
                        doc =
                                "how many write buffers of that size all keyspaces may fill together before they are written out",
                        defaultValue = "3",
                        min = "2",
                        max = "64")
                int maxWriteBuffers,
        @Option(
                        doc =
                                "how blocks are compressed: ZSTD smaller than LZ4, slower to write; NONE reads fastest",
                        defaultValue = "LZ4")
                Compression compression,
        @Option(
                        doc =
                                "bits per key of the filters that spare reads of absent keys, 0 for no filters",
                        defaultValue = "10",
                        min = "0",
                        max = "64")
                int bloomBitsPerKey,
        @Option(
                        doc = "the most that background work writes per second, 0 for no limit",
                        defaultValue = "0",
                        min = "0",
                        max = "16TiB",
                        unit = Option.Unit.BYTES)
                long rateLimitBytesPerSecond,
        @Option(
                        doc = "where the log is written; without it, the database's directory",
                        optional = true)
                @Nullable Path walDirectory,
        @Option(
                        doc =
                                "what is done about a damaged log: TORN_TAIL drops an incomplete end and reports other damage, POINT_IN_TIME drops everything from the damage on, ABSOLUTE reports an incomplete end as well",
                        defaultValue = "TORN_TAIL")
                WalRecovery walRecovery,
        @Option(
                        doc =
                                "how many finished log files are kept to be written over, which makes a sync cheaper as the file does not grow; 0 for none, as always with ABSOLUTE",
                        defaultValue = "16",
                        min = "0",
                        max = "1024")
                int recycledLogs,
        @Option(
                        doc = "how many files RocksDB keeps open",
                        defaultValue = "1000",
                        min = "64",
                        max = "1048576")
                int maxOpenFiles,
        @Option(
                        doc = "threads for flushing and compaction",
                        defaultValue = "2",
                        min = "1",
                        max = "256")
                int backgroundJobs,
        @Option(
                        doc = "the size of an uncompressed block",
                        defaultValue = "4KiB",
                        min = "512B",
                        max = "16MiB",
                        unit = Option.Unit.BYTES)
                int blockBytes,
        @Option(
                        doc =
                                "whether cache hits and misses are counted, which costs a read about four percent; without, these counters stay 0",
                        defaultValue = "true")
                boolean statistics,
        @Option(
                        doc =
                                "how RocksDB is called: FFM through C functions, JNI through RocksJava, AUTO through C functions if a self-test passes and else through RocksJava",
                        name = "native",
                        defaultValue = "AUTO")
                NativeCalls nativeCalls) {

    private static final String POINTER = "/engineOptions";

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
        notEmpty("path", Objects.requireNonNull(path, "path"));
        notEmpty("walDirectory", walDirectory);
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(walRecovery, "walRecovery");
        Objects.requireNonNull(nativeCalls, "nativeCalls");
        within("blockCacheBytes", blockCacheBytes, 1 << 16, 1L << 44);
        within("writeBufferBytes", writeBufferBytes, 1 << 16, 1L << 36);
        within("maxWriteBuffers", maxWriteBuffers, 2, 64);
        within("bloomBitsPerKey", bloomBitsPerKey, 0, 64);
        within("rateLimitBytesPerSecond", rateLimitBytesPerSecond, 0, 1L << 44);
        within("recycledLogs", recycledLogs, 0, 1024);
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
        return bind(Map.of("path", Objects.requireNonNull(path, "path")));
    }

    /** Reads the options that an engine is opened with; text may stand for numbers and booleans. */
    static RocksDbConfig bind(Map<String, Object> options) {
        return RecordBinder.bindText(RocksDbConfig.class, options, POINTER);
    }

    private static void notEmpty(String name, @Nullable Path path) {
        if (path != null && path.toString().isEmpty()) {
            throw new ConfigException(POINTER + "/" + name + ": must be a path, not empty");
        }
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ConfigException(
                    POINTER + "/" + name + ": must be between " + least + " and " + most,
                    "value",
                    value);
        }
    }
}
