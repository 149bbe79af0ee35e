package io.cairn.bench.options;

import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import java.nio.file.Path;
import java.util.Map;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Filter;
import org.rocksdb.Options;

/**
 * No compression, 64 MiB write buffers, bloom filters, the same files and threads: in Cairn's words
 * and in RocksJava's. Stateless.
 */
public final class EqualOptions {

    /** Bits of the bloom filter for each key. */
    public static final int BLOOM_BITS = 10;

    private static final long BUFFER_BYTES = 64L << 20;
    private static final int BUFFERS = 4;

    private EqualOptions() {}

    /**
     * Returns them for Cairn.
     *
     * @param directory where the data are
     * @param cacheBytes the size of the block cache
     * @param durability what a commit survives
     * @return the settings
     */
    public static CairnConfig cairn(Path directory, long cacheBytes, Durability durability) {
        return CairnConfig.of(
                        "rocksdb",
                        Map.of(
                                "path",
                                directory.toString(),
                                "blockCacheBytes",
                                cacheBytes,
                                "writeBufferBytes",
                                BUFFER_BYTES,
                                "maxWriteBuffers",
                                BUFFERS,
                                "compression",
                                "none",
                                "bloomBitsPerKey",
                                BLOOM_BITS,
                                "statistics",
                                false))
                .with(durability);
    }

    /**
     * Returns them for RocksJava, whose library must have been loaded.
     *
     * @param cache the block cache, closed by the caller after the database
     * @param bloom the filter of {@link #BLOOM_BITS}, closed likewise
     * @return the options, closed by the caller
     */
    public static Options rocksJava(Cache cache, Filter bloom) {
        return new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.NO_COMPRESSION)
                .setWriteBufferSize(BUFFER_BYTES)
                .setMaxWriteBufferNumber(BUFFERS)
                .setDbWriteBufferSize(BUFFER_BYTES * BUFFERS)
                .setMaxBackgroundJobs(2)
                .setBytesPerSync(1 << 20)
                .setMaxTotalWalSize(4 * BUFFER_BYTES * BUFFERS)
                .setParanoidChecks(true)
                .setRecycleLogFileNum(16)
                .setMaxOpenFiles(1000)
                .setTableFormatConfig(
                        new BlockBasedTableConfig()
                                .setFormatVersion(6)
                                .setBlockSize(4 << 10)
                                .setBlockCache(cache)
                                .setCacheIndexAndFilterBlocks(true)
                                .setPinL0FilterAndIndexBlocksInCache(true)
                                .setFilterPolicy(bloom));
    }
}
