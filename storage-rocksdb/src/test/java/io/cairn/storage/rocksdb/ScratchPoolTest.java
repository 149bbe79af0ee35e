package io.cairn.storage.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Memory for calls is made once and lent again. */
class ScratchPoolTest {

    private static final int THREADS = 70;

    private final Counting arena = new Counting();
    private final ScratchPool pool = new ScratchPool(arena);

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void aThreadThatReadsForTheFirstTimeFindsOne() throws InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = Thread.ofPlatform().start(() -> pool.release(pool.acquire()));
            thread.join();
        }
        assertEquals(1, arena.allocations, "all that the slots begin with is one piece");
    }

    @Test
    void whatIsInUseIsLentToNobodyElse() {
        Scratch outer = pool.acquire();
        Scratch inner = pool.acquire();
        assertNotSame(outer, inner);
        outer.clearError();
        inner.clearError();
        NativeMemory.putLong(inner.lengthCell, 7);
        NativeMemory.putLong(outer.lengthCell, 8);
        assertEquals(7, inner.length());
        pool.release(inner);
        pool.release(outer);
        assertEquals(2, arena.allocations);
        Scratch again = pool.acquire();
        assertNotSame(again, pool.acquire());
        assertEquals(2, arena.allocations, "what was given back is lent again");
    }

    @Test
    void thoseOfTheSlotsDoNotOverlap() {
        Scratch[] all = Scratch.several(arena, 3);
        for (int i = 0; i < all.length; i++) {
            all[i].key(new byte[] {(byte) i});
            for (int at = 0; at < Scratch.VALUE_BYTES_MIN; at += 8) {
                NativeMemory.putLong(all[i].value(1) + at, i);
            }
            NativeMemory.putLong(all[i].errorCell, i);
        }
        for (int i = 0; i < all.length; i++) {
            assertEquals(i, NativeMemory.getLong(all[i].errorCell));
            for (int at = 0; at < Scratch.VALUE_BYTES_MIN; at += 8) {
                assertEquals(i, NativeMemory.getLong(all[i].value(1) + at));
            }
        }
    }

    /** Counts what is asked for. */
    private static final class Counting implements Arena {

        private final Arena real = Arena.ofShared();
        private int allocations;

        @Override
        public MemorySegment allocate(long bytes, long alignment) {
            allocations++;
            return real.allocate(bytes, alignment);
        }

        @Override
        public MemorySegment.Scope scope() {
            return real.scope();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
