package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.ClosedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Replies of other threads wait their turn, are counted, and are freed; and so do the threads. */
class OutboxTest {

    private final PooledByteBufAllocator allocator =
            new PooledByteBufAllocator(true, 0, 1, 8192, 9, 0, 0, false);
    private final AtomicInteger wakes = new AtomicInteger();
    private final Outbox outbox = new Outbox(allocator, wakes::incrementAndGet);

    private long buffers() {
        return allocator.metric().directArenas().getFirst().numActiveAllocations();
    }

    private ReplyWriter reply(int number) {
        ReplyWriter reply = outbox.newReply(16);
        reply.u32(number);
        return reply;
    }

    @Test
    void repliesComeOutInOrderAndOneWakeServesMany() {
        outbox.put(reply(1));
        outbox.put(reply(2));
        assertThat(wakes).hasValue(1);
        assertThat(outbox.finishedBytes()).isEqualTo(8);
        outbox.beforeFetch();
        outbox.put(reply(3));
        assertThat(wakes).hasValue(2);
        List<Integer> numbers = new ArrayList<>();
        for (ByteBuf next = outbox.fetch(); next != null; next = outbox.fetch()) {
            numbers.add(next.readIntLE());
            next.release();
        }
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(outbox.bytes()).isZero();
        assertThat(buffers()).isZero();
    }

    @Test
    void whatIsBeingMadeCountsUntilItIsGivenBack() {
        ReplyWriter first = outbox.newReply(10_000);
        ReplyWriter second = outbox.newReply(0);
        second.raw(new byte[100_000]);
        assertThat(outbox.bytes()).isGreaterThanOrEqualTo(110_000);
        assertThat(outbox.finishedBytes()).isZero();
        outbox.discard(first);
        outbox.discard(second);
        assertThat(outbox.bytes()).isZero();
        assertThat(buffers()).isZero();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void closingFreesWhatIsThereAndWhatComes() {
        outbox.put(reply(1));
        ReplyWriter late = reply(2);
        outbox.close();
        assertThat(buffers()).isEqualTo(1);
        outbox.put(late);
        assertThat(buffers()).isZero();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(outbox.bytes()).isZero();
    }

    @Test
    void threadsAreLetInWhenThereIsRoomAndLetGoWhenThereWillBeNone() throws Exception {
        AtomicBoolean open = new AtomicBoolean();
        WriteGate gate = new WriteGate(open::get);
        AtomicInteger in = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(20);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(
                    Thread.startVirtualThread(() -> {
                        started.countDown();
                        try {
                            gate.await();
                            in.incrementAndGet();
                            open.set(false);
                        } catch (ClosedException | InterruptedException e) {
                            gone.incrementAndGet();
                        }
                    }));
        }
        started.await();
        threads.getFirst().interrupt();
        threads.getFirst().join();
        assertThat(gone).hasValue(1);
        open.set(true);
        gate.changed();
        EchoServer.eventually("some are let in", () -> in.get() > 0);
        gate.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(in.get() + gone.get()).isEqualTo(20);
        assertThatThrownBy(gate::await).isInstanceOf(ClosedException.class);
    }
}
