package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Replies of other threads come out in order, are counted, and are freed. */
class OutboxTest {

    private final PooledByteBufAllocator allocator =
            new PooledByteBufAllocator(true, 0, 1, 8192, 9, 0, 0, false);
    private final AtomicInteger wakes = new AtomicInteger();
    private final WriteGate gate = new WriteGate(() -> true);
    private final Outbox outbox = new Outbox(allocator, gate, wakes::incrementAndGet);

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
    void whoWasLetInCountsUntilTheReplyIsMade() throws Exception {
        outbox.newReply(16).release();
        assertThat(outbox.bytes()).isZero();
        gate.await();
        assertThat(outbox.bytes()).isEqualTo(Outbox.LARGE_REPLY_BYTES);
        ReplyWriter reply = outbox.newReply(16);
        assertThat(outbox.bytes()).isEqualTo(Outbox.LARGE_REPLY_BYTES);
        reply.raw(new byte[1 << 20]);
        assertThat(outbox.bytes()).isGreaterThanOrEqualTo(1 << 20);
        outbox.put(reply);
        assertThat(outbox.bytes()).isEqualTo(1 << 20);
        outbox.close();
        assertThat(outbox.bytes()).isZero();
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
}
