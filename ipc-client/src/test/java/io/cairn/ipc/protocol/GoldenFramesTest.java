package io.cairn.ipc.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.error.InvalidArgumentException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: the bytes of every message stay what they are and what {@code docs/wire-protocol.md} shows.
 * Method: one sample of each kind against a file of hexadecimal lines; {@code
 * -Dcairn.golden.rewrite=true} writes the file anew, for a change of the protocol that is meant.
 */
class GoldenFramesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden-frames.txt");
    private static final Path MANUAL = Path.of("../docs/wire-protocol.md");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int NUMBER = 30;

    private static byte[] frame(Request request) {
        WireWriter out = new WireWriter(1);
        request.encodeFrame(out, NUMBER);
        return written(out);
    }

    private static byte[] frame(Reply reply) {
        WireWriter out = new WireWriter(1);
        reply.encodeFrame(out, NUMBER);
        return written(out);
    }

    private static byte[] written(WireWriter out) {
        return Arrays.copyOf(out.buffer().array(), out.position());
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Request request : Samples.requests()) {
            lines.add(request.opcode() + ": " + HEX.formatHex(frame(request)));
        }
        for (Reply reply : Samples.replies()) {
            lines.add("reply " + reply.code() + ": " + HEX.formatHex(frame(reply)));
        }
        return lines;
    }

    @Test
    void everyMessageHasItsBytes() throws IOException {
        if (Boolean.getBoolean("cairn.golden.rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, lines());
        }
        assertThat(lines()).isEqualTo(Files.readAllLines(GOLDEN));
    }

    @Test
    void thereIsASampleOfEveryKind() {
        assertThat(Samples.requests().stream().map(Request::opcode))
                .containsExactly(Opcode.values());
        assertThat(Samples.replies().stream().map(Reply::code)).containsExactly(ReplyCode.values());
    }

    @Test
    void theManualShowsEveryMessage() throws IOException {
        String manual = Files.readString(MANUAL);
        for (String line : Files.readAllLines(GOLDEN)) {
            assertThat(manual).contains(line.substring(line.indexOf(':') + 2));
        }
        for (Opcode opcode : Opcode.values()) {
            assertThat(manual).contains("0x%02X %s".formatted(opcode.code(), opcode));
        }
        for (ReplyCode reply : ReplyCode.values()) {
            assertThat(manual).contains("0x%02X %s".formatted(reply.code(), reply));
        }
    }

    @Test
    void everyMessageIsReadAsItWasWritten() {
        for (Request request : Samples.requests()) {
            byte[] bytes = frame(request);
            Opcode opcode = Opcode.of(bytes[0]);
            assertThat(opcode).isEqualTo(request.opcode());
            assertThat(frame(opcode.decode(body(bytes)))).isEqualTo(bytes);
        }
        for (Reply reply : Samples.replies()) {
            byte[] bytes = frame(reply);
            ReplyCode code = ReplyCode.of(bytes[0]);
            assertThat(code).isEqualTo(reply.code());
            assertThat(frame(code.decode(body(bytes)))).isEqualTo(bytes);
        }
    }

    @Test
    void aFrameTellsItsLength() {
        for (Request request : Samples.requests()) {
            byte[] bytes = frame(request);
            int length = ByteBuffer.wrap(Arrays.copyOfRange(bytes, 1, 5)).getInt();
            assertThat(Integer.reverseBytes(length)).isEqualTo(bytes.length - Frame.HEADER_BYTES);
        }
    }

    /**
     * What ends too early is refused, wherever it ends, unless the rest of a frame may be empty.
     */
    @Test
    void halfABodyIsRefused() {
        for (Request request : Samples.requests()) {
            byte[] bytes = frame(request);
            for (int end = Frame.HEADER_BYTES + Frame.NUMBER_BYTES; end < bytes.length; end++) {
                WireReader half = body(Arrays.copyOf(bytes, end));
                assertThatThrownBy(() -> request.opcode().decode(half))
                        .as("%s cut at %s", request, end)
                        .isInstanceOf(InvalidArgumentException.class);
            }
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        for (Request request : Samples.requests()) {
            byte[] bytes = frame(request);
            WireReader longer = body(Arrays.copyOf(bytes, bytes.length + 1));
            assertThatThrownBy(() -> request.opcode().decode(longer))
                    .as("%s", request)
                    .isInstanceOf(InvalidArgumentException.class);
        }
    }

    @Test
    void aLengthBeyondTheFrameIsRefusedBeforeAnythingIsAllocated() {
        byte[] bytes =
                frame(
                        new ReadRequest.Get(
                                View.DATABASE, io.cairn.api.Modes.none(), new byte[] {'k'}));
        int lengthAt = bytes.length - 5;
        for (int claimed : new int[] {2, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF}) {
            ByteBuffer.wrap(bytes).putInt(lengthAt, Integer.reverseBytes(claimed));
            assertThatThrownBy(() -> Opcode.GET.decode(body(bytes)))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining(Integer.toUnsignedString(claimed));
        }
    }

    private static WireReader body(byte[] frame) {
        int start = Frame.HEADER_BYTES + Frame.NUMBER_BYTES;
        return new WireReader(ByteBuffer.wrap(frame, start, frame.length - start));
    }
}
