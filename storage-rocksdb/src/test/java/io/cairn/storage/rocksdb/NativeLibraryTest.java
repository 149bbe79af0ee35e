package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.engine.StorageEngine;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first openings of a process, while RocksDB's library is not loaded yet. */
class NativeLibraryTest {

    private static final int DATABASES = 8;
    private static final int SECONDS_MAX = 30;

    @TempDir Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"ffm", "jni"})
    void manyThreadsMayOpenTheirFirstDatabaseAtOnce(String calls) throws Exception {
        Process child = Children.start(OpenAll.class, temporary.toString(), calls);
        assertThat(Children.output(child)).contains("OPENED " + DATABASES);
    }

    /** Opens several databases at once in a process of its own, and gives up some time. */
    static final class OpenAll {
        public static void main(String[] args) throws InterruptedException {
            AtomicInteger opened = new AtomicInteger();
            ExecutorService threads = Executors.newFixedThreadPool(DATABASES);
            for (int i = 0; i < DATABASES; i++) {
                Path directory = Path.of(args[0], "db" + i);
                threads.execute(() -> {
                    try (StorageEngine engine =
                            Configs.open(directory, Map.of("native", args[1]))) {
                        opened.addAndGet(engine.keyspaceNames().size());
                    }
                });
            }
            threads.shutdown();
            threads.awaitTermination(SECONDS_MAX, TimeUnit.SECONDS);
            System.out.println("OPENED " + opened);
            Runtime.getRuntime().halt(0);
        }
    }
}
