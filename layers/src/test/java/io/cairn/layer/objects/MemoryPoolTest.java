package io.cairn.layer.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPoolTest {

    private static final long MIB = 1 << 20;

    @Test
    void blocksNeverOverlapAndAllComesBack() {
        Random random = new Random(7);
        MemoryPool pool = new MemoryPool(40 * MIB);
        List<Block> blocks = new ArrayList<>();
        List<Byte> marks = new ArrayList<>();
        long used = 0;
        for (int step = 0; step < 3_000; step++) {
            long bytes =
                    random.nextInt(10) == 0
                            ? random.nextLong(1, 20 * MIB)
                            : random.nextInt(1, 9_000);
            Block block = random.nextInt(5) < 3 ? pool.allocate(bytes) : null;
            if (block != null) {
                byte mark = (byte) random.nextInt();
                block.memory(block.length()).fill(mark);
                blocks.add(block);
                marks.add(mark);
                used += block.length();
            } else if (!blocks.isEmpty()) {
                int which = random.nextInt(blocks.size());
                Block old = blocks.remove(which);
                byte mark = marks.remove(which);
                for (long at : new long[] {0, old.length() / 2, old.length() - 1}) {
                    assertThat(old.memory(old.length()).get(ValueLayout.JAVA_BYTE, at))
                            .isEqualTo(mark);
                }
                used -= old.length();
                pool.free(old);
            }
            assertThat(pool.used()).isEqualTo(used);
            assertThat(pool.taken()).isBetween(used, 40 * MIB);
        }
        blocks.forEach(pool::free);
        assertThat(pool.used()).isZero();
        assertThat(pool.allocate(40 * MIB)).isNotNull();
    }

    @Test
    void theWholeLimitCanBeUsedByBlocksOfOneSize() {
        MemoryPool pool = new MemoryPool(100 * MIB);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            blocks.add(Objects.requireNonNull(pool.allocate(MIB)));
        }
        assertThat(pool.allocate(1)).isNull();
        blocks.forEach(pool::free);
        assertThat(pool.allocate(100 * MIB)).isNotNull();
        assertThat(pool.allocate(100 * MIB + 1)).isNull();
    }

    @Test
    void memoryIsTakenWhenItIsNeeded() {
        MemoryPool pool = new MemoryPool(1L << 40);
        assertThat(pool.taken()).isZero();
        assertThat(pool.allocate(1)).isNotNull();
        assertThat(pool.taken()).isEqualTo(64 * MIB);
    }

    @Test
    void aClosedPoolGivesBackWhatIsStillUsedWhenItIsFreed() {
        MemoryPool pool = new MemoryPool(MIB);
        Block one = Objects.requireNonNull(pool.allocate(100));
        Block two = Objects.requireNonNull(pool.allocate(100));
        pool.close();
        assertThat(pool.allocate(1)).isNull();
        pool.free(one);
        assertThat(pool.taken()).isEqualTo(MIB);
        assertThat(two.memory(100).scope().isAlive()).isTrue();
        pool.free(two);
        assertThat(pool.taken()).isZero();
        assertThat(two.extent().memory().scope().isAlive()).isFalse();
    }
}
