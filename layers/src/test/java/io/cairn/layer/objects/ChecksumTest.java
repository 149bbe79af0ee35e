package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {

    private static int crc(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes);
        return (int) sum.getValue();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                1,
                65_535,
                65_537,
                Checksum.LONG_BYTES - 1,
                Checksum.LONG_BYTES,
                Checksum.LONG_BYTES + 1,
                2 * Checksum.LONG_BYTES - 1,
                2 * Checksum.LONG_BYTES,
                3 * Checksum.LONG_BYTES + 524_289
            })
    void everyWayGivesTheSameSumAndBytes(int size) {
        byte[] bytes = OpenObjects.value(size, size);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment heap = MemorySegment.ofArray(bytes);
            MemorySegment from = arena.allocate(Math.max(1, size)).asSlice(0, size);
            from.copyFrom(heap);
            for (MemorySegment source : List.of(heap, from, heap.asReadOnly())) {
                for (boolean away : new boolean[] {false, true}) {
                    MemorySegment to = arena.allocate(size + 1);
                    Checksum sum = new Checksum();
                    if (away) {
                        sum.copyAway(source, to.asSlice(0, size));
                    } else {
                        sum.copy(source, to.asSlice(0, size));
                    }
                    assertThat(sum.value()).isEqualTo(crc(bytes));
                    assertThat(to.asSlice(0, size).mismatch(heap)).isEqualTo(-1);
                    assertThat(to.get(ValueLayout.JAVA_BYTE, size)).isZero();
                }
                Checksum sum = new Checksum();
                sum.add(source);
                assertThat(sum.value()).isEqualTo(crc(bytes));
            }
        }
    }

    @Test
    void partsGiveTheSumOfTheWhole() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = OpenObjects.value(round, random.nextInt(1, 3000));
            MemorySegment whole = MemorySegment.ofArray(bytes);
            List<MemorySegment> parts = new ArrayList<>();
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, random.nextInt(1000));
                parts.add(whole.asSlice(at, count));
                at += count;
            }
            assertThat(Parts.of(parts).checksum()).isEqualTo(crc(bytes));
            MemorySegment to = MemorySegment.ofArray(new byte[bytes.length]);
            assertThat(Parts.of(parts).copyTo(to)).isEqualTo(crc(bytes));
            assertThat(to.mismatch(whole)).isEqualTo(-1);
        }
    }
}
