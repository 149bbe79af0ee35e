package io.cairn.ipc.server.dialect;

import static io.cairn.ipc.server.dialect.Frames.frame;
import static io.cairn.ipc.server.dialect.Frames.text;
import static io.cairn.ipc.server.dialect.Frames.u16;
import static io.cairn.ipc.server.dialect.Frames.u32;
import static io.cairn.ipc.server.dialect.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.config.Durability;
import io.cairn.config.StrictJson;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The dialect of the published clients, in bytes written by hand. */
class SdkDialectTest {

    private static final String OK = "8000000000";
    private static final String MISSING = "8200000000";

    private final Database database = Cairn.inMemory();
    private final PlayedPeer peer = new PlayedPeer();
    private final SdkDialect dialect =
            new SdkDialect(peer, Frames.setup(database, Durability.BUFFERED));

    @AfterEach
    void close() {
        dialect.closed();
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void putsGetsAndDeletes(Durability durability) throws InterruptedException {
        SdkDialect here = new SdkDialect(peer, Frames.setup(database, durability));
        assertThat(peer.ask(here, "01_07000000_01000000_6b_7677")).isEqualTo(OK);
        assertThat(peer.ask(here, "02_01000000_6b")).isEqualTo("82020000007677");
        assertThat(peer.ask(here, "03_01000000_6b")).isEqualTo(OK);
        assertThat(peer.ask(here, "02_01000000_6b")).isEqualTo(MISSING);
        assertThat(peer.ask(here, "03_01000000_6b")).isEqualTo(OK);
    }

    @Test
    void storesEmptyValuesAndShowsThemInScans() throws InterruptedException {
        assertThat(peer.ask(dialect, "01_05000000_01000000_6b")).isEqualTo(OK);
        assertThat(peer.ask(dialect, "02_01000000_6b")).isEqualTo(MISSING);
        assertThat(peer.ask(dialect, "0b_01000000_6b"))
                .isEqualTo("820b000000_01000000_0100_6b_00000000".replace("_", ""));
    }

    @Test
    void numbersTransactionsOfAConnection() throws InterruptedException {
        assertThat(peer.ask(dialect, "04_00000000")).isEqualTo("83080000000100000000000000");
        assertThat(peer.ask(dialect, "04_00000000")).isEqualTo("83080000000200000000000000");
        String commit = peer.ask(dialect, "05_08000000_0100000000000000");
        assertThat(commit).startsWith("8308000000").doesNotEndWith("0000000000000000");
        assertThat(peer.ask(dialect, "06_08000000_0200000000000000")).isEqualTo(OK);
        assertThat(error("05_08000000_0100000000000000")).contains("transaction=1");
        assertThat(error("06_08000000_0900000000000000")).contains("transaction=9");
        assertThat(peer.ask(dialect, "04_00000000")).isEqualTo("83080000000300000000000000");
    }

    @Test
    void tellsVersionsThatGrowWithCommits() throws InterruptedException {
        long last = 0;
        for (int i = 1; i <= 3; i++) {
            database.put(utf8("k"), utf8("v" + i));
            peer.ask(dialect, "04_00000000");
            byte[] reply = peer.ask(dialect, frame(0x05, u32(i), u32(0), utf8("ignored")));
            long version = Long.reverseBytes(ByteBuffer.wrap(reply).getLong(5));
            assertThat(version).isGreaterThan(last);
            last = version;
        }
        assertThat(database.stats().get("last_commit_lsn")).isEqualTo(last);
    }

    @Test
    void boundsOpenTransactionsAndAbortsThemAtTheEnd() throws InterruptedException {
        for (int i = 0; i < Frames.TRANSACTIONS_MAX; i++) {
            peer.ask(dialect, "04_00000000");
        }
        assertThat(error("04_00000000")).contains("transactionsMax", "max=3");
        assertThat(database.stats().get("active_transactions")).isEqualTo(3);
        dialect.closed();
        assertThat(database.stats().get("active_transactions")).isZero();
    }

    @Test
    void keepsPathsAsJoinedKeys() throws InterruptedException {
        assertThat(peer.ask(dialect, "09_0d000000_0300_0100_61_0100_62_0100_63_7677"))
                .isEqualTo(OK);
        assertThat(database.get(utf8("a/b/c"))).isEqualTo(utf8("vw"));
        assertThat(peer.ask(dialect, "0a_0c000000_0300_0100_61_0100_62_0100_63_00"))
                .isEqualTo("82020000007677");
        assertThat(peer.ask(dialect, "0a_05000000_0100_0100_78")).isEqualTo(MISSING);
        assertThat(error("0a_06000000_0100_0200_612f")).contains("must not contain '/'");
        assertThat(error("0a_04000000_0100_0000")).contains("must not be empty");
        assertThat(error("0a_02000000_0000")).contains("no segments");
        assertThat(error("09_05000000_0100_0100_ff")).contains("not UTF-8");
    }

    @Test
    void scansInKeyOrderAnyKey() throws InterruptedException {
        database.put(new byte[] {'k', (byte) 0xff}, utf8("3"));
        database.put(utf8("kb"), utf8("2"));
        database.put(utf8("ka"), utf8(""));
        database.put(utf8("l"), utf8("x"));
        String expected =
                "03000000_0200_6b61_00000000_0200_6b62_01000000_32_0200_6bff_01000000_33"
                        .replace("_", "");
        assertThat(peer.ask(dialect, "0b_01000000_6b")).isEqualTo("821e000000" + expected);
        assertThat(peer.ask(dialect, "0b_00000000")).startsWith("822600000004000000");
        assertThat(peer.ask(dialect, "0b_01000000_7a")).isEqualTo("820400000000000000");
        assertThat(error("0b_01000000_ff")).contains("not UTF-8", "prefix");
    }

    @Test
    void refusesResultsThatNoFrameHolds() throws InterruptedException {
        byte[] third = new byte[6 << 20];
        for (String key : new String[] {"k1", "k2", "k3"}) {
            assertThat(peer.ask(dialect, frame(0x01, u32(2), utf8(key), third)))
                    .isEqualTo(new byte[] {(byte) 0x80, 0, 0, 0, 0});
        }
        assertThat(error("0b_01000000_6b")).contains("result too large", "narrow the prefix");
        byte[] one = peer.ask(dialect, frame(0x0b, utf8("k1")));
        assertThat(one).hasSize(5 + 4 + 2 + 2 + 4 + third.length);
        database.put(utf8("big"), new byte[(16 << 20) + 1]);
        assertThat(error("02_03000000_626967")).contains("max=16777216", "actual=16777217");
        database.put(utf8("big"), new byte[16 << 20]);
        assertThat(peer.ask(dialect, frame(0x02, utf8("big")))).hasSize(5 + (16 << 20));
    }

    @Test
    void fillsAReplyToTheLastByte() throws InterruptedException {
        database.put(utf8("k"), new byte[(16 << 20) - 4 - 2 - 1 - 4]);
        assertThat(peer.ask(dialect, frame(0x0b, utf8("k")))).hasSize(5 + (16 << 20));
        database.put(utf8("k"), new byte[(16 << 20) - 4 - 2 - 1 - 4 + 1]);
        assertThat(error("0b_01000000_6b")).contains("result too large");
    }

    @Test
    void refusesKeysThatAScanCannotCarry() throws InterruptedException {
        byte[] longest = new byte[65_535];
        byte[] tooLong = new byte[65_536];
        assertThat(peer.ask(dialect, frame(0x01, u32(longest.length), longest)))
                .isEqualTo(new byte[] {(byte) 0x80, 0, 0, 0, 0});
        assertThat(text(0x81, peer.ask(dialect, frame(0x01, u32(tooLong.length), tooLong))))
                .contains("max=65535", "actual=65536");
        assertThat(peer.ask(dialect, "0b_00000000")).startsWith("820900010001000000ffff");
        database.put(tooLong, utf8("v"));
        assertThat(error("0b_00000000")).contains("max=65535", "actual=65536");
    }

    @Test
    void checkpointsPingsAndCounts() throws InterruptedException {
        assertThat(peer.ask(dialect, "0c_00000000")).isEqualTo(OK);
        long before = System.currentTimeMillis();
        byte[] pong = peer.ask(dialect, frame(0x0e));
        assertThat(pong).hasSize(13).startsWith(0x87, 8, 0, 0, 0);
        assertThat(Long.reverseBytes(ByteBuffer.wrap(pong).getLong(5)))
                .isBetween(before, System.currentTimeMillis());
        peer.ask(dialect, "04_00000000");
        Map<String, Object> stats =
                StrictJson.parse(text(0x86, peer.ask(dialect, frame(0x0d, utf8("ignored")))));
        assertThat(stats)
                .containsKeys(
                        "keys_count",
                        "bytes_written",
                        "bytes_read",
                        "transactions_committed",
                        "transactions_aborted",
                        "queries_executed",
                        "cache_hits",
                        "cache_misses",
                        "memtable_size_bytes",
                        "wal_size_bytes",
                        "last_checkpoint_lsn")
                .containsEntry("active_transactions", 1)
                .containsEntry("connections_total", 5)
                .containsEntry("uptime_secs", 9);
        assertThat(stats.values())
                .allSatisfy(
                        value -> assertThat(((Number) value).longValue()).isGreaterThanOrEqualTo(0))
                .noneMatch(Double.class::isInstance);
    }

    @ParameterizedTest
    @CsvSource({
        "10_00000000, Unknown opcode: 0x10",
        "00_00000000, Unknown opcode: 0x00",
        "ff_01000000_00, Unknown opcode: 0xff",
        "80_00000000, Unknown opcode: 0x80",
        "0f_08000000_53454c4543542031, SQL is not available",
        "01_03000000_010000, malformed",
        "01_05000000_02000000_6b, larger than the rest",
        "01_05000000_ffffffff_6b, larger than the rest",
        "01_04000000_00000000, must not be empty",
        "02_00000000, must not be empty",
        "05_07000000_01000000000000, malformed",
        "06_00000000, malformed",
        "07_0c000000_0100_ff_00000000_00000000_0000, not UTF-8",
        "08_09000000_0100_74_0100_0100_61_06, malformed",
        "08_0a000000_0100_74_0100_0100_61_06_00, type=6",
        "08_0e000000_0100_74_0200_0100_61_03_00_0100_61_03_00, given twice",
        "08_05000000_0100_2f_0000, one segment",
    })
    void answersBadRequestsByErrors(String frame, String error) throws InterruptedException {
        assertThat(error(frame)).contains(error);
        assertThat(peer.ask(dialect, "0e_00000000")).startsWith("87");
    }

    @Test
    void refusesATableTwice() throws InterruptedException {
        byte[] frame = frame(0x08, u16(1), utf8("t"), u16(0));
        assertThat(text(0x80, peer.ask(dialect, frame))).isEmpty();
        assertThat(text(0x81, peer.ask(dialect, frame))).contains("the table exists", "table=t");
    }

    @Test
    void answersAFrameThatIsTooLong() {
        dialect.tooLong(0x01, 0xFFFF_FFFFL);
        assertThat(text(0x81, peer.take())).contains("actual=4294967295", "opcode=0x01");
    }

    @Test
    void cutsLongErrorsBetweenCharacters() {
        String told = text(0x81, errorOf("\u00e9".repeat(10_000)));
        assertThat(told).hasSize(4_096).doesNotContain("\ufffd");
    }

    private byte[] errorOf(String text) {
        var out = peer.replies();
        new Answers(false).error(out, text);
        return peer.take();
    }

    private String error(String frame) throws InterruptedException {
        byte[] bytes = HexFormat.of().parseHex(frame.replace("_", ""));
        return text(0x81, peer.ask(dialect, bytes));
    }
}
