package io.cairn.ipc.server.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.EndReason;
import io.cairn.api.Entry;
import io.cairn.api.EntryPage;
import io.cairn.api.KeyPage;
import io.cairn.api.Modes;
import io.cairn.api.SegmentPage;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Frame;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages whose bodies lie in regions, honest and not. */
final class LongBodiesTest {

    private static final long BYTES_MAX = 64L << 20;

    private final RegionBudget budget = new RegionBudget(BYTES_MAX, BYTES_MAX, 4);

    static Stream<Reply> replies() {
        byte[] key = {1, 2, 3};
        byte[] value = new byte[300];
        return Stream.of(
                new Reply.Value(null),
                new Reply.Value(value),
                new Reply.Values(Arrays.asList(value, null, key)),
                new Reply.Page(null, 3, value),
                new Reply.KeyList(new KeyPage(List.of(key, value), null, EndReason.EXHAUSTED)),
                new Reply.KeyList(new KeyPage(List.of(key), key, EndReason.EXHAUSTED)),
                new Reply.EntryList(
                        new EntryPage(
                                List.of(new Entry(key, value), new Entry(key, key)),
                                key,
                                EndReason.EXHAUSTED)),
                new Reply.Sized(new long[] {1, -1}, value),
                new Reply.SizedList(
                        new SegmentPage(new long[] {3}, new long[] {300, -3}, key), key, value),
                new Reply.Texts(List.of("some", "texts")));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void writesWhatAFrameWouldHold(Reply reply) {
        WireWriter frame = new WireWriter(16);
        reply.encode(frame);
        byte[] expected = Arrays.copyOf(frame.buffer().array(), frame.position());
        try (RegionTable table = new RegionTable(budget)) {
            Reply.Spilled spilled = LongBodies.write(table, reply);

            assertThat(spilled.replyCode()).isEqualTo(reply.code().code());
            assertThat(spilled.length()).isEqualTo(expected.length);
            try (RegionSlice slice = table.slice(spilled.region().region(), 0, expected.length)) {
                byte[] body = slice.apply(memory -> memory.toArray(ValueLayout.JAVA_BYTE));
                assertThat(body).isEqualTo(expected);
            }
        }
    }

    @Test
    void knowsWhichRepliesAreTooLong() {
        int longest = Frame.PAYLOAD_BYTES_MAX - Frame.NUMBER_BYTES - 1;
        assertThat(LongBodies.isTooLong(new Reply.Value(new byte[longest]))).isFalse();
        assertThat(LongBodies.isTooLong(new Reply.Value(new byte[longest + 1]))).isTrue();
        assertThat(LongBodies.isTooLong(new Reply.Done())).isFalse();
    }

    @Test
    void aReplyThatFitsNoRegionLeavesNoneBehind() {
        RegionBudget small = new RegionBudget(1 << 20, 1 << 20, 4);
        try (RegionTable table = new RegionTable(small)) {
            Reply reply = new Reply.Value(new byte[1 << 20]);
            assertThatThrownBy(() -> LongBodies.write(table, reply))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=regionBytesMax");
            assertThat(small.usedBytes()).isZero();
        }
    }

    /** Keys that become longer while the reply is written stand for any failure to write it. */
    @Test
    void aReplyThatCannotBeWrittenLeavesNothingBehind() {
        AtomicInteger length = new AtomicInteger();
        List<byte[]> growing =
                new AbstractList<>() {
                    @Override
                    public byte[] get(int index) {
                        return new byte[length.addAndGet(1000)];
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                };
        try (RegionTable table = new RegionTable(budget)) {
            Reply reply = new Reply.KeyList(new KeyPage(growing, null, EndReason.EXHAUSTED));
            assertThatThrownBy(() -> LongBodies.write(table, reply))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(budget.usedBytes()).isZero();
        }
    }

    @Test
    void readsARequestThatSharesNothingWithTheRegion() {
        try (RegionTable table = new RegionTable(budget)) {
            int region = table.open(4096).region();
            long length = put(table, region, 100);
            WriteRequest.Put put =
                    (WriteRequest.Put)
                            LongBodies.read(table, spilled(Opcode.PUT, region, 100, length), 4096);
            fill(table, region, 9);

            assertThat(put.key()).containsExactly(1);
            assertThat(put.value()).containsExactly(2, 3);
        }
    }

    @Test
    void refusesPlacesLengthsAndKinds() {
        try (RegionTable table = new RegionTable(budget)) {
            int region = table.open(4096).region();
            long length = put(table, region, 0);

            assertThatThrownBy(() ->
                            LongBodies.read(
                                    table, spilled(Opcode.PUT, region, 0, length), length - 1))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("messageBytesMax");
            refused(table, spilled(Opcode.PUT, region, 0, Long.MAX_VALUE), "length=");
            refused(table, spilled(Opcode.PUT, region, -1, length), "offset=18446744073709551615");
            refused(table, spilled(Opcode.PUT, region + 1, 0, length), "no such region");
            refused(table, spilled(Opcode.PUT, region, 0, length + 1), "after the end");
            refused(table, spilled(Opcode.PUT, region, 0, length - 1), "larger than the rest");
            refused(table, spilled(Opcode.SPILLED, region, 0, 21), "opcode=83");
            refused(table, spilled(Opcode.HELLO, region, 0, length), "opcode=16");
            refused(table, new RegionRequest.Spilled(0x7F, region, 0, length), "opcode=127");
            table.close(region);
            assertThat(budget.usedBytes()).isZero();
        }
    }

    /** Writes the body of a PUT at an offset and returns its length. */
    private static long put(RegionTable table, int region, long offset) {
        WireWriter out = new WireWriter(64);
        new WriteRequest.Put(View.DATABASE, Modes.none(), new byte[] {1}, new byte[] {2, 3})
                .encode(out);
        MemorySegment body = MemorySegment.ofBuffer(out.buffer().flip());
        try (RegionSlice slice = table.slice(region, offset, body.byteSize())) {
            slice.apply(memory -> memory.copyFrom(body));
        }
        return body.byteSize();
    }

    private static void fill(RegionTable table, int region, int value) {
        try (RegionSlice slice = table.slice(region, 0, 4096)) {
            slice.apply(memory -> memory.fill((byte) value));
        }
    }

    private static void refused(RegionTable table, RegionRequest.Spilled place, String text) {
        assertThatThrownBy(() -> LongBodies.read(table, place, BYTES_MAX))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining(text);
    }

    private static RegionRequest.Spilled spilled(
            Opcode opcode, int region, long offset, long length) {
        return new RegionRequest.Spilled(opcode.code(), region, offset, length);
    }
}
