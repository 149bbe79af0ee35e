package io.cairn.compat.yokan;

import static io.cairn.bytes.Bytes.utf8;
import static io.cairn.compat.yokan.Rows.given;
import static io.cairn.compat.yokan.Rows.refused;
import static io.cairn.compat.yokan.Rows.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.ipc.server.CairnServer;
import io.cairn.ipc.server.Served;
import io.cairn.ipc.server.ServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines, providers with their configuration, and how clients find them. */
class ProviderTest {

    private static final String MAP = "{\"database\":{\"type\":\"map\"}}";

    @TempDir Path directory;

    private String rocksDb() {
        return "{\"database\":{\"type\":\"rocksdb\",\"config\":{\"path\":\""
                + directory.resolve("db")
                + "\"}}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "unordered_map", "set", "unordered_set", "memory"})
    void typesThatLiveInMemory(String type) {
        try (Engine engine = new Engine("tcp")) {
            new Provider(engine, 42, MAP.replace("map", type));
            Database db = new Client(engine).makeDatabaseHandle(engine.addr(), 42);
            given(db, "b", "2", "a", "1");
            assertThat(Rows.list(db, 9, "", "")).containsExactly("a", "b");
        }
    }

    @Test
    void whatYokanAlsoTakes() {
        String config =
                "{\"database\":{\"type\":\"map\",\"config\":{\"use_lock\":true,\"comparator\":\"default\"}},"
                        + "\"buffer_cache\":{\"type\":\"lru\",\"capacity\":32,\"margin\":0.5}}";
        try (Engine engine = new Engine("na+sm")) {
            Provider provider = new Provider(engine, 0, config);
            assertThat(provider.providerId()).isZero();
            assertThat(engine.addr()).startsWith("na+sm://");
            assertThat(new Client(engine).makeDatabaseHandle(engine.addr(), 0).count()).isZero();
        }
    }

    /** Closing keeps what was stored, in whichever order it is done. */
    @Test
    void aDirectoryKeepsItsPairs() {
        String config =
                rocksDb()
                        .replace(
                                "\"path\"",
                                "\"create_if_missing\":true,\"max_open_files\":100,\"path\"");
        try (Engine engine = new Engine("tcp")) {
            new Provider(engine, 1, config);
            given(new Client(engine).makeDatabaseHandle(engine.addr(), 1), "k", "v");
        }
        assertThat(directory.resolve("db")).isNotEmptyDirectory();
        try (Engine engine = new Engine("tcp");
                Client client = new Client(engine)) {
            try (Provider provider = new Provider(engine, 1, config)) {
                Database db = client.makeDatabaseHandle(engine.addr(), provider.providerId());
                assertThat(value(db, "k")).isEqualTo("v");
                refused(23, () -> new Provider(engine, 2, rocksDb()));
            }
            new Provider(engine, 2, config);
            assertThat(value(client.makeDatabaseHandle(engine.addr(), 2), "k")).isEqualTo("v");
        }
    }

    /** Check 43. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7 | /databse: | {`databse`: {}}",
                "7 | /database: | {`database`: 5}",
                "7 | /database/type: | {`database`: {}}",
                "7 | /database/type: | {`database`: {`type`: 5}}",
                "6 | /database/type: | {`database`: {`type`: `lmdb`}}",
                "6 | /database/type: | {`database`: {`type`: `library.so:mine`}}",
                "7 | /database/name: | {`database`: {`type`: `map`, `name`: `x`}}",
                "7 | /database/config: | {`database`: {`type`: `map`, `config`: []}}",
                "7 | /database/config/path: | {`database`: {`type`: `map`, `config`: {`path`: `x`}}}",
                "7 | /database/config/use_lock: | {`database`: {`type`: `map`, `config`: {`use_lock`: false}}}",
                "7 | /database/config/path: | {`database`: {`type`: `rocksdb`}}",
                "7 | /database/config/path: | {`database`: {`type`: `rocksdb`, `config`: {`path`: 5}}}",
                "7 | /database/config/a~1b: | {`database`: {`type`: `rocksdb`, `config`: {`path`: `x`, `a/b`: 1}}}",
                "7 | /database/config/max_open_files: | {`database`: {`type`: `rocksdb`, `config`: {`path`: `x`, `max_open_files`: `many`}}}",
                "7 | /buffer_cache/capacity: | {`buffer_cache`: {`capacity`: `many`}}",
                "7 | /buffer_cache/size: | {`buffer_cache`: {`size`: 1}}",
                "7 | /database: | {`database`: ",
                "7 | /: | []",
                "7 | /database: | {`database`: null}",
            })
    void whatIsWrongIsNamed(String row) {
        String[] parts = row.split(" \\| ", 3);
        try (Engine engine = new Engine("tcp")) {
            assertThatThrownBy(() -> new Provider(engine, 1, parts[2].replace('`', '"')))
                    .isInstanceOfSatisfying(
                            YokanException.class,
                            e -> assertThat(e.code()).isEqualTo(Integer.parseInt(parts[0])))
                    .hasMessageStartingWith(parts[1]);
            new Provider(engine, 1, MAP);
        }
        assertThat(Files.exists(Path.of("x"))).isFalse();
    }

    /** Check 44. */
    @Test
    void numbersOfProviders() {
        try (Engine engine = new Engine("tcp")) {
            new Provider(engine, 42, MAP);
            refused(4, () -> new Provider(engine, 42, MAP));
            refused(3, () -> new Provider(engine, -1, MAP));
            refused(3, () -> new Provider(engine, 65_536, MAP));
            new Provider(engine, 65_535, "{}");
            Client client = new Client(engine);
            refused(4, () -> client.makeDatabaseHandle(engine.addr(), 41));
            refused(3, () -> client.makeDatabaseHandle(engine.addr(), 65_536));
            Database empty = client.makeDatabaseHandle(engine.addr(), 65_535);
            refused(5, () -> empty.put("k", "v"));
            refused(5, () -> empty.exists("k", Mode.YOKAN_MODE_WAIT));
            Database later = client.makeDatabaseHandle(engine.addr(), 7, false);
            refused(4, later::count);
            new Provider(engine, 7, MAP);
            assertThat(later.count()).isZero();
        }
    }

    @Test
    void aNumberCanBeGivenAgain() {
        try (Engine engine = new Engine("tcp");
                Client client = new Client(engine)) {
            Provider first = new Provider(engine, 42, MAP);
            Database db = client.makeDatabaseHandle(engine.addr(), 42);
            db.put("k", "v");
            first.close();
            refused(4, db::count);
            new Provider(engine, 42, MAP);
            first.close();
            assertThat(db.count()).isZero();
        }
    }

    @Test
    void nothingWhereSomethingMustBe() {
        refused(3, () -> new Engine(null));
        refused(3, () -> new Engine(""));
        refused(3, () -> new Client(null));
        try (Engine engine = new Engine("tcp")) {
            refused(3, () -> new Provider(null, 1, MAP));
            refused(3, () -> new Provider(engine, 1, null));
            refused(3, () -> new Provider(engine, 1, ""));
            refused(3, () -> new Client(engine).makeDatabaseHandle(null, 1));
        }
    }

    @Test
    void enginesOfOneProcessFindEachOther() {
        try (Engine one = new Engine("tcp");
                Engine other = new Engine("tcp")) {
            assertThat(one.addr()).isNotEqualTo(other.addr());
            new Provider(one, 1, MAP);
            Client client = new Client(other);
            Database db = client.makeDatabaseHandle(one.addr(), 1);
            db.put("k", "v");
            refused(4, () -> client.makeDatabaseHandle(other.addr(), 1));
            refused(10, () -> client.makeDatabaseHandle("tcp://elsewhere/1", 1));
            one.finalizeEngine();
            refused(10, db::count);
        }
    }

    @Test
    void anEngineThatIsFinalized() throws Exception {
        Engine engine = new Engine("tcp");
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> waiting =
                    threads.submit(() -> {
                        engine.waitForFinalize();
                        return true;
                    });
            engine.finalizeEngine();
            engine.close();
            waiting.get(1, TimeUnit.MINUTES);
        }
        refused(2, () -> new Provider(engine, 1, MAP));
        refused(2, () -> new Client(engine));
    }

    @Test
    void aServerOfAnotherProcess() {
        String address = "ipc:" + directory.resolve("cairn.sock");
        try (Engine engine = new Engine("tcp");
                Client client = new Client(engine)) {
            refused(10, () -> client.makeDatabaseHandle(address + "?connectTimeout=1ms", 42));
            Served served =
                    new Served(Cairn.inMemory(), "memory", Durability.SYNC, Limits.defaults());
            try (io.cairn.api.Database stored = served.database();
                    CairnServer server =
                            CairnServer.start(ServerOptions.in(directory), Map.of(42, served))) {
                Database db = client.makeDatabaseHandle(address, 42);
                given(db, "k", "v");
                assertThat(stored.get(utf8("k"))).containsExactly('v');
                assertThat(server.counters()).isNotEmpty();
                refused(4, () -> client.makeDatabaseHandle(address, 7));
                Database bounded = client.makeDatabaseHandle(address + "?timeout=5s", 42, false);
                assertThat(value(bounded, "k")).isEqualTo("v");
                client.close();
                refused(5, db::count);
                refused(2, () -> client.makeDatabaseHandle(address + "?timeout=6s", 42));
            }
        }
    }
}
