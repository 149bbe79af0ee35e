package io.cairn.storage.rocksdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RateLimiter;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.WALRecoveryMode;

/**
 * A RocksDB database with all column families and the RocksJava objects it needs; closed in the
 * reverse order of their making.
 */
final class OpenRocks implements AutoCloseable {

    private static final long LOG_FILE_BYTES_MAX = 4 << 20;
    private static final int LOG_FILES_MAX = 4;
    private static final long MANIFEST_BYTES_MAX = 64 << 20;
    private static final int FORMAT_VERSION = 6;

    /** RocksDB's own default, for each family. */
    private static final int OPENING_THREADS_MAX = 16;

    /** Making a thread takes as long as opening a table whose pages are in memory. */
    private static final int TABLES_PER_THREAD = 8;

    private static final int EXCEPT_HISTOGRAMS_OR_TIMERS = 1;
    private static final int EXCEPT_DETAILED_TIMERS = 3;

    final RocksDB db;
    final ColumnFamilyOptions familyOptions;
    final List<ColumnFamilyHandle> families = new ArrayList<>();
    final @Nullable Statistics statistics;

    private final Deque<AutoCloseable> resources;

    private OpenRocks(RocksDbConfig config, Listing files, Deque<AutoCloseable> resources)
            throws RocksDBException {
        this.resources = resources;
        statistics = config.statistics() ? keep(new Statistics()) : null;
        familyOptions = familyOptions(config);
        DBOptions options = databaseOptions(config, files.tables());
        String path = config.path().toString();
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (byte[] name : familyNames(options, path, files)) {
            descriptors.add(new ColumnFamilyDescriptor(name, familyOptions));
        }
        db = keep(RocksDB.open(options, path, descriptors, families));
    }

    /**
     * Opens or creates a database.
     *
     * @param files what is in its directory
     */
    static OpenRocks open(RocksDbConfig config, Listing files) throws RocksDBException {
        Deque<AutoCloseable> resources = new ArrayDeque<>();
        try {
            return new OpenRocks(config, files, resources);
        } catch (RocksDBException | RuntimeException e) {
            close(resources);
            throw e;
        }
    }

    private List<byte[]> familyNames(DBOptions database, String path, Listing files)
            throws RocksDBException {
        if (!files.has("CURRENT")) {
            return List.of(RocksDB.DEFAULT_COLUMN_FAMILY);
        }
        // Options without families' settings would get a block cache of their own.
        try (Options options = new Options(database, familyOptions)) {
            return RocksDB.listColumnFamilies(options, path);
        }
    }

    private DBOptions databaseOptions(RocksDbConfig config, int tables) {
        DBOptions options =
                keep(new DBOptions())
                        .setCreateIfMissing(config.createIfMissing())
                        .setParanoidChecks(true)
                        .setMaxLogFileSize(LOG_FILE_BYTES_MAX)
                        .setKeepLogFileNum(LOG_FILES_MAX)
                        .setMaxManifestFileSize(MANIFEST_BYTES_MAX)
                        .setMaxOpenFiles(config.maxOpenFiles())
                        .setMaxFileOpeningThreads(openingThreads(tables))
                        .setMaxBackgroundJobs(config.backgroundJobs())
                        .setBytesPerSync(1 << 20)
                        .setDbWriteBufferSize(config.writeBufferBytes() * config.maxWriteBuffers())
                        .setMaxTotalWalSize(
                                4 * config.writeBufferBytes() * config.maxWriteBuffers())
                        .setManualWalFlush(false)
                        .setRecycleLogFileNum(recycledLogs(config))
                        .setWalRecoveryMode(recoveryMode(config.walRecovery()));
        if (config.walDirectory() != null) {
            options.setWalDir(config.walDirectory().toAbsolutePath().toString());
        }
        if (config.rateLimitBytesPerSecond() > 0) {
            options.setRateLimiter(keep(new RateLimiter(config.rateLimitBytesPerSecond())));
        }
        if (statistics != null) {
            statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
            options.setStatistics(statistics);
            if (config.nativeCalls() != RocksDbConfig.NativeCalls.JNI) {
                countOnly(options);
            }
        }
        return options;
    }

    /** RocksDB makes all threads that it may for each family, even where there is one table. */
    static int openingThreads(int tables) {
        return Math.clamp(tables / TABLES_PER_THREAD, 1, OPENING_THREADS_MAX);
    }

    /**
     * Turns off histograms and timers, which cost a read some percent and which RocksJava has no
     * name for. The options' database part comes first in C++, which the level that was just set
     * confirms.
     */
    private static void countOnly(DBOptions options) {
        long handle = options.getNativeHandle();
        if (FfmSelfTest.obstacle() == null
                && RocksC.statisticsLevel(handle) == EXCEPT_DETAILED_TIMERS) {
            RocksC.setStatisticsLevel(handle, EXCEPT_HISTOGRAMS_OR_TIMERS);
        }
    }

    private ColumnFamilyOptions familyOptions(RocksDbConfig config) {
        BlockBasedTableConfig tables =
                new BlockBasedTableConfig()
                        .setFormatVersion(FORMAT_VERSION)
                        .setBlockSize(config.blockBytes())
                        .setBlockCache(keep(new LRUCache(config.blockCacheBytes())))
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true);
        if (config.bloomBitsPerKey() > 0) {
            tables.setFilterPolicy(keep(new BloomFilter(config.bloomBitsPerKey())));
        }
        return keep(new ColumnFamilyOptions())
                .setTableFormatConfig(tables)
                .setWriteBufferSize(config.writeBufferBytes())
                .setMaxWriteBufferNumber(config.maxWriteBuffers())
                .setCompressionType(compression(config.compression()));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        resources.push(resource);
        return resource;
    }

    /**
     * Closes the database and what it was opened with; its column family handles must be closed
     * before.
     */
    @Override
    public void close() {
        close(resources);
    }

    private static void close(Deque<AutoCloseable> resources) {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a RocksJava object could not be closed", e);
            }
        }
    }

    private static CompressionType compression(RocksDbConfig.Compression compression) {
        return switch (compression) {
            case NONE -> CompressionType.NO_COMPRESSION;
            case LZ4 -> CompressionType.LZ4_COMPRESSION;
            case ZSTD -> CompressionType.ZSTD_COMPRESSION;
        };
    }

    /** What an older log left behind the end of a newer one looks like an incomplete record. */
    private static long recycledLogs(RocksDbConfig config) {
        return config.walRecovery() == RocksDbConfig.WalRecovery.ABSOLUTE
                ? 0
                : config.recycledLogs();
    }

    /**
     * {@link WalCheck} has refused damage in the middle before; what is left to RocksDB is to stop
     * at an incomplete end.
     */
    private static WALRecoveryMode recoveryMode(RocksDbConfig.WalRecovery recovery) {
        return switch (recovery) {
            case TORN_TAIL, POINT_IN_TIME -> WALRecoveryMode.PointInTimeRecovery;
            case ABSOLUTE -> WALRecoveryMode.AbsoluteConsistency;
        };
    }
}
