package io.cairn.ipc.server.dialect;

import static io.cairn.ipc.server.dialect.Frames.frame;
import static io.cairn.ipc.server.dialect.Frames.text;
import static io.cairn.ipc.server.dialect.Frames.u16;
import static io.cairn.ipc.server.dialect.Frames.u32;
import static io.cairn.ipc.server.dialect.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.compat.sochdb.ColumnType;
import io.cairn.config.Durability;
import io.cairn.toon.ToonLine;
import io.cairn.toon.ToonOptions;
import io.cairn.toon.ToonStyle;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows, columns and cells of QUERY, and tables that outlive the server. */
class QueryTest {

    private final PlayedPeer peer = new PlayedPeer();
    private Database database = Cairn.inMemory();
    private SdkDialect dialect;

    @BeforeEach
    void begin() {
        dialect = new SdkDialect(peer, Frames.setup(database, Durability.BUFFERED));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void groupsCellsIntoRowsInKeyOrder() throws InterruptedException {
        put("u/2/name", "Bob");
        put("u/1/name", "Alice");
        put("u/1/mail/home", "a@example.com");
        put("u/1-a/name", "Ann");
        put("u/short", "ignored");
        put("u", "ignored");
        assertThat(query("u/", 0, 0))
                .isEqualTo("result[3]{name,mail/home}:Ann,\u2205;Alice,a@example.com;Bob,\u2205");
        assertThat(query("", 0, 0)).startsWith("result[3]");
        assertThat(query("u/1/", 0, 0)).isEqualTo("result[1]{mail/home,name}:a@example.com,Alice");
        assertThat(query("x", 0, 0)).isEqualTo("[]");
    }

    @Test
    void appliesLimitAndOffsetToRows() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            put("u/" + i + "/a", "x" + i);
            put("u/" + i + "/c" + i, "y");
        }
        assertThat(query("u/", 2, 1)).isEqualTo("result[2]{a,c1,c2}:x1,y,\u2205;x2,\u2205,y");
        assertThat(query("u/", 2, 4)).isEqualTo("result[1]{a,c4}:x4,y");
        assertThat(query("u/", 2, 5)).isEqualTo("[]");
        assertThat(query("u/", -1, 4)).isEqualTo("result[1]{a,c4}:x4,y");
        assertThat(query("u/", 1, 0, "c3", "a", "c3")).isEqualTo("result[1]{c3,a}:\u2205,x0");
        assertThat(query("u/", 0, 0, "c3")).isEqualTo("result[1]{c3}:y");
        assertThat(query("u/", 0, 1, "c3")).isEqualTo("[]");
    }

    @Test
    void spellsCellsByTheirTypes() throws InterruptedException {
        put("u/1/a", "30");
        put("u/1/b", "x,y");
        put("u/1/c", "");
        putHex("u/1/d", "00");
        putHex("u/1/e", "01ffffffffffffffff");
        putHex("u/1/f", "02ffffffffffffffff");
        putHex("u/1/g", "03000000000000f83f");
        putHex("u/1/h", "043432");
        putHex("u/1/i", "0501");
        putHex("u/1/j", "06ff");
        putHex("u/1/k", "ff");
        putHex("u/1/l", "0102");
        putHex("u/1/m", "0545");
        putHex("u/1/n", "00000a");
        String line = query("u/", 0, 0);
        assertThat(line)
                .isEqualTo(
                        "result[1]{a,b,c,d,e,f,g,h,i,j,k,l,m,n}:30,\"x,y\",\"\",\u2205,-1,"
                                + "18446744073709551615,1.500000,\"42\",T,b64:/w==,b64:/w==,\"\u0001\u0002\","
                                + "T,\"\u0000\u0000\\n\"");
        assertThat(ToonLine.decode(line, ToonOptions.strict(ToonStyle.REPLY)).rows().getFirst())
                .containsEntry("a", 30L)
                .containsEntry("h", "42")
                .containsEntry("l", "\u0001\u0002");
    }

    @Test
    void projectsThroughARegisteredTable() throws InterruptedException {
        createTable();
        put("t/1/n", "42");
        put("t/1/s", "42");
        put("t/1/other", "hidden");
        put("t/2/f", "1");
        put("t/2/b", "true");
        put("t/2/n", "many");
        put("t/3/other", "hidden");
        put("t2/1/n", "1");
        String all = "result[2]{n,s,f,b}:42,\"42\",\u2205,\u2205;many,\u2205,1.000000,T";
        assertThat(query("t/", 0, 0)).isEqualTo(all);
        assertThat(query("t", 0, 0)).isEqualTo(all);
        assertThat(query("t/", 0, 0, "s", "b")).isEqualTo("result[2]{s,b}:\"42\",\u2205;\u2205,T");
        assertThat(text(0x81, ask("t/", 0, 0, "other"))).contains("table=t", "column=other");
        assertThat(query("t2", 0, 0)).isEqualTo("result[1]{n}:1");
    }

    @Test
    void keepsTablesOverARestart(@TempDir Path directory) throws InterruptedException {
        database.close();
        database = Cairn.open("rocksdb:" + directory.resolve("db"));
        begin();
        createTable();
        put("t/1/s", "42");
        database.close();
        database = Cairn.open("rocksdb:" + directory.resolve("db"));
        begin();
        assertThat(query("t/", 0, 0)).isEqualTo("result[1]{n,s,f,b}:\u2205,\"42\",\u2205,\u2205");
        assertThat(database.keyspaceNames()).containsExactly("sochdb.tables");
    }

    @Test
    void refusesRepliesThatNoFrameHolds() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            database.put(
                    utf8("u/" + i + "/a"), "x".repeat(6 << 20).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(text(0x81, ask("u/", 0, 0))).contains("result too large", "narrow the prefix");
        assertThat(ask("u/", 2, 1)).startsWith(0x82).hasSizeGreaterThan(12 << 20);
        for (int i = 0; i < 3_000; i++) {
            put("w/" + i + "/c" + i, "x");
        }
        assertThat(text(0x81, ask("w/", 0, 0))).contains("result too large");
    }

    @Test
    void spellsColumnsThatAreNotText() throws InterruptedException {
        database.put(new byte[] {'u', '/', '1', '/', -1}, utf8("x"));
        put("u/1/a,b", "y");
        assertThat(query("u/", 0, 0)).isEqualTo("result[1]{\"a,b\",\"b64:/w==\"}:y,x");
    }

    private void createTable() throws InterruptedException {
        ByteArrayOutputStream columns = new ByteArrayOutputStream();
        Map<String, ColumnType> types =
                Map.of(
                        "n",
                        ColumnType.INT64,
                        "s",
                        ColumnType.TEXT,
                        "f",
                        ColumnType.FLOAT64,
                        "b",
                        ColumnType.BOOL);
        for (String name : List.of("n", "s", "f", "b")) {
            columns.writeBytes(u16(1));
            columns.writeBytes(utf8(name));
            columns.write(types.get(name).ordinal());
            columns.write(1);
        }
        byte[] request = frame(0x08, u16(1), utf8("t"), u16(4), columns.toByteArray());
        assertThat(text(0x80, peer.ask(dialect, request))).isEmpty();
    }

    private void put(String key, String value) {
        database.put(utf8(key), utf8(value));
    }

    private void putHex(String key, String value) {
        database.put(utf8(key), HexFormat.of().parseHex(value));
    }

    private String query(String prefix, int limit, int offset, String... columns)
            throws InterruptedException {
        return text(0x82, ask(prefix, limit, offset, columns));
    }

    private byte[] ask(String prefix, int limit, int offset, String... columns)
            throws InterruptedException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        for (String column : columns) {
            names.writeBytes(u16(column.length()));
            names.writeBytes(utf8(column));
        }
        byte[] request =
                frame(
                        0x07,
                        u16(prefix.length()),
                        utf8(prefix),
                        u32(limit),
                        u32(offset),
                        u16(columns.length),
                        names.toByteArray());
        return peer.ask(dialect, request);
    }
}
