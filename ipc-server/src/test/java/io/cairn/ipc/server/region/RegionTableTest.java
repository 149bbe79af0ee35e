package io.cairn.ipc.server.region;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.argument.ArgumentChecks;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.UnavailableException;
import io.cairn.ipc.protocol.RegionFile;
import io.cairn.ipc.protocol.Reply;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regions against clients that lie, linger and die. */
final class RegionTableTest {

    private static final int PAGE = SharedMemory.pageBytes();
    private static final long CONNECTION_MAX = 16L * PAGE;
    private static final ArgumentChecks CHECKS = new ArgumentChecks(10, PAGE);

    private final RegionBudget budget = new RegionBudget(24L * PAGE, CONNECTION_MAX, 4);

    @Test
    void roundsUpToPagesAndTellsWhereToOpenIt() throws IOException {
        try (RegionTable table = new RegionTable(budget);
                Arena arena = Arena.ofShared()) {
            Reply.Region region = table.open(PAGE + 1);

            assertThat(region.bytes()).isEqualTo(2L * PAGE);
            assertThat(region.path()).startsWith("/proc/" + ProcessHandle.current().pid() + "/fd/");
            assertThat(Files.readSymbolicLink(Path.of(region.path())))
                    .hasToString(RegionFile.link(region.region()));
            MemorySegment client = Descriptors.map(region.path(), arena);
            client.set(ValueLayout.JAVA_BYTE, PAGE, (byte) 5);
            try (RegionSlice slice = table.slice(region.region(), PAGE, 1)) {
                assertThat(slice.value(CHECKS)).containsExactly(5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1",
        "0, -1",
        "1, 8192",
        "8192, 1",
        "8193, 0",
        "9223372036854775807, 1",
        "1, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "4294967296, 0"
    })
    void refusesPlacesOutside(long offset, long length) {
        try (RegionTable table = new RegionTable(new RegionBudget(1 << 20, 1 << 20, 1))) {
            int region = table.open(8192).region();
            long size = Math.ceilDiv(8192, PAGE) * (long) PAGE;
            // On pages larger than 8 KiB the region is larger too, and so are the lies.
            long shift = offset == 8192 || offset == 8193 || length == 8192 ? size - 8192 : 0;

            assertThatThrownBy(() -> table.slice(region, offset + shift, length))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("region=" + region)
                    .hasMessageContaining("offset=" + Long.toUnsignedString(offset + shift))
                    .hasMessageContaining("length=" + Long.toUnsignedString(length))
                    .hasMessageContaining("size=" + size);
            // A refusal leaves no user behind: the region goes when it is closed.
            table.close(region);
            assertThat(Descriptors.mapped(RegionFile.name(region) + " ")).isZero();
        }
    }

    @Test
    void lendsPlacesUpToTheEnd() {
        try (RegionTable table = new RegionTable(budget)) {
            int region = table.open(PAGE).region();
            try (RegionSlice all = table.slice(region, 0, PAGE);
                    RegionSlice none = table.slice(region, PAGE, 0)) {
                assertThat(all.byteSize()).isEqualTo(PAGE);
                assertThat(none.value(CHECKS)).isEmpty();
            }
        }
    }

    @Test
    void closesTheFileOnceMapped() {
        try (RegionTable table = new RegionTable(budget)) {
            Reply.Region region = table.open(1);
            String name = RegionFile.name(region.region()) + " ";
            assertThat(Descriptors.open(name)).isEqualTo(1);
            table.mapped(region.region());
            table.mapped(region.region());

            assertThat(Descriptors.open(name)).isZero();
            assertThat(Files.isSymbolicLink(Path.of(region.path()))).isFalse();
            table.slice(region.region(), 0, 1).close();
        }
    }

    @Test
    void closesFilesThatWereNeverMappedWithTheConnection() {
        RegionTable table = new RegionTable(budget);
        String first = RegionFile.name(table.open(1).region()) + " ";
        String second = RegionFile.name(table.open(1).region()) + " ";
        assertThat(Descriptors.open(first) + Descriptors.open(second)).isEqualTo(2);
        table.close();
        table.close();

        assertThat(Descriptors.open(first) + Descriptors.open(second)).isZero();
        assertThat(Descriptors.mapped(first) + Descriptors.mapped(second)).isZero();
        assertThat(budget.usedBytes()).isZero();
        assertThatThrownBy(() -> table.open(1)).isInstanceOf(ClosedException.class);
    }

    @Test
    void refusesRegionsThatAreNotOpen() {
        try (RegionTable table = new RegionTable(budget)) {
            int region = table.open(1).region();
            table.close(region);
            table.close(region);

            assertThatThrownBy(() -> table.slice(region, 0, 1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("region=" + region);
            assertThatThrownBy(() -> table.mapped(-1))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("region=4294967295");
        }
    }

    @Test
    void anotherConnectionCannotNameIt() {
        try (RegionTable table = new RegionTable(budget);
                RegionTable other = new RegionTable(budget)) {
            int region = table.open(1).region();

            assertThatThrownBy(() -> other.slice(region, 0, 1))
                    .isInstanceOf(InvalidArgumentException.class);
            other.close(region);
            table.slice(region, 0, 1).close();
        }
    }

    @Test
    void limitsWhatAConnectionHas() {
        try (RegionTable table = new RegionTable(budget)) {
            assertThatThrownBy(() -> table.open(0))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("bytes");
            assertThatThrownBy(() -> table.open(CONNECTION_MAX + 1))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=regionBytesMax")
                    .hasMessageContaining("max=" + CONNECTION_MAX);
            assertThatThrownBy(() -> table.open(-1))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("actual=18446744073709551615");
            assertThat(budget.usedBytes()).isZero();

            int first = table.open(CONNECTION_MAX - PAGE).region();
            table.open(1);
            assertThatThrownBy(() -> table.open(1))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=regionBytesMax");
            table.close(first);
            table.open(1);
            table.open(1);
            table.open(1);
            assertThatThrownBy(() -> table.open(1))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=regionsMax");
        }
    }

    @Test
    void limitsWhatAllConnectionsHave() {
        try (RegionTable one = new RegionTable(budget);
                RegionTable two = new RegionTable(budget)) {
            int big = one.open(CONNECTION_MAX).region();
            assertThatThrownBy(() -> two.open(CONNECTION_MAX))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=regionBytesTotalMax");
            assertThat(budget.usedBytes()).isEqualTo(CONNECTION_MAX);
            one.close(big);
            two.open(CONNECTION_MAX);
        }
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void aSizeThatOverflowsWhenRoundedIsRefused() {
        RegionBudget endless = new RegionBudget(Long.MAX_VALUE, Long.MAX_VALUE, 1);
        try (RegionTable table = new RegionTable(endless)) {
            assertThatThrownBy(() -> table.open(Long.MAX_VALUE)).isInstanceOf(LimitException.class);
        }
        assertThat(endless.usedBytes()).isZero();
    }

    @Test
    void staysMappedWhileARequestUsesIt() {
        RegionTable table = new RegionTable(budget);
        int region = table.open(PAGE).region();
        String name = RegionFile.name(region) + " ";
        RegionSlice slice = table.slice(region, 0, 1);
        table.close(region);
        table.close();

        assertThat(Descriptors.open(name)).isZero();
        assertThat(budget.usedBytes()).isEqualTo(PAGE);
        assertThat(slice.value(CHECKS)).containsExactly(0);
        slice.close();
        slice.close();

        assertThat(Descriptors.mapped(name)).isZero();
        assertThat(budget.usedBytes()).isZero();
        assertThatThrownBy(() -> slice.value(CHECKS)).isInstanceOf(ClosedException.class);
    }

    @Test
    void manyThreadsUseWhatOneCloses() throws Exception {
        try (RegionTable table = new RegionTable(budget);
                ExecutorService threads = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 200; round++) {
                int region = table.open(PAGE).region();
                CountDownLatch started = new CountDownLatch(3);
                Future<?>[] users = new Future<?>[3];
                for (int i = 0; i < users.length; i++) {
                    users[i] = threads.submit(() -> useUntilClosed(table, region, started));
                }
                started.await();
                table.close(region);
                for (Future<?> user : users) {
                    user.get();
                }
                assertThat(budget.usedBytes()).isZero();
            }
        }
    }

    @Test
    void refusesValuesOverTheLimitBeforeCopying() {
        try (RegionTable table = new RegionTable(budget)) {
            int region = table.open(2L * PAGE).region();
            try (RegionSlice slice = table.slice(region, 0, PAGE + 1L)) {
                assertThatThrownBy(() -> slice.value(CHECKS))
                        .isInstanceOf(LimitException.class)
                        .hasMessageContaining("valueBytesMax");
            }
        }
    }

    /** A file that is not sealed stands for memory whose pages cannot be had. */
    @Test
    void aFaultIsAnException(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("unsealed"), new byte[2 * PAGE]);
        try (FileChannel channel =
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofShared()) {
            MemorySegment memory = channel.map(MapMode.READ_WRITE, 0, PAGE, arena);
            channel.truncate(0);
            SharedMemory other = SharedMemory.create("cairn-test", PAGE);
            Region region = new Region(3, other, () -> {});
            assertThat(region.acquire()).isTrue();
            try (RegionSlice slice = new RegionSlice(region, memory)) {
                assertThatThrownBy(() -> slice.value(CHECKS))
                        .isInstanceOfSatisfying(
                                UnavailableException.class,
                                e -> assertThat(e.code()).isEqualTo(ErrorCode.IO))
                        .hasMessageContaining("region=3");
                assertThatThrownBy(() -> slice.apply(all -> all.fill((byte) 1)))
                        .isInstanceOf(UnavailableException.class);
            }
            region.close();
        }
    }

    @Test
    void tenThousandRegionsLeaveNothingBehind() {
        RegionBudget many = new RegionBudget(1 << 20, 1 << 20, 2);
        try (RegionTable table = new RegionTable(many)) {
            int before = Descriptors.open("");
            for (int i = 0; i < 10_000; i++) {
                int region = table.open(1).region();
                if (i % 2 == 0) {
                    table.mapped(region);
                }
                table.close(region);
            }

            assertThat(Descriptors.open("")).isCloseTo(before, within(20));
            assertThat(Descriptors.open("cairn-region-")).isZero();
            assertThat(Descriptors.mapped("cairn-region-")).isZero();
            assertThat(many.usedBytes()).isZero();
        }
    }

    @Test
    void outlivesAClientThatDies() throws Exception {
        try (RegionTable table = new RegionTable(budget)) {
            Reply.Region region = table.open(PAGE);
            try (RegionSlice slice = table.slice(region.region(), 0, 1)) {
                slice.apply(memory -> memory.fill((byte) 5));
            }
            Process child = child(region.path());
            String said = new String(child.getInputStream().readAllBytes(), UTF_8);

            assertThat(said).isEqualTo("5\nOperation not permitted\n");
            assertThat(child.waitFor()).isEqualTo(9);
            try (RegionSlice slice = table.slice(region.region(), PAGE - 1, 1)) {
                assertThat(slice.value(CHECKS)).containsExactly(7);
            }
        }
        assertThat(budget.usedBytes()).isZero();
        assertThat(Descriptors.mapped("cairn-region-")).isZero();
    }

    private static Process child(String path) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of(
                                        RegionChild.class
                                                .getProtectionDomain()
                                                .getCodeSource()
                                                .getLocation()
                                                .toURI())
                                .toString(),
                        RegionChild.class.getName(),
                        path)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void useUntilClosed(RegionTable table, int region, CountDownLatch started) {
        boolean first = true;
        while (true) {
            try (RegionSlice slice = table.slice(region, 0, PAGE)) {
                slice.apply(memory -> memory.fill((byte) 1));
                slice.value(CHECKS);
            } catch (InvalidArgumentException closed) {
                return;
            } finally {
                if (first) {
                    started.countDown();
                    first = false;
                }
            }
        }
    }
}
