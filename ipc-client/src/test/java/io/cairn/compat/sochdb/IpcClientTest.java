package io.cairn.compat.sochdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.api.Entry;
import io.cairn.error.CairnException;
import io.cairn.error.ClosedException;
import io.cairn.error.ErrorCode;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.error.OutcomeUnknownException;
import io.cairn.error.TransactionStateException;
import io.cairn.error.UnavailableException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SochDB-shaped client against a server that plays back written bytes. */
class IpcClientTest {

    private static final String OK = "80_00000000";
    private static final Duration LONG = Duration.ofSeconds(30);

    /** Far longer than a refusal takes, and all that a test of running out of time costs. */
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir Path directory;

    @Test
    void sendsWhatTheDialectSays() throws Exception {
        assertSent(c -> c.put(utf8("k"), utf8("vw")), OK, "01_07000000_01000000_6b_7677");
        assertSent(c -> c.delete(utf8("k")), OK, "03_01000000_6b");
        assertSent(c -> c.abort(7), OK, "06_08000000_0700000000000000");
        assertSent(IpcClient::checkpoint, OK, "0c_00000000");
        assertSent(
                c -> c.putPath(List.of("a", "\u00e9"), utf8("v")),
                OK,
                "09_0a000000_0200_0100_61_0200_c3a9_76");
        assertSent(
                c ->
                        c.createTable(
                                "t",
                                List.of(
                                        new TableColumn("a", ColumnType.BOOL, true),
                                        new TableColumn("b", ColumnType.INT64, false))),
                OK,
                "08_0f000000_0100_74_0200_0100_61_05_01_0100_62_00_00");
        assertSent(IpcClient::ping, "87_08000000_0100000000000000", "0e_00000000");
        assertSent(IpcClient::ping, "87_00000000", "0e_00000000");
        assertSent(
                c ->
                        assertThat(c.query("u/").limit(10).offset(2).select("n", "e").execute())
                                .isEqualTo("[]"),
                "82_02000000_5b5d",
                "07_14000000_0200_752f_0a000000_02000000_0200_0100_6e_0100_65");
    }

    @Test
    void readsReplies() throws Exception {
        assertSent(
                c -> assertThat(c.get(utf8("k"))).isEqualTo(utf8("v")),
                "82_01000000_76",
                "02_01000000_6b");
        assertSent(c -> assertThat(c.get(utf8("k"))).isNull(), "82_00000000", "02_01000000_6b");
        assertSent(
                c -> assertThat(c.getPath(List.of("a"))).isNull(),
                "82_00000000",
                "0a_05000000_0100_0100_61");
        assertSent(
                c -> assertThat(c.beginTransaction()).isEqualTo(1),
                "83_08000000_0100000000000000",
                "04_00000000");
        assertSent(
                c -> assertThat(c.commit(1)).isEqualTo(258),
                "83_08000000_0201000000000000",
                "05_08000000_0100000000000000");
        assertSent(
                c ->
                        assertThat(c.scan("k"))
                                .containsExactly(
                                        new Entry(utf8("ka"), utf8("v")),
                                        new Entry(utf8("kb"), utf8(""))),
                "82_15000000_02000000_0200_6b61_01000000_76_0200_6b62_00000000",
                "0b_01000000_6b");
        assertSent(
                c -> assertThat(c.stats()).isEqualTo(Map.of("a", 1L, "b", Long.MAX_VALUE)),
                frame(0x86, "{\"a\":1,\"b\":18446744073709551615}"),
                "0d_00000000");
    }

    @Test
    void readsRowsWithTheirTypes() throws Exception {
        String line = "result[2]{name,age,ok,x}:\"a;b\",30,T,\u2205;Bob,-1.500000,F,\"30\"";
        try (var server = server(frame(0x82, line), frame(0x82, line));
                var client = connect(LONG)) {
            assertThat(client.query("u/").toList())
                    .satisfiesExactly(
                            row -> assertThat(row.values()).containsExactly("a;b", 30L, true, null),
                            row ->
                                    assertThat(row.values())
                                            .containsExactly("Bob", -1.5, false, "30"));
            assertThat(client.query("u/").executeOfficial())
                    .isEqualTo(
                            "result[2]{name,age,ok,x}:\n  a;b,30,true,null\n  Bob,-1.5,false,\"30\"");
            assertThat(server.received()).hasSize(2);
        }
    }

