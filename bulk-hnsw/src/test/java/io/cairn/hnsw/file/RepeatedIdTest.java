package io.cairn.hnsw.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Finding an id that occurs twice, in one pass and in many. */
class RepeatedIdTest {

    private static Long find(long[] ids, int capacity) {
        MemorySegment memory = MemorySegment.ofArray(new byte[ids.length * Long.BYTES]);
        for (int i = 0; i < ids.length; i++) {
            memory.set(LittleEndian.U64, i * 8L, ids[i]);
        }
        return RepeatedId.find(memory, capacity);
    }

    @Test
    void distinctIdsAreFoundDistinct() {
        assertThat(find(new long[0], 2)).isNull();
        for (int capacity : new int[] {2, 3, 7, 100, 1_000}) {
            assertThat(find(LongStream.range(0, 500).toArray(), capacity)).isNull();
            assertThat(find(LongStream.range(0, 500).map(i -> -i).toArray(), capacity)).isNull();
            assertThat(find(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1}, capacity)).isNull();
        }
    }

    @Test
    void oneThatOccursTwiceIsFoundWhereverItIs() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            long[] ids = random.longs().distinct().limit(2 + random.nextInt(100)).toArray();
            int from = random.nextInt(ids.length);
            int to = (from + 1 + random.nextInt(ids.length - 1)) % ids.length;
            if (round % 10 == 0) {
                ids[from] = round % 20 == 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
            }
            ids[to] = ids[from];
            assertThat(find(ids, 2 + random.nextInt(120)))
                    .as(Arrays.toString(ids))
                    .isEqualTo(ids[from]);
        }
    }

    /** Where one pass ends and the next begins, no id is left out. */
    @Test
    void amongIdsWithoutGapsNoneIsMissed() {
        for (int repeated = 0; repeated < 60; repeated++) {
            long[] ids = LongStream.range(0, 61).toArray();
            ids[60] = repeated;
            for (int capacity = 2; capacity < 20; capacity++) {
                assertThat(find(ids, capacity)).isEqualTo(repeated);
            }
        }
    }
}
