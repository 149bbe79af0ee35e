package io.cairn.ipc.server.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Modes;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.ipc.protocol.Opcode;
import io.cairn.ipc.protocol.RegionRequest;
import io.cairn.ipc.protocol.Reply;
import io.cairn.ipc.protocol.View;
import io.cairn.ipc.protocol.WireWriter;
import io.cairn.ipc.protocol.WriteRequest;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** Messages whose bodies lie in regions, honest and not. */
final class LongBodiesTest {

    private static final long BYTES_MAX = 64L << 20;

    private final RegionBudget budget = new RegionBudget(BYTES_MAX, BYTES_MAX, 4);

    @Test
    void writesABodyIntoARegionOfItsOwn() {
        try (RegionTable table = new RegionTable(budget)) {
            Reply.Spilled spilled =
                    LongBodies.write(table, 0x93, 7, out -> out.bytes(new byte[] {4, 5, 6}));

            assertThat(spilled.replyCode()).isEqualTo(0x93);
            assertThat(spilled.length()).isEqualTo(7);
            try (RegionSlice slice = table.slice(spilled.region().region(), 0, 7)) {
                byte[] body = slice.apply(memory -> memory.toArray(ValueLayout.JAVA_BYTE));
                assertThat(body).containsExactly(3, 0, 0, 0, 4, 5, 6);
            }
        }
    }

    @Test
    void aBodyOfAnotherLengthLeavesNothingBehind() {
        try (RegionTable table = new RegionTable(budget)) {
            assertThatThrownBy(() -> LongBodies.write(table, 0x93, 7, out -> out.u64(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("longer");
            assertThatThrownBy(() -> LongBodies.write(table, 0x93, 7, out -> out.u32(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("shorter");
            assertThat(budget.usedBytes()).isZero();
        }
    }

    @Test
    void aReplyThatFitsNoRegionIsRefused() {
        try (RegionTable table = new RegionTable(budget)) {
            assertThatThrownBy(() -> LongBodies.write(table, 0x93, BYTES_MAX + 1, out -> {}))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=regionBytesMax");
            assertThatThrownBy(() -> LongBodies.write(table, 0x93, 1L << 31, out -> {}))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("limit=messageBytesMax");
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
