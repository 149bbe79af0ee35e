package io.cairn.hnsw.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Records of links, as they lie in the file. */
class LinksTest {

    @AutoClose private final Arena arena = Arena.ofConfined();

    private Links links(int records, int max) {
        MemorySegment memory = arena.allocate(records * Links.recordBytes(max));
        memory.fill((byte) Links.UNUSED);
        return new Links(memory, max);
    }

    @Test
    void areWhatWasSetAndNothingElse() {
        Links links = links(3, 4);
        links.set(1, new int[] {7, 8, 9, 10}, 4);
        links.set(1, new int[] {5, 6, 99}, 2);
        int[] target = {-9, -9, -9, -9};
        assertThat(links.copy(1, target)).isEqualTo(2);
        assertThat(target).containsExactly(5, 6, -9, -9);
        assertThat(links.count(0)).isZero();
        assertThat(links.count(2)).isZero();
        int[] lying = links.memory().toArray(ValueLayout.JAVA_INT_UNALIGNED);
        assertThat(lying).containsExactly(-1, -1, -1, -1, -1, 2, 5, 6, -1, -1, -1, -1, -1, -1, -1);
    }

    @Test
    void oneIsAddedOrReplaced() {
        Links links = links(2, 3);
        links.put(0, 0, 4);
        links.put(0, 1, 5);
        links.put(0, 0, 6);
        assertThat(links.count(0)).isEqualTo(2);
        assertThat(links.get(0, 0)).isEqualTo(6);
        assertThat(links.get(0, 1)).isEqualTo(5);
        assertThat(links.count(1)).isZero();
    }

    @Test
    void aRecordThatSaysTooManyIsNotBelieved() {
        Links links = links(2, 3);
        links.memory().set(ValueLayout.JAVA_INT_UNALIGNED, 0, 4);
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> links.copy(0, new int[3]));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> links.copy(2, new int[3]));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> links.copy(-1, new int[3]));
    }
}
