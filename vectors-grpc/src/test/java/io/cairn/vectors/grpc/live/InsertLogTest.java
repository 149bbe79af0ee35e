package io.cairn.vectors.grpc.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.CorruptionException;
import io.cairn.vectors.grpc.TestVectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InsertLogTest {

    private static final int DIMENSION = 5;
    private static final long NUMBER = 7;
    private static final int HEADER = 32;
    private static final int HEAD = 24;
    private static final int VECTOR = 8 + 4 * DIMENSION;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("inserts-0000000007.log");
    }

    private static void append(InsertLog log, long first, int count) {
        long[] ids = new long[count];
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            ids[i] = first + i;
            rows[i] = TestVectors.vector(first + i, DIMENSION);
        }
        log.append(ids, rows);
    }

    /** Writes three records, of 1, 3 and 2 vectors. */
    private void writeThree() {
        try (InsertLog log = InsertLog.create(folder, DIMENSION, NUMBER)) {
            append(log, 0, 1);
            append(log, 1, 3);
            append(log, 4, 2);
        }
    }

    private LogReader.Contents read() {
        return LogReader.read(folder, DIMENSION, NUMBER);
    }

    private static void expectVectors(LogReader.Contents contents, int count) {
        assertThat(contents.tail().count()).isEqualTo(count);
        for (int i = 0; i < count; i++) {
            assertThat(contents.tail().id(i)).isEqualTo(i);
            assertThat(contents.tail().row(i)).isEqualTo(TestVectors.vector(i, DIMENSION));
        }
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        writeThree();
        expectVectors(read(), 6);
        assertThat(read().records()).isEqualTo(3);
        assertThat(read().torn()).isZero();
        assertThat(Files.size(file)).isEqualTo(HEADER + 3 * HEAD + 6 * VECTOR);
    }

    @Test
    void theBytesAreAsDocumented() throws IOException {
        writeThree();
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        assertThat(new String(magic, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("CAIRNLG1");
        assertThat(bytes.getInt()).isEqualTo(1);
        assertThat(bytes.getInt()).isEqualTo(DIMENSION);
        assertThat(bytes.getLong()).isEqualTo(NUMBER);
        assertThat(bytes.getInt()).isZero();
        bytes.position(HEADER + HEAD + VECTOR);
        byte[] word = new byte[4];
        bytes.get(word);
        assertThat(new String(word, java.nio.charset.StandardCharsets.US_ASCII)).isEqualTo("VREC");
        assertThat(bytes.getInt()).as("vectors").isEqualTo(3);
        assertThat(bytes.getLong()).as("record").isEqualTo(1);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), HEADER + 2 * HEAD + VECTOR, 3 * VECTOR);
        assertThat(bytes.getInt()).isEqualTo((int) crc.getValue());
        CRC32C head = new CRC32C();
        head.update(new byte[] {(byte) NUMBER, 0, 0, 0, 0, 0, 0, 0});
        head.update(bytes.array(), HEADER + HEAD + VECTOR, 20);
        assertThat(bytes.getInt()).isEqualTo((int) head.getValue());
        assertThat(bytes.getLong()).as("the first id").isEqualTo(1);
        bytes.position(bytes.position() + 16);
        assertThat(bytes.getFloat()).isEqualTo(TestVectors.vector(1, DIMENSION)[0]);
    }

    @Test
    void recordsLongerThanABufferAreReadAsWritten() {
        try (InsertLog log = InsertLog.create(folder, DIMENSION, NUMBER)) {
            append(log, 0, 30_000);
            append(log, 30_000, 1);
        }
        expectVectors(read(), 30_001);
    }

    @Test
    void everyTornEndLosesTheLastRecordOnly() throws IOException {
        writeThree();
        byte[] whole = Files.readAllBytes(file);
        int last = HEADER + 2 * HEAD + 4 * VECTOR;
        for (int length = last; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            expectVectors(read(), 4);
            assertThat(read().torn()).isEqualTo(length - last);
        }
    }

    @Test
    void everyFlippedBitOfTheLastRecordIsSeen() throws IOException {
        writeThree();
        byte[] whole = Files.readAllBytes(file);
        int last = HEADER + 2 * HEAD + 4 * VECTOR;
        for (int at = last; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            expectVectors(read(), 4);
        }
    }

    @Test
    void everyFlippedBitBeforeTheLastRecordIsDamage() throws IOException {
        writeThree();
        byte[] whole = Files.readAllBytes(file);
        int last = HEADER + 2 * HEAD + 4 * VECTOR;
        for (int at = 0; at < last; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x10;
            Files.write(file, flipped);
            assertThatThrownBy(this::read)
                    .as("byte %s", at)
                    .isInstanceOf(CorruptionException.class)
                    .hasMessageContaining(file.getFileName().toString());
        }
    }

    @Test
    void zerosAtTheEndAreAnUnfinishedWrite() throws IOException {
        writeThree();
        Files.write(file, new byte[100_000], StandardOpenOption.APPEND);
        expectVectors(read(), 6);
        assertThat(read().torn()).isEqualTo(100_000);
    }

    @Test
    void goesOnBehindTheLastRecord() throws IOException {
        writeThree();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        LogReader.Contents contents = read();
        try (InsertLog log = InsertLog.resume(folder, DIMENSION, NUMBER, contents)) {
            assertThat(Files.size(file)).as("what was torn is cut off").isEqualTo(contents.end());
            append(log, 4, 9);
        }
        expectVectors(read(), 13);
    }

    @Test
    void aLogWithoutItsHeaderIsEmpty() throws IOException {
        for (int length : new int[] {0, 10, HEADER}) {
            Files.write(file, new byte[length]);
            LogReader.Contents contents = read();
            expectVectors(contents, 0);
            try (InsertLog log = InsertLog.resume(folder, DIMENSION, NUMBER, contents)) {
                append(log, 0, 2);
            }
            expectVectors(read(), 2);
        }
    }

    @Test
    void aLogOfAnotherIndexIsRefused() throws IOException {
        writeThree();
        assertThatThrownBy(() -> LogReader.read(folder, DIMENSION + 1, NUMBER))
                .isInstanceOf(CorruptionException.class);
        Files.move(file, folder.resolve("inserts-0000000008.log"));
        assertThatThrownBy(() -> LogReader.read(folder, DIMENSION, NUMBER + 1))
                .isInstanceOf(CorruptionException.class);
    }
}
