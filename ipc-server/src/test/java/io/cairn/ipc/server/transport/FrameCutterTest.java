package io.cairn.ipc.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.ipc.server.transport.FrameCutter.Found;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Frames come out as they went in, however the stream is divided; and all memory goes back. */
class FrameCutterTest {

    private final PooledByteBufAllocator allocator =
            new PooledByteBufAllocator(true, 0, 1, 8192, 9, 0, 0, false);
    private final FrameMemory memory = new FrameMemory(64 << 20);
    private final FrameCutter cutter = new FrameCutter(allocator, memory);

    @AfterEach
    void everythingIsReleased() {
        cutter.close();
        assertThat(allocator.metric().directArenas().getFirst().numActiveAllocations()).isZero();
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void streamsDividedAnywhereGiveTheSameFrames() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            List<byte[]> payloads = new ArrayList<>();
            ByteBuffer stream = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            int frames = random.nextInt(1, 30);
            for (int i = 0; i < frames; i++) {
                byte[] payload = new byte[random.nextInt(10) == 0 ? random.nextInt(9000) : i % 4];
                random.nextBytes(payload);
                payloads.add(payload);
                stream.put((byte) (200 + i)).putInt(payload.length).put(payload);
            }
            stream.flip();
            int longest = random.nextInt(4) == 0 ? 1 + random.nextInt(7) : 1 + random.nextInt(4000);
            List<byte[]> found = new ArrayList<>();
            while (stream.hasRemaining()) {
                int more = random.nextInt(1, 4);
                for (int i = 0; i < more && stream.hasRemaining(); i++) {
                    cutter.add(
                            piece(
                                    stream,
                                    Math.min(stream.remaining(), 1 + random.nextInt(longest))));
                }
                while (cutter.advance() == Found.FRAME) {
                    assertThat(cutter.opcode()).isEqualTo((200 + found.size()) & 0xFF);
                    found.add(copy(cutter.payload()));
                }
                assertThat(cutter.hasMore()).isFalse();
            }
            assertThat(found).usingElementComparator(Arrays::compare).isEqualTo(payloads);
        }
    }

    @Test
    void wholeFramesAreNotCopied() {
        ByteBuffer stream = RawClient.frame(1, new byte[1000]);
        ByteBuf piece = piece(stream, stream.remaining());
        cutter.add(piece);
        assertThat(cutter.advance()).isEqualTo(Found.FRAME);
        piece.setByte(piece.readerIndex() + 5 + 7, 99);
        ByteBuffer payload = cutter.payload();
        assertThat(payload.get(payload.position() + 7)).isEqualTo((byte) 99);
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void aLargeFrameIsGivenMemoryAsItComes() {
        int length = 16 << 20;
        cutter.add(piece(RawClient.header(1, length, 0).flip(), 5));
        assertThat(cutter.advance()).isEqualTo(Found.PART);
        assertThat(memory.bytes()).isLessThan(300_000);
        byte[] chunk = new byte[64 * 1024];
        int growths = 0;
        for (int sent = 0; sent < length; sent += chunk.length) {
            assertThat(cutter.advance()).isEqualTo(Found.PART);
            long before = memory.bytes();
            cutter.add(piece(ByteBuffer.wrap(chunk), chunk.length));
            boolean last = sent + chunk.length == length;
            assertThat(cutter.advance()).isEqualTo(last ? Found.FRAME : Found.PART);
            growths += memory.bytes() == before ? 0 : 1;
            assertThat(memory.bytes()).isLessThanOrEqualTo(Math.max(300_000, 5L * sent + 300_000));
        }
        assertThat(growths).isLessThanOrEqualTo(4);
        assertThat(cutter.payload().remaining()).isEqualTo(length);
        assertThat(cutter.advance()).isEqualTo(Found.PART);
        assertThat(memory.bytes()).isZero();
    }

    @Test
    void lengthsAreUnsigned() {
        for (int said : new int[] {(16 << 20) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            FrameCutter own = new FrameCutter(allocator, memory);
            own.add(piece(RawClient.header(9, said, 0).flip(), 5));
            assertThat(own.advance()).isEqualTo(Found.TOO_LONG);
            assertThat(own.opcode()).isEqualTo(9);
            assertThat(own.length()).isEqualTo(Integer.toUnsignedLong(said));
            own.close();
        }
    }

    @Test
    void lengthsAreCheckedWhenTheHeaderComesInParts() {
        ByteBuffer header = RawClient.header(9, -1, 0).flip();
        cutter.add(piece(header, 3));
        assertThat(cutter.advance()).isEqualTo(Found.PART);
        cutter.add(piece(header, 2));
        assertThat(cutter.advance()).isEqualTo(Found.TOO_LONG);
    }

    @Test
    void allPartsTogetherAreBounded() {
        FrameMemory little = new FrameMemory(400_000);
        FrameCutter first = new FrameCutter(allocator, little);
        FrameCutter second = new FrameCutter(allocator, little);
        first.add(piece(RawClient.header(1, 10 << 20, 0).flip(), 5));
        second.add(piece(RawClient.header(1, 10 << 20, 0).flip(), 5));
        assertThat(first.advance()).isEqualTo(Found.PART);
        assertThat(second.advance()).isEqualTo(Found.NO_MEMORY);
        first.close();
        assertThat(little.bytes()).isZero();
        second.close();
    }

    private ByteBuf piece(ByteBuffer stream, int bytes) {
        ByteBuf piece = allocator.directBuffer(bytes + 3);
        piece.setIndex(3, 3);
        piece.writeBytes(stream.slice(stream.position(), bytes));
        stream.position(stream.position() + bytes);
        return piece;
    }

    private static byte[] copy(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }
}
