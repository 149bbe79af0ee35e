package io.cairn.storage.rocksdb;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Settings for tests. */
final class Configs {

    private Configs() {}

    static RocksDbEngine open(Path directory, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("path", directory);
        return RocksDbEngine.open(RocksDbConfig.bind(all));
    }

    /** Small buffers, so that short tests reach tables on disk. */
    static RocksDbConfig small(Path path, RocksDbConfig.NativeCalls calls) {
        Map<String, Object> options = new HashMap<>();
        options.put("path", path);
        options.put("native", calls.name().toLowerCase(Locale.ROOT));
        options.put("writeBufferBytes", 256 << 10);
        options.put("blockCacheBytes", 1 << 20);
        options.put("statistics", true);
        return RocksDbConfig.bind(options);
    }
}
