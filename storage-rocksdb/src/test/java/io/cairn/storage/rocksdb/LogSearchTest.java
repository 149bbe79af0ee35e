package io.cairn.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a damaged record, a sound one of the same log is found wherever it starts. */
class LogSearchTest {

    private static final int RECYCLABLE_FULL = 5;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(ints = {14, 0, 256, 0x0E0E0E0E, 0x01020304, 0x0E00000E, 0xFFFFFFFF})
    void atEachDistance(int number) throws IOException {
        Random random = new Random(number);
        for (int distance = 1; distance < 200; distance++) {
            ByteBuffer log = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
            fragment(log, number, 30);
            int bad = log.position();
            garbage(log, random, number, distance);
            int sound = log.position();
            fragment(log, number, 40);
            LogFile.Findings findings = examine(log, number);
            assertThat(findings.badAt()).as("distance %d", distance).isEqualTo(bad);
            assertThat(findings.laterRecordAt()).as("distance %d", distance).isEqualTo(sound);
        }
    }

    @Test
    void butNotThatOfAnotherLog() throws IOException {
        ByteBuffer log = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
        fragment(log, 14, 30);
        int bad = log.position();
        fragment(log, 13, 30);
        LogFile.Findings findings = examine(log, 14);
        assertThat(findings.badAt()).isEqualTo(bad);
        assertThat(findings.laterRecordAt()).isEqualTo(LogFile.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {-51, 0, 1, 7, 8, LogFile.BLOCK_BYTES - 51, LogBytes.WINDOW_BYTES + 3})
    void inAnotherWindow(int distance) throws IOException {
        for (int number : new int[] {14, 0}) {
            int at = LogBytes.WINDOW_BYTES + distance;
            ByteBuffer log = logWithDamage(number, at);
            assertThat(examine(log, number).laterRecordAt()).as("number %d", number).isEqualTo(at);
        }
    }

    @Test
    void butNotAcrossBlocks() throws IOException {
        ByteBuffer log = logWithDamage(14, LogBytes.WINDOW_BYTES - 50);
        assertThat(examine(log, 14).laterRecordAt()).isEqualTo(LogFile.NONE);
    }

    /** Returns a sound record, zeros, and another sound record of 51 bytes at a place. */
    private static ByteBuffer logWithDamage(int number, int at) {
        ByteBuffer log = ByteBuffer.allocate(at + 100).order(ByteOrder.LITTLE_ENDIAN);
        fragment(log, number, 30);
        log.position(at);
        fragment(log, number, 40);
        return log;
    }

    private LogFile.Findings examine(ByteBuffer log, int number) throws IOException {
        Path file = directory.resolve("1.log");
        byte[] bytes = new byte[log.position()];
        log.get(0, bytes);
        Files.write(file, bytes);
        return LogFile.examine(file, Integer.toUnsignedLong(number));
    }

    private static void garbage(ByteBuffer log, Random random, int number, int length) {
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(3);
            int part = number >>> Byte.SIZE * random.nextInt(4);
            // 200 is no type of a fragment.
            log.put((byte) (i == LogFile.TYPE_AT ? 200 : kind == 0 ? 0 : kind == 1 ? part : 77));
        }
    }

    private static void fragment(ByteBuffer log, int number, int payload) {
        int at = log.position();
        log.position(at + LogFile.LENGTH_AT);
        log.putShort((short) payload).put((byte) RECYCLABLE_FULL).putInt(number);
        log.put(new byte[payload]);
        CRC32C crc = new CRC32C();
        crc.update(log.slice(at + LogFile.TYPE_AT, log.position() - at - LogFile.TYPE_AT));
        log.putInt(at, Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8);
    }
}
