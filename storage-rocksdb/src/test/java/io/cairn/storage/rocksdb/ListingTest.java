package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListingTest {

    @TempDir Path directory;

    @Test
    void logsComeInTheOrderOfTheirNumbersAndTablesAreCounted() throws IOException {
        for (String name :
                List.of("10.log", "9.log", "000011.log", "x.log", "9.log.old", "1.sst", "2.sst")) {
            Files.createFile(directory.resolve(name));
        }
        Listing listing = Listing.of(directory);
        assertThat(listing.logs())
                .containsExactly(
                        directory.resolve("9.log"),
                        directory.resolve("10.log"),
                        directory.resolve("000011.log"));
        assertThat(listing.tables()).isEqualTo(2);
        assertThat(listing.has("x.log")).isTrue();
        assertThat(listing.has("CURRENT")).isFalse();
    }

    @Test
    void aMissingDirectoryIsEmpty() throws IOException {
        Listing listing = Listing.of(directory.resolve("missing"));
        assertThat(listing.names()).isEmpty();
        assertThat(listing.logs()).isEmpty();
    }
}
