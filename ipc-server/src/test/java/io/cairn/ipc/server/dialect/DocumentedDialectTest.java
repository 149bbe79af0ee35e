package io.cairn.ipc.server.dialect;

import static io.cairn.ipc.server.dialect.Frames.frame;
import static io.cairn.ipc.server.dialect.Frames.text;
import static io.cairn.ipc.server.dialect.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.Durability;
import io.cairn.ipc.server.connection.FrameHandler;
import io.cairn.ipc.server.connection.Peer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect of the published table of frames, in bytes written by hand. */
class DocumentedDialectTest {

    private static final String OK = "8000000000";
    private static final String MISSING = "8200000000";

    private final Database database = Cairn.inMemory();
    private final PlayedPeer peer = new PlayedPeer();
    private final DocumentedDialect dialect = dialect(Durability.BUFFERED);

    @AfterEach
    void close() {
        dialect.closed();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void putsGetsAndDeletes(Durability durability) throws InterruptedException {
        DocumentedDialect here = dialect(durability);
        assertThat(peer.ask(here, "01_0b000000_01000000_6b_02000000_7677")).isEqualTo(OK);
        assertThat(peer.ask(here, "02_05000000_01000000_6b"))
                .isEqualTo("82_06000000_02000000_7677".replace("_", ""));
        assertThat(peer.ask(here, "03_05000000_01000000_6b")).isEqualTo(OK);
        assertThat(peer.ask(here, "02_05000000_01000000_6b")).isEqualTo(MISSING);
        assertThat(peer.ask(here, "03_05000000_01000000_6b")).isEqualTo(OK);
    }

    @Test
    void tellsAnEmptyValueFromAMissingOne() throws InterruptedException {
        peer.ask(dialect, "01_09000000_01000000_6b_00000000");
        assertThat(peer.ask(dialect, "02_05000000_01000000_6b")).isEqualTo("820400000000000000");
    }

    @Test
    void servesTransactionsCheckpointStatsAndPing() throws InterruptedException {
        assertThat(peer.ask(dialect, "04_00000000")).isEqualTo("83080000000100000000000000");
        assertThat(peer.ask(dialect, "05_08000000_0100000000000000"))
                .startsWith("8308000000")
                .doesNotEndWith("0000000000000000");
        peer.ask(dialect, "04_00000000");
        assertThat(peer.ask(dialect, "06_08000000_0200000000000000")).isEqualTo(OK);
        assertThat(peer.ask(dialect, "0c_00000000")).isEqualTo(OK);
        assertThat(text(0x86, peer.ask(dialect, frame(0x0d)))).contains("\"keys_count\"");
        assertThat(peer.ask(dialect, frame(0x0e))).hasSize(13).startsWith(0x87, 8, 0, 0, 0);
    }

    @Test
    void servesWhatTheTableLacksLikeTheClients() throws InterruptedException {
        assertThat(peer.ask(dialect, "09_08000000_0100_0100_61_767677")).isEqualTo(OK);
        assertThat(peer.ask(dialect, "0a_05000000_0100_0100_61"))
                .isEqualTo("8207000000_03000000_767677".replace("_", ""));
        assertThat(peer.ask(dialect, "0a_05000000_0100_0100_62")).isEqualTo(MISSING);
        assertThat(peer.ask(dialect, "0b_01000000_61"))
                .isEqualTo("8212000000_0e000000_01000000_0100_61_03000000_767677".replace("_", ""));
        assertThat(peer.ask(dialect, "08_0a000000_0100_74_0100_0100_61_03_01")).isEqualTo(OK);
    }

    @Test
    void queriesByJson() throws InterruptedException {
        database.put(utf8("u/1/name"), utf8("Al"));
        database.put(utf8("u/1/age"), utf8("3"));
        database.put(utf8("u/2/name"), utf8("Bo"));
        database.put(utf8("v/2/name"), utf8("Cy"));
        assertThat(query("{\"prefix\": \"u/\"}")).isEqualTo("result[2]{age,name}:3,Al;\u2205,Bo");
        assertThat(query("{\"prefix\":\"u/\",\"limit\":1,\"offset\":1,\"select\":[\"name\"]}"))
                .isEqualTo("result[1]{name}:Bo");
        assertThat(query("{\"columns\":[\"name\",\"age\"],\"limit\":0}"))
                .isEqualTo("result[3]{name,age}:Al,3;Bo,\u2205;Cy,\u2205");
        assertThat(query("{\"prefix\":\"none/\"}")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "u/",
                "[]",
                "{\"prefix\":1}",
                "{\"prefix\":null}",
                "{\"limit\":-1}",
                "{\"limit\":1.5}",
                "{\"offset\":4294967296}",
                "{\"offset\":99999999999999999999}",
                "{\"select\":\"a\"}",
                "{\"select\":[1]}",
                "{\"select\":[],\"columns\":[]}",
                "{\"prefx\":\"u/\"}",
                "{\"limit\":1,\"limit\":2}",
            })
    void refusesOtherParameters(String json) throws InterruptedException {
        assertThat(text(0x81, peer.ask(dialect, frame(0x07, utf8(json)))))
                .containsAnyOf("one JSON object", "parameter=");
    }

    @ParameterizedTest
    @CsvSource({
        "11_00000000, Unknown opcode: 0x11",
        "01_05000000_01000000_6b, malformed",
        "01_0a000000_01000000_6b_02000000_76, larger than the rest",
        "01_0b000000_01000000_6b_01000000_7677, after the end",
        "02_01000000_6b, malformed",
        "02_06000000_01000000_6b00, after the end",
        "02_05000000_02000000_6b, larger than the rest",
        "03_04000000_00000000, must not be empty",
        "07_01000000_ff, not UTF-8",
    })
    void answersBadRequestsByErrors(String frame, String error) throws InterruptedException {
        byte[] bytes = HexFormat.of().parseHex(frame.replace("_", ""));
        assertThat(text(0x81, peer.ask(dialect, bytes))).contains(error);
        assertThat(peer.ask(dialect, "0e_00000000")).startsWith("87");
    }

    @Test
    void handsOverAtHello() {
        SdkDialect other = new SdkDialect(peer, Frames.setup(database, Durability.BUFFERED));
        DocumentedDialect here =
                new DocumentedDialect(
                        peer,
                        Frames.setup(database, Durability.BUFFERED),
                        (to, payload, otherwise) -> payload.remaining() == 1 ? other : otherwise);
        peer.hand(here, frame(0x04));
        assertThat(peer.hand(here, frame(0x10))).isSameAs(here);
        assertThat(database.stats().get("active_transactions")).isEqualTo(1);
        assertThat(peer.hand(here, frame(0x10, new byte[1]))).isSameAs(other);
        assertThat(database.stats().get("active_transactions")).isZero();
    }

    private DocumentedDialect dialect(Durability durability) {
        return new DocumentedDialect(
                peer, Frames.setup(database, durability), DocumentedDialectTest::noSession);
    }

    private static FrameHandler noSession(Peer peer, ByteBuffer payload, FrameHandler otherwise) {
        return otherwise;
    }

    private String query(String json) throws InterruptedException {
        byte[] reply = peer.ask(dialect, frame(0x07, utf8(json)));
        assertThat(reply[0]).isEqualTo((byte) 0x82);
        int length = Integer.reverseBytes(ByteBuffer.wrap(reply).getInt(5));
        assertThat(reply).hasSize(9 + length);
        return new String(reply, 9, length, StandardCharsets.UTF_8);
    }
}
