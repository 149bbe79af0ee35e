package io.cairn.occ;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * The bound never passes a member's version, follows when members leave, and holds while threads
 * join at random.
 */
class ActiveReadersTest {

    @Test
    void theOldestMemberHoldsTheBoundBack() {
        AtomicLong visible = new AtomicLong(10);
        ActiveReaders readers = new ActiveReaders(10);
        ActiveReaders.Era old = readers.join();
        visible.set(20);
        assertEquals(10, readers.oldest(visible::get));
        ActiveReaders.Era young = readers.join();
        visible.set(30);
        assertEquals(10, readers.oldest(visible::get));
        old.leave();
        assertEquals(20, readers.oldest(visible::get));
        young.leave();
        assertEquals(30, readers.oldest(visible::get));
    }

    @Test
    void membersOfAllErasCount() {
        AtomicLong visible = new AtomicLong(1);
        ActiveReaders readers = new ActiveReaders(1);
        assertTrue(readers.isEmptyBut(0));
        ActiveReaders.Era old = readers.join();
        visible.set(2);
        readers.oldest(visible::get);
        ActiveReaders.Era young = readers.join();
        assertFalse(readers.isEmptyBut(1));
        assertTrue(readers.isEmptyBut(2));
        old.leave();
        assertFalse(readers.isEmptyBut(0));
        assertTrue(readers.isEmptyBut(1));
        young.leave();
        assertTrue(readers.isEmptyBut(0));
        visible.set(3);
        assertEquals(3, readers.oldest(visible::get));
    }

    @Test
    void aLongReaderDoesNotMakeTheErasPileUp() {
        AtomicLong visible = new AtomicLong(1);
        ActiveReaders readers = new ActiveReaders(1);
        ActiveReaders.Era old = readers.join();
        for (int i = 0; i < 100_000; i++) {
            ActiveReaders.Era era = readers.join();
            visible.incrementAndGet();
            readers.oldest(visible::get);
            era.leave();
        }
        assertTrue(readers.eras() < 1_000, () -> "eras: " + readers.eras());
        assertEquals(1, readers.oldest(visible::get));
        old.leave();
        assertEquals(visible.get(), readers.oldest(visible::get));
    }

    @Test
    void threadsThatJoinReadVersionsAtOrAboveTheBound() throws InterruptedException {
        AtomicLong visible = new AtomicLong(1);
        AtomicLong bound = new AtomicLong();
        ActiveReaders readers = new ActiveReaders(1);
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong breaches = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            long seed = t;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                Random random = new Random(seed);
                                while (!stop.get()) {
                                    ActiveReaders.Era era = readers.join();
                                    long version = visible.get();
                                    for (int spin = random.nextInt(200); spin > 0; spin--) {
                                        Thread.onSpinWait();
                                    }
                                    if (bound.get() > version) {
                                        breaches.incrementAndGet();
                                    }
                                    era.leave();
                                }
                            }));
        }
        for (int i = 0; i < 200_000; i++) {
            visible.incrementAndGet();
            bound.set(readers.oldest(visible::get));
        }
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, breaches.get());
    }
}
