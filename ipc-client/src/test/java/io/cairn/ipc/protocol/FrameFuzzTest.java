package io.cairn.ipc.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.cairn.error.CairnException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Goal: no bytes make a decoder fail other than by its own error, and what is read is written back
 * the same. Method: Jazzer, guided by coverage, from a corpus of one frame of every kind ({@code
 * ipc-client/fuzz}); in a build the corpus and seeded changes of it.
 */
class FrameFuzzTest {

    private static final Path CORPUS =
            Path.of(
                    "src/test/resources/io/cairn/ipc/protocol/FrameFuzzTestInputs/aFrameIsReadOrRefused");
    private static final int CHANGES_EACH = 400;

    @FuzzTest
    void aFrameIsReadOrRefused(byte[] frame) {
        check(frame);
    }

    @Test
    void seededChangesOfEveryFrame() throws IOException {
        Random random = new Random(1);
        List<Path> files;
        try (Stream<Path> list = Files.list(CORPUS)) {
            files = new ArrayList<>(list.sorted().toList());
        }
        for (Path file : files) {
            byte[] frame = Files.readAllBytes(file);
            for (int i = 0; i < CHANGES_EACH; i++) {
                check(changed(frame, random));
            }
        }
    }

    private static byte[] changed(byte[] frame, Random random) {
        byte[] changed =
                switch (random.nextInt(3)) {
                    case 0 -> Arrays.copyOf(frame, random.nextInt(frame.length + 1));
                    case 1 -> Arrays.copyOf(frame, frame.length + random.nextInt(9));
                    default -> frame.clone();
                };
        for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] =
                    random.nextBoolean() ? (byte) random.nextInt() : (byte) 0xFF;
        }
        return changed;
    }

    private static void check(byte[] frame) {
        int start = Frame.HEADER_BYTES + Frame.NUMBER_BYTES;
        if (frame.length < start) {
            return;
        }
        byte[] body = Arrays.copyOfRange(frame, start, frame.length);
        Opcode opcode = Opcode.of(frame[0]);
        if (opcode != null) {
            checkRequest(opcode, body);
        }
        ReplyCode code = ReplyCode.of(frame[0]);
        if (code != null) {
            checkReply(code, body);
        }
    }

    private static void checkRequest(Opcode opcode, byte[] body) {
        Request request;
        try {
            request = opcode.decode(new WireReader(ByteBuffer.wrap(body)));
        } catch (CairnException e) {
            return; // Refused, as it should be.
        }
        WireWriter out = new WireWriter(64);
        request.encode(out);
        assertArrayEquals(body, written(out), request::toString);
    }

    private static void checkReply(ReplyCode code, byte[] body) {
        Reply reply;
        try {
            reply = code.decode(new WireReader(ByteBuffer.wrap(body)));
        } catch (CairnException e) {
            return; // Refused, as it should be.
        }
        WireWriter out = new WireWriter(64);
        reply.encode(out);
        WireWriter again = new WireWriter(64);
        code.decode(new WireReader(ByteBuffer.wrap(written(out)))).encode(again);
        assertArrayEquals(written(out), written(again), reply::toString);
    }

    private static byte[] written(WireWriter out) {
        return Arrays.copyOf(out.buffer().array(), out.position());
    }
}
