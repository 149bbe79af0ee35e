package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads are let in as there is room, and let go when there will be none. */
class WriteGateTest {

    /** There is room for so many that have not begun their replies. */
    private final AtomicInteger room = new AtomicInteger();

    private final WriteGate gate = new WriteGate(this::hasRoom);
    private final AtomicInteger in = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** How many may begin their replies, or end without. */
    private final Semaphore goOn = new Semaphore(0);

    private boolean hasRoom() {
        return gate.expected() < room.get();
    }

    private void start(int count, boolean begin) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            threads.add(
                    Thread.startVirtualThread(() -> {
                        started.countDown();
                        try {
                            gate.await();
                            in.incrementAndGet();
                            goOn.acquire();
                            if (begin && gate.begins()) {
                                gate.changed();
                            }
                        } catch (ClosedException | InterruptedException e) {
                            gone.incrementAndGet();
                        }
                    }));
        }
        started.await();
    }

    @AfterEach
    void nobodyIsForgotten() throws InterruptedException {
        gate.close();
        goOn.release(1_000);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(in.get() + gone.get()).isEqualTo(threads.size());
        assertThatThrownBy(gate::await).isInstanceOf(ClosedException.class);
    }

    @Test
    void nobodyIsLetInWhileThereIsNoRoom() throws Exception {
        start(10, true);
        gate.changed();
        assertThat(in).hasValue(0);
        threads.getFirst().interrupt();
        threads.getFirst().join();
        assertThat(gone).hasValue(1);
        assertThat(in).hasValue(0);
    }

    @Test
    void soManyAreLetInAsThereIsRoomForAndMoreWhenTheyBegin() throws Exception {
        start(20, true);
        room.set(3);
        gate.changed();
        EchoServer.eventually("three are in", () -> in.get() == 3);
        assertThat(gate.expected()).isEqualTo(3);
        for (int done = 1; done <= 17; done++) {
            goOn.release();
            int expected = 3 + done;
            EchoServer.eventually("the next one is in", () -> in.get() == expected);
            assertThat(gate.expected()).isEqualTo(3);
        }
    }

    @Test
    void whoEndsWithoutAReplyDoesNotKeepOthersOut() throws Exception {
        start(10, false);
        room.set(2);
        gate.changed();
        goOn.release(10);
        EchoServer.eventually("all were in", () -> in.get() == 10);
    }

    @Test
    void whoNeedNotWaitIsCountedToo() throws Exception {
        room.set(1);
        gate.await();
        assertThat(gate.expected()).isEqualTo(1);
        assertThat(gate.begins()).isTrue();
        assertThat(gate.begins()).isFalse();
        assertThat(gate.expected()).isZero();
    }
}
