package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.config.GeneratedFile;
import io.cairn.config.Option;
import io.cairn.config.OptionDocs;
import io.cairn.engine.EngineProvider;
import io.cairn.error.ConfigException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {

    @Test
    void defaultsNeedThePathOnly() {
        assertThat(RocksDbConfig.bind(Map.of("path", "/somewhere")))
                .isEqualTo(RocksDbConfig.of(Path.of("/somewhere")));
    }

    @Test
    void textStandsForNumbersAndBooleans() {
        Map<String, Object> options = new HashMap<>();
        options.put("path", Path.of("/somewhere"));
        options.put("createIfMissing", "false");
        options.put("blockCacheBytes", "1MiB");
        options.put("writeBufferBytes", 2_000_000);
        options.put("maxWriteBuffers", "4");
        options.put("compression", "zstd");
        options.put("bloomBitsPerKey", 0);
        options.put("rateLimitBytesPerSecond", "5000000");
        options.put("walDirectory", "/elsewhere");
        options.put("walRecovery", "point_in_time");
        options.put("recycledLogs", 3);
        options.put("maxOpenFiles", 500L);
        options.put("backgroundJobs", "3");
        options.put("blockBytes", "8192");
        options.put("statistics", "false");
        options.put("native", "jni");
        assertThat(RocksDbConfig.bind(options))
                .isEqualTo(
                        new RocksDbConfig(
                                Path.of("/somewhere"),
                                false,
                                1 << 20,
                                2_000_000,
                                4,
                                RocksDbConfig.Compression.ZSTD,
                                0,
                                5_000_000,
                                Path.of("/elsewhere"),
                                RocksDbConfig.WalRecovery.POINT_IN_TIME,
                                3,
                                500,
                                3,
                                8192,
                                false,
                                RocksDbConfig.NativeCalls.JNI));
    }

    @ParameterizedTest
    @CsvSource({
        "blockCachBytes, 1, unknown option; did you mean blockCacheBytes?",
        "Path, /x, unknown option; did you mean path?",
        "entirelyUnknownThing, 1, unknown option; known options are path, ",
        "blockCacheBytes, many, must be a whole number or a size",
        "blockCacheBytes, 1.5, must be a whole number or a size",
        "blockCacheBytes, 5, must be between 64KiB and 16TiB",
        "maxWriteBuffers, 5000000000, must be between 2 and 64",
        "maxWriteBuffers, 1, must be between 2 and 64",
        "createIfMissing, yes, must be true or false",
        "compression, snappy, 'must be one of NONE, LZ4, ZSTD'",
        "walRecovery, torn-tail, did you mean TORN_TAIL?",
        "native, cpp, 'must be one of AUTO, FFM, JNI'",
        "walDirectory, '', must be a path",
        "bloomBitsPerKey, -1, must be between 0 and 64",
    })
    void refusesWithAPointer(String name, String value, String message) {
        Map<String, Object> options = new HashMap<>(Map.of("path", "/somewhere"));
        options.put(name, value);
        assertThatThrownBy(() -> RocksDbConfig.bind(options))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/" + name + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesWrongTypesAndAMissingPath() {
        assertThatThrownBy(() -> RocksDbConfig.bind(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/path: missing");
        assertThatThrownBy(() -> RocksDbConfig.of(Path.of("")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/path: must be a path");
        assertThatThrownBy(() -> RocksDbConfig.bind(Map.of("path", 7)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/path: must be a path");
        assertThatThrownBy(() -> RocksDbConfig.bind(Map.of("path", "/x", "blockBytes", 1.5)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/blockBytes: must be a whole number");
        assertThatThrownBy(() -> RocksDbConfig.bind(Map.of("path", "/x", "statistics", 1)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("/engineOptions/statistics: must be true or false");
    }

    /** The bounds stand in the annotations and in the constructor, which code may call directly. */
    @Test
    void theConstructorHasTheBoundsOfTheOptions() throws Exception {
        RecordComponent[] components = RocksDbConfig.class.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] defaults = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            defaults[i] = components[i].getAccessor().invoke(RocksDbConfig.of(Path.of("/x")));
        }
        Constructor<RocksDbConfig> constructor = RocksDbConfig.class.getDeclaredConstructor(types);
        int bounded = 0;
        for (int i = 0; i < components.length; i++) {
            Option option = components[i].getAnnotation(Option.class);
            if (option.min().isEmpty() && types[i] != int.class && types[i] != long.class) {
                continue;
            }
            String name = components[i].getName();
            for (String bound : List.of(option.min(), option.max())) {
                RocksDbConfig.bind(Map.of("path", "/x", name, bound));
            }
            for (long outside : List.of(number(option.min()) - 1, number(option.max()) + 1)) {
                Object[] arguments = defaults.clone();
                arguments[i] = types[i] == int.class ? (Object) (int) outside : (Object) outside;
                assertThatThrownBy(() -> constructor.newInstance(arguments))
                        .hasRootCauseInstanceOf(ConfigException.class)
                        .rootCause()
                        .hasMessageStartingWith("/engineOptions/" + name + ": must be between ");
            }
            bounded++;
        }
        assertThat(bounded).isEqualTo(9);
    }

    private static long number(String bound) {
        String digits = bound.replaceAll("[A-Za-z]", "");
        int shift =
                switch (bound.substring(digits.length())) {
                    case "", "B" -> 0;
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    case "TiB" -> 40;
                    default -> throw new AssertionError(bound);
                };
        return Long.parseLong(digits) << shift;
    }

    @Test
    void theManualListsTheOptions() {
        GeneratedFile.checkSection(
                "docs/operations.md",
                "rocksdb",
                OptionDocs.sections("Options of rocksdb", RocksDbConfig.class, "/engineOptions"),
                "OptionsTest");
    }

    @Test
    void theServiceLoaderFindsTheProvider() {
        assertThat(ServiceLoader.load(EngineProvider.class).stream().map(p -> p.get().type()))
                .contains("rocksdb");
    }
}
