package io.cairn.ipc.server.dialect;

import static io.cairn.ipc.server.dialect.Frames.frame;
import static io.cairn.ipc.server.dialect.Frames.u16;
import static io.cairn.ipc.server.dialect.Frames.u32;
import static io.cairn.ipc.server.dialect.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.Durability;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a payload holds, it is answered by exactly one whole frame, and nothing is thrown. */
class HostileFramesTest {

    private static final Set<Byte> REPLIES =
            Set.of((byte) 0x80, (byte) 0x81, (byte) 0x82, (byte) 0x83, (byte) 0x86, (byte) 0x87);

    private static final List<byte[]> REQUESTS =
            List.of(
                    frame(0x01, u32(2), utf8("ke"), u32(3), utf8("val")),
                    frame(0x02, u32(2), utf8("ke")),
                    frame(0x03, u32(2), utf8("ke")),
                    frame(0x04),
                    frame(0x05, u32(1), u32(0)),
                    frame(0x06, u32(1), u32(0)),
                    frame(0x07, u16(2), utf8("u/"), u32(1), u32(1), u16(1), u16(1), utf8("a")),
                    frame(0x07, utf8("{\"prefix\":\"u/\",\"limit\":1,\"select\":[\"a\"]}")),
                    frame(0x08, u16(1), utf8("t"), u16(1), u16(1), utf8("a"), new byte[] {3, 1}),
                    frame(0x09, u16(2), u16(1), utf8("a"), u16(1), utf8("b"), utf8("v")),
                    frame(0x0a, u16(2), u16(1), utf8("a"), u16(1), utf8("b")),
                    frame(0x0b, utf8("\u00e9")),
                    frame(0x0c),
                    frame(0x0d),
                    frame(0x0e),
                    frame(0x0f, utf8("SELECT 1")));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersEveryBeginningOfARequest(boolean documented) throws InterruptedException {
        try (Database database = Cairn.inMemory()) {
            PlayedPeer peer = new PlayedPeer();
            OrderedDialect dialect = dialect(documented, peer, database);
            for (byte[] request : REQUESTS) {
                for (int length = 5; length <= request.length; length++) {
                    assertOneReply(peer.ask(dialect, Arrays.copyOf(request, length)));
                }
            }
            dialect.closed();
            assertThat(peer.writersOut()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersNoise(boolean documented) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(20260104);
        try (Database database = Cairn.inMemory()) {
            PlayedPeer peer = new PlayedPeer();
            OrderedDialect dialect = dialect(documented, peer, database);
            for (int i = 0; i < 3_000; i++) {
                byte[] request = REQUESTS.get(random.nextInt(REQUESTS.size())).clone();
                for (int n = random.nextInt(4); n > 0 && request.length > 5; n--) {
                    request[5 + random.nextInt(request.length - 5)] = (byte) random.nextInt();
                }
                assertOneReply(peer.ask(dialect, request));
            }
            dialect.closed();
            assertThat(peer.writersOut()).isZero();
        }
    }

    private static OrderedDialect dialect(boolean documented, PlayedPeer peer, Database database) {
        DialectSetup setup = Frames.setup(database, Durability.BUFFERED);
        return documented
                ? new DocumentedDialect(peer, setup, (to, payload, otherwise) -> otherwise)
                : new SdkDialect(peer, setup);
    }

    private static void assertOneReply(byte[] reply) {
        assertThat(reply).hasSizeGreaterThanOrEqualTo(5);
        assertThat(REPLIES).contains(reply[0]);
        assertThat(Integer.reverseBytes(ByteBuffer.wrap(reply).getInt(1)))
                .isEqualTo(reply.length - 5);
    }
}
