package io.cairn.filter.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Cursor;
import io.cairn.api.Database;
import io.cairn.api.Entry;
import io.cairn.api.ListRequest;
import io.cairn.api.Mode;
import io.cairn.api.Modes;
import io.cairn.api.ScanOptions;
import io.cairn.bytes.Bytes;
import io.cairn.bytes.KeyRange;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.error.InvalidFilterException;
import io.cairn.error.InvalidModeException;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts filter listings of a database, in this process and inside a server. */
class LuaListingTest {

    @TempDir Path directory;

    private static byte[] b(String text) {
        return Bytes.utf8(text);
    }

    /** Runs a test on a database of this process, or on one behind a server. */
    private void on(boolean served, Consumer<Database> test) {
        try (Database database = Cairn.open("memory:")) {
            for (String pair : List.of("a=1", "bb=22", "ccc=1", "dddd=4", "eeeee=55")) {
                String[] parts = pair.split("=", 2);
                database.put(b(parts[0]), b(parts[1]));
            }
            if (!served) {
                test.accept(database);
                return;
            }
            Served offer = new Served(database, "memory", Durability.BUFFERED, Limits.defaults());
            ServerOptions options = ServerOptions.in(directory);
            try (CairnServer _ = CairnServer.start(options, Map.of(0, offer));
                    Database client = Cairn.open("ipc:" + options.socket())) {
                test.accept(client);
            }
        }
    }

    private static ListRequest page(String script, Mode... more) {
        Modes modes = Modes.of(Mode.LUA_FILTER, more);
        return ListRequest.first(9).filter(b(script)).with(modes);
    }

    private static List<String> keys(Database database, String script, Mode... more) {
        return database.listKeys(page(script, more)).keys().stream().map(Bytes::text).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void keysOfEvenLengthAreSelected(boolean served) {
        on(
                served,
                database -> {
                    String even = "return #__key__ % 2 == 0";
                    assertThat(keys(database, even)).containsExactly("bb", "dddd");
                    assertThat(keys(database, even, Mode.FILTER_VALUE))
                            .containsExactly("bb", "dddd");
                    assertThat(keys(database, even, Mode.NO_PREFIX)).containsExactly("bb", "dddd");
                    List<String> scanned = new ArrayList<>();
                    try (Cursor cursor =
                            database.scan(KeyRange.all(), ScanOptions.all().lua(even).reverse())) {
                        while (cursor.next()) {
                            scanned.add(Bytes.text(cursor.key()) + Bytes.text(cursor.value()));
                        }
                    }
                    assertThat(scanned).containsExactly("dddd4", "bb22");
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void valuesAreSeenWithFilterValueOnly(boolean served) {
        on(
                served,
                database -> {
                    assertThat(keys(database, "return __value__ == '1'", Mode.FILTER_VALUE))
                            .containsExactly("a", "ccc");
                    assertThat(keys(database, "return __value__ == '1'")).isEmpty();
                    assertThat(keys(database, "return __value__ == nil")).hasSize(5);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransactionConsumesWhatAScriptSelects(boolean served) {
        on(
                served,
                database -> {
                    database.transact(tx -> {
                        tx.put(b("ffff"), b("new"));
                        List<Entry> taken =
                                tx.list(page("return #__key__ == 4", Mode.CONSUME)).entries();
                        assertThat(taken).hasSize(2);
                        return true;
                    });
                    assertThat(keys(database, "return true"))
                            .containsExactly("a", "bb", "ccc", "eeeee");
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void documentsWithEvenIdentifiersAreSelected(boolean served) {
        on(
                served,
                database -> {
                    for (long id = 0; id < 5; id++) {
                        database.put(document(id), b("{\"n\": " + 10 * id + "}"));
                    }
                    KeyRange people = KeyRange.prefix(b("people\0"));
                    ScanOptions even =
                            ScanOptions.all().library("lua:document:return __id__ % 2 == 0");
                    assertThat(identifiers(database, people, even)).containsExactly(0L, 2L, 4L);
                    ScanOptions content =
                            ScanOptions.all()
                                    .with(Modes.of(Mode.FILTER_VALUE))
                                    .library("lua:document:return json.decode(__doc__).n > 20");
                    assertThat(identifiers(database, people, content)).containsExactly(3L, 4L);
                });
    }

    private static byte[] document(long id) {
        return ByteBuffer.allocate(15).put(b("people\0")).putLong(id).array();
    }

    private static List<Long> identifiers(Database database, KeyRange range, ScanOptions options) {
        List<Long> found = new ArrayList<>();
        try (Cursor cursor = database.scan(range, options)) {
            while (cursor.next()) {
                found.add(ByteBuffer.wrap(cursor.key()).getLong(7));
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrongWithAScriptIsSaidAndNothingIsReturned(boolean served) {
        on(
                served,
                database -> {
                    refused(database, "return return", "script:1");
                    refused(database, "while true do end", "budget of 1000000 instructions");
                    refused(database, "local s = 'x' while true do s = s .. s end", "memory");
                    refused(database, "error('not ' .. __key__)", "not a");
                    refused(database, "if __key__ == 'ccc' then error('no ccc') end", "no ccc");
                    assertThatThrownBy(() -> keys(database, "return true", Mode.LIB_FILTER))
                            .isInstanceOf(InvalidModeException.class);
                    assertThat(keys(database, "return true")).hasSize(5);
                });
    }

    private static void refused(Database database, String script, String message) {
        for (Consumer<Database> call :
                List.<Consumer<Database>>of(
                        view -> view.list(page(script, Mode.CONSUME)),
                        view -> view.listKeys(page(script)),
                        view -> walk(view, ScanOptions.all().lua(script)))) {
            assertThatThrownBy(() -> call.accept(database))
                    .isInstanceOf(InvalidFilterException.class)
                    .hasMessageContaining(message);
        }
    }

    private static void walk(Database database, ScanOptions options) {
        try (Cursor cursor = database.scan(KeyRange.all(), options)) {
            while (cursor.next()) {
                cursor.key();
            }
        }
    }
}