    @Test
    void throwsWhatTheServerSaysAndGoesOn() throws Exception {
        String error = frame(0x81, "no such thing");
        try (var server = server(error, error, error, error, OK);
                var client = connect(LONG)) {
            assertThatThrownBy(() -> client.get(utf8("k")))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("error=no such thing");
            assertThatThrownBy(() -> client.abort(1)).isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(client::beginTransaction)
                    .isInstanceOf(TransactionStateException.class)
                    .hasMessageContaining("error=no such thing");
            assertThatThrownBy(() -> client.commit(1))
                    .isInstanceOf(TransactionStateException.class);
            client.put(utf8("k"), utf8("v"));
            assertThat(server.received()).hasSize(5);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "82_01000000",
                "82_01000001",
                "80_00000000",
                "99_00000000",
                "82_08000000_01000000_ffff_0000",
                "82_04000000_ffffffff",
                "82_03000000_000000",
                "82_05000000_0000000000",
            })
    void isOfNoUseAfterAMalformedReply(String reply) throws Exception {
        boolean incomplete = reply.equals("82_01000000");
        try (var server = server(reply);
                var client = connect(incomplete ? SHORT : LONG)) {
            assertDisconnected(() -> client.scan("k"), "cannot be used any more");
            assertDisconnected(() -> client.get(utf8("k")), "connect again");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void doesNotKnowWhatBecameOfAWriteWithoutReply() throws Exception {
        try (var server = server("");
                var client = connect(LONG)) {
            assertThatThrownBy(() -> client.put(utf8("k"), utf8("v")))
                    .isInstanceOf(OutcomeUnknownException.class);
            assertDisconnected(() -> client.put(utf8("k"), utf8("v")), "connect again");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void endsAWaitInTime() throws Exception {
        try (var server = server(".");
                var client = connect(SHORT)) {
            assertDisconnected(client::ping, "no answer within the timeout");
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void endsASendThatNobodyTakes() throws Exception {
        Path socket = directory.resolve("s");
        try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(socket));
            try (IpcClient client = IpcClient.connect(socket, SHORT)) {
                assertThatThrownBy(() -> client.put(utf8("k"), new byte[8 << 20]))
                        .isInstanceOf(OutcomeUnknownException.class)
                        .hasMessageContaining("within the timeout");
            }
        }
    }

    @Test
    void refusesBeforeSending() throws Exception {
        try (var server = server();
                var client = connect(LONG)) {
            assertThatThrownBy(() -> client.put(utf8("k"), new byte[16 << 20]))
                    .isInstanceOf(LimitException.class);
            assertThatThrownBy(() -> client.getPath(List.of("a/b")))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> client.putPath(List.of("a", ""), utf8("v")))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> client.getPath(List.of()))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> client.query("x".repeat(65_536)).execute())
                    .isInstanceOf(InvalidArgumentException.class);
            assertThatThrownBy(() -> client.query("x").limit(-1))
                    .isInstanceOf(InvalidArgumentException.class);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void namesTheSocketThatNobodyServes() {
        Path socket = directory.resolve("nobody");
        assertDisconnected(() -> IpcClient.connect(socket, LONG), socket.toString());
        Path tooLong = directory.resolve("x".repeat(200));
        assertDisconnected(() -> IpcClient.connect(tooLong, LONG), tooLong.toString());
    }

    @Test
    void refusesCallsAfterClose() throws Exception {
        try (var server = server();
                var client = connect(LONG)) {
            client.close();
            assertThatThrownBy(client::ping).isInstanceOf(ClosedException.class);
            assertThat(server.received()).isEmpty();
        }
    }

    private void assertSent(Consumer<IpcClient> call, String reply, String sent) throws Exception {
        try (var server = server(reply);
                var client = connect(LONG)) {
            call.accept(client);
            assertThat(server.received()).containsExactly(sent.replace("_", ""));
        } finally {
            Files.delete(directory.resolve("s"));
        }
    }

    private static void assertDisconnected(ThrowableAssert.ThrowingCallable call, String text) {
        assertThatThrownBy(call)
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(text)
                .extracting(e -> ((CairnException) e).code())
                .isEqualTo(ErrorCode.DISCONNECTED);
    }

    private ScriptedServer server(String... script) throws Exception {
        return new ScriptedServer(directory.resolve("s"), script);
    }

    private IpcClient connect(Duration timeout) {
        return IpcClient.connect(directory.resolve("s"), timeout);
    }

    private static String frame(int opcode, String text) {
        byte[] bytes = utf8(text);
        return "%02x_%08x_%s"
                .formatted(
                        opcode,
                        Integer.reverseBytes(bytes.length),
                        HexFormat.of().formatHex(bytes));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
