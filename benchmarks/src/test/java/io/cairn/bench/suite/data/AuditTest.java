package io.cairn.bench.suite.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every change of a value or a key is noticed, in whatever form it comes. */
class AuditTest {

    @ParameterizedTest
    @ValueSource(ints = {16, 100, 103, 4096})
    void whatWasStoredIsAccepted(int valueBytes) {
        Records records = new Records(valueBytes, 1);
        Audit audit = new Audit(records);
        audit.expectFrom(99_999_999L, 1);
        for (long number = 99_999_999L; number < 100_000_002L; number++) {
            byte[] key = Records.key(number);
            byte[] value = records.value(number, number % 7);
            assertEquals(number % 7, Records.version(value));
            switch ((int) (number % 3)) {
                case 0 -> audit.entry(key, value);
                case 1 -> audit.entry(MemorySegment.ofArray(key), MemorySegment.ofArray(value));
                default -> audit.entry(ByteBuffer.wrap(key), ByteBuffer.wrap(value));
            }
        }
        audit.expectCount(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 100, 103})
    void everyByteCounts(int valueBytes) {
        Records records = new Records(valueBytes, 1);
        Audit audit = new Audit(records);
        for (int at = 0; at < valueBytes; at++) {
            byte[] value = records.value(5, 1);
            value[at] ^= 1;
            audit.expect(5);
            assertThrows(WrongDataException.class, () -> audit.value(value));
            audit.expect(5);
            assertThrows(WrongDataException.class, () -> audit.value(MemorySegment.ofArray(value)));
            audit.expect(5);
            assertThrows(WrongDataException.class, () -> audit.value(ByteBuffer.wrap(value)));
        }
    }

    @Test
    void anotherKeysValueAndAnotherLengthAreWrong() {
        Records records = new Records(100, 1);
        Audit audit = new Audit(records);
        audit.expect(5);
        assertThrows(WrongDataException.class, () -> audit.value(records.value(6, 1)));
        byte[] shorter = Arrays.copyOf(records.value(5, 1), 99);
        assertThrows(WrongDataException.class, () -> audit.value(shorter));
        assertThrows(WrongDataException.class, () -> audit.value(MemorySegment.ofArray(shorter)));
        assertThrows(WrongDataException.class, () -> audit.value(ByteBuffer.wrap(shorter)));
    }

    @Test
    void aScanMustGiveNeighboursAndAllOfThem() {
        Records records = new Records(100, 1);
        Audit audit = new Audit(records);
        audit.expectFrom(10, -1);
        audit.entry(Records.key(10), records.value(10, 0));
        audit.entry(Records.key(9), records.value(9, 0));
        assertThrows(WrongDataException.class, () -> audit.expectCount(3));
        assertThrows(
                WrongDataException.class, () -> audit.entry(Records.key(7), records.value(7, 0)));
        assertThrows(
                WrongDataException.class, () -> audit.entry(new byte[15], records.value(8, 0)));
    }
}
