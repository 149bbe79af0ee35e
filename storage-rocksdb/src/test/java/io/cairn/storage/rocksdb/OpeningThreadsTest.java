package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Few tables are opened without threads of their own. */
class OpeningThreadsTest {

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"0, 1", "15, 1", "16, 2", "100, 12", "128, 16", "100000, 16"})
    void theyGrowWithTheTables(int tables, int threads) {
        assertThat(OpenRocks.openingThreads(tables)).isEqualTo(threads);
    }

    @Test
    void tablesAreCountedWhenTheDatabaseIsOpened() throws IOException {
        Configs.open(directory, Map.of()).close();
        assertThat(stored()).contains("max_file_opening_threads=1");
        for (int i = 0; i < 24; i++) {
            // RocksDB deletes what it does not know once it is open.
            Files.createFile(directory.resolve("9" + (10_000 + i) + ".sst"));
        }
        Configs.open(directory, Map.of()).close();
        assertThat(stored()).contains("max_file_opening_threads=3");
    }

    /** What RocksDB says that it was opened with. */
    private List<String> stored() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            Path newest =
                    files.filter(file -> file.getFileName().toString().startsWith("OPTIONS-"))
                            .sorted()
                            .toList()
                            .getLast();
            return Files.readAllLines(newest).stream().map(String::strip).toList();
        }
    }
}
