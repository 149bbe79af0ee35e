package io.cairn.ipc.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.UnsupportedRequestException;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.server.region.RegionBudget;
import io.cairn.ipc.server.region.RegionTable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions that cannot be mapped, and why. */
final class MappedRegionTest {

    private final RegionTable table = new RegionTable(new RegionBudget(1 << 20, 1 << 20, 4));

    @AfterEach
    void close() {
        table.close();
    }

    @Test
    void mapsWhatTheServerMade() {
        Reply.Region region = table.open(1);
        try (MappedRegion mapped = MappedRegion.map(region, Arena.ofConfined())) {
            assertThat(mapped.segment().byteSize()).isEqualTo(region.bytes());
        }
    }

    @Test
    void saysWhatToDoWhenTheFileIsNotThere() {
        Reply.Region region = table.open(1);
        table.mapped(region.region());
        Arena arena = Arena.ofConfined();

        assertThatThrownBy(() -> MappedRegion.map(region, arena))
                .isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("path=" + region.path())
                .hasMessageContaining("same user")
                .hasMessageContaining("NoSuchFile");
        assertThat(arena.scope().isAlive()).isFalse();
    }

    @Test
    void refusesAnotherRegionUnderTheSamePath() {
        Reply.Region first = table.open(1);
        Reply.Region second = table.open(1);

        assertThatThrownBy(() -> map(first.region(), second.path(), second.bytes()))
                .isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("cairn-region-" + second.region());
    }

    @Test
    void refusesAnotherSize() {
        Reply.Region region = table.open(1);

        assertThatThrownBy(() -> map(region.region(), region.path(), 2 * region.bytes()))
                .isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("its size is " + region.bytes());
    }

    @Test
    void opensNothingButRegions(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[4096]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        for (String path : new String[] {file.toString(), link.toString(), "\0"}) {
            assertThatThrownBy(() -> map(1, path, 4096))
                    .isInstanceOf(UnsupportedRequestException.class);
        }
        assertThat(Files.size(file)).isEqualTo(4096);
    }

    /** A folder cannot be opened at all, so what is said shows that nobody tried. */
    @Test
    void looksAtTheLinkBeforeOpening(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);

        assertThatThrownBy(() -> map(1, link.toString(), 4096))
                .isInstanceOf(UnsupportedRequestException.class)
                .hasMessageContaining("it is " + folder);
    }

    @Test
    void anInterruptedThreadCanMap() {
        Reply.Region region = table.open(1);
        Thread.currentThread().interrupt();
        try (MappedRegion mapped = MappedRegion.map(region, Arena.ofConfined())) {
            assertThat(mapped.segment().byteSize()).isEqualTo(region.bytes());
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }

    private static void map(int region, String path, long bytes) {
        MappedRegion.map(new Reply.Region(region, path, bytes), Arena.ofConfined()).close();
    }
}
