package io.cairn.hnsw.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.cairn.error.CorruptionException;
import io.cairn.error.InvalidArgumentException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ArrayVectorsTest {

    private static final float[][] VECTORS = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    private static final long[] IDS = {30, 10, -20};

    @Test
    void readsArraysWithAndWithoutIds() {
        for (int gap : new int[] {0, 4}) {
            ReadBack plain = ReadBack.of(ArrayVectors.of(VECTORS), 2, gap);
            assertThat(plain.vectors()).isDeepEqualTo(VECTORS);
            assertThat(plain.ids()).containsExactly(0, 1, 2);
            assertThat(ReadBack.of(ArrayVectors.of(VECTORS, IDS), 2, gap).ids()).isEqualTo(IDS);
        }
    }

    @Test
    void readsMemoryWithAndWithoutIds() {
        MemorySegment memory = MemorySegment.ofArray(ReadBack.raw(VECTORS));
        for (int gap : new int[] {0, 4}) {
            ReadBack plain = ReadBack.of(ArrayVectors.of(memory, 3), 2, gap);
            assertThat(plain.vectors()).isDeepEqualTo(VECTORS);
            assertThat(plain.ids()).containsExactly(0, 1, 2);
            assertThat(ReadBack.of(ArrayVectors.of(memory, 3, IDS), 2, gap).ids()).isEqualTo(IDS);
        }
    }

    @Test
    void memoryIsNotCopied() {
        float[][] vectors = {{1, 2}};
        MemorySegment memory = MemorySegment.ofArray(ReadBack.raw(vectors));
        VectorSource arrays = ArrayVectors.of(vectors);
        VectorSource packed = ArrayVectors.of(memory, 2);
        vectors[0][1] = 9;
        memory.set(RowSource.COMPONENT, 4, 9);
        assertThat(ReadBack.vectors(arrays)[0]).containsExactly(1, 9);
        assertThat(ReadBack.vectors(packed)[0]).containsExactly(1, 9);
    }

    @Test
    void impossibleVectorsAreRefused() {
        refused(() -> ArrayVectors.of(new float[0][]), "dimension");
        refused(() -> ArrayVectors.of(new float[2][0]), "dimension=0");
        refused(() -> ArrayVectors.of(new float[][] {{1, 2}, {1}}), "row=1");
        refused(() -> ArrayVectors.of(MemorySegment.ofArray(new float[5]), 3), "not complete");
        refused(() -> ArrayVectors.of(MemorySegment.NULL, 0), "dimension=0");
        refused(() -> ArrayVectors.of(MemorySegment.NULL, 65_537), "dimension=65537");
        refused(() -> ArrayVectors.of(VECTORS, new long[2]), "ids=2");
        refused(() -> ArrayVectors.of(MemorySegment.NULL, 3, new long[1]), "ids=1");
    }

    @Test
    void equalIdsAreRefused() {
        assertThatThrownBy(() -> ArrayVectors.of(VECTORS, new long[] {5, 4, 5}))
                .isInstanceOf(CorruptionException.class)
                .hasMessageContainingAll("id=5", "row=0", "other row=2");
    }

    @Test
    void memoryForRowsThatIsTooSmallIsRefused() {
        VectorSource source = ArrayVectors.of(VECTORS);
        long[] ids = new long[3];
        refused(() -> source.read(MemorySegment.ofArray(new float[9]), 12, ids, 0), "max=0");
        refused(() -> source.read(MemorySegment.ofArray(new float[12]), 12, ids, 4), "ids=3");
        refused(() -> source.read(MemorySegment.ofArray(new float[8]), 12, ids, 3), "bytes=32");
        refused(() -> source.read(MemorySegment.ofArray(new float[2]), 12, ids, 1), "bytes=8");
        refused(() -> source.read(MemorySegment.ofArray(new float[9]), 11, ids, 3), "row bytes=11");
        refused(() -> source.read(MemorySegment.ofArray(new float[9]), 16, ids, 3), "row bytes=16");
        /* The last row needs no gap behind it. */
        assertThat(source.read(MemorySegment.ofArray(new float[11]), 16, ids, 3)).isEqualTo(3);
        assertThat(source.read(MemorySegment.ofArray(new float[11]), 16, ids, 3)).isZero();
    }

    @Test
    void nothingIsReadAfterClose() {
        VectorSource source = ArrayVectors.of(VECTORS);
        source.close();
        source.close();
        assertThatThrownBy(() -> ReadBack.of(source, 1, 0)).isInstanceOf(ClosedException.class);
    }

    private static void refused(Runnable call, String text) {
        assertThatThrownBy(call::run)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(text);
    }
}
