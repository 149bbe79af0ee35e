package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.engine.EngineProvider;
import io.cairn.error.ConfigException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void defaultsNeedThePathOnly() {
        assertThat(OptionReader.read(Map.of("path", "/somewhere")))
                .isEqualTo(RocksDbConfig.of(Path.of("/somewhere")));
    }

    @Test
    void textStandsForNumbersAndBooleans() {
        Map<String, Object> options = new HashMap<>();
        options.put("path", Path.of("/somewhere"));
        options.put("createIfMissing", "false");
        options.put("blockCacheBytes", "1000000");
        options.put("writeBufferBytes", 2_000_000);
        options.put("maxWriteBuffers", "4");
        options.put("compression", "zstd");
        options.put("bloomBitsPerKey", 0);
        options.put("rateLimitBytesPerSecond", "5000000");
        options.put("walDirectory", "/elsewhere");
        options.put("walRecovery", "point-in-time");
        options.put("maxOpenFiles", 500L);
        options.put("backgroundJobs", "3");
        options.put("blockBytes", "8192");
        options.put("statistics", "false");
        options.put("native", "jni");
        assertThat(OptionReader.read(options))
                .isEqualTo(
                        new RocksDbConfig(
                                Path.of("/somewhere"),
                                false,
                                1_000_000,
                                2_000_000,
                                4,
                                RocksDbConfig.Compression.ZSTD,
                                0,
                                5_000_000,
                                Path.of("/elsewhere"),
                                RocksDbConfig.WalRecovery.POINT_IN_TIME,
                                500,
                                3,
                                8192,
                                false,
                                RocksDbConfig.NativeCalls.JNI));
    }

    @ParameterizedTest
    @CsvSource({
        "blockCachBytes, 1, did you mean blockCacheBytes?",
        "Path, /x, did you mean path?",
        "entirelyUnknownThing, 1, there is no such option",
        "blockCacheBytes, many, must be a whole number",
        "blockCacheBytes, 1.5, must be a whole number",
        "blockCacheBytes, 5, must be from 65536",
        "maxWriteBuffers, 5000000000, is too large",
        "maxWriteBuffers, 1, must be from 2 to 64",
        "createIfMissing, yes, must be true or false",
        "compression, snappy, 'must be one of [none, lz4, zstd]'",
        "walRecovery, torn, 'must be one of [torn-tail, point-in-time, absolute]'",
        "native, cpp, 'must be one of [auto, ffm, jni]'",
        "walDirectory, '', must be a path",
        "bloomBitsPerKey, -1, must be from 0",
    })
    void refusesWithAPointer(String name, String value, String message) {
        Map<String, Object> options = new HashMap<>(Map.of("path", "/somewhere"));
        options.put(name, value);
        assertThatThrownBy(() -> OptionReader.read(options))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/" + name + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWrongTypesAndAMissingPath() {
        assertThatThrownBy(() -> OptionReader.read(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/path: is required");
        assertThatThrownBy(() -> OptionReader.read(Map.of("path", 7)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/path: must be a path");
        assertThatThrownBy(() -> OptionReader.read(Map.of("path", "/x", "blockBytes", 1.5)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/blockBytes: must be a whole number");
        assertThatThrownBy(() -> OptionReader.read(Map.of("path", "/x", "statistics", 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/statistics: must be true or false");
    }

    @Test
    void theServiceLoaderFindsTheProvider() {
        assertThat(ServiceLoader.load(EngineProvider.class).stream().map(p -> p.get().type()))
                .contains("rocksdb");
    }
}
