package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.config.CairnConfig;
import io.cairn.config.Durability;
import io.cairn.error.ConfigException;
import io.cairn.ipc.server.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration file may say, and what is said about one that is wrong. */
class ServerFileTest {

    @Test
    void anEmptyFileHasTheDefaults() {
        ServerConfig config = ServerFile.parse("{}").config();
        assertThat(config.db()).isEqualTo(Path.of("sochdb_data"));
        assertThat(config.socket()).isNull();
        assertThat(config.sdk()).isTrue();
        assertThat(config.maxClients()).isEqualTo(100);
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(config.metricsPort()).isZero();
        assertThat(config.luaFilters()).isTrue();
        assertThat(ServerFile.parse("{}")).isEqualTo(ServerFile.none());
    }

    @Test
    void everyFieldIsRead() {
        ServerFile file =
                ServerFile.parse(
                        """
                        {"db": "/d", "socket": "/s", "sdk": false, "sdkSocket": "/k", "maxClients": 7,
                         "timeout": "5s", "logLevel": "warn", "transport": "io_uring", "loopThreads": 3,
                         "metricsPort": 9464, "luaFilters": false, "pidFile": "/p", "allowUids": [0, 4294967294]}
                        """);
        assertThat(file.config())
                .isEqualTo(
                        new ServerConfig(
                                Path.of("/d"),
                                Path.of("/s"),
                                false,
                                Path.of("/k"),
                                7,
                                Duration.ofSeconds(5),
                                LogLevel.WARN,
                                Transport.IO_URING,
                                3,
                                9464,
                                false,
                                Path.of("/p")));
        assertThat(file.allowUids()).containsExactly(0L, 4_294_967_294L);
    }

    @Test
    void databasesHaveTheFieldsOfADatabaseAndANumber() {
        List<OfferedDatabase> databases =
                ServerFile.parse(
                                """
                                {"databases": [
                                  {"id": 9, "name": "shop", "engine": "rocksdb", "engineOptions": {"path": "/shop"},
                                   "durability": "BUFFERED", "limits": {"valueBytesMax": "1MiB"}},
                                  {"engine": "memory"}]}
                                """)
                        .databases();
        OfferedDatabase shop = databases.getFirst();
        assertThat(shop.id()).isEqualTo(9);
        assertThat(shop.name()).isEqualTo("shop");
        assertThat(shop.path()).isEqualTo(Path.of("/shop"));
        assertThat(shop.config().durability()).isEqualTo(Durability.BUFFERED);
        assertThat(shop.config().limits().valueBytesMax()).isEqualTo(1 << 20);
        assertThat(databases.get(1).id()).as("its place in the list").isEqualTo(1);
        assertThat(databases.get(1).config()).isEqualTo(CairnConfig.of("memory", Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "map | {\"use_lock\": true, \"comparator\": \"default\"} | memory",
                "unordered_map | {} | memory",
                "set | {} | memory",
                "unordered_set | {} | memory",
                "memory | {} | memory",
                "rocksdb | {\"path\": \"/r\", \"create_if_missing\": false} | rocksdb",
            })
    void yokansTypesBecomeEngines(String type, String config, String engine) {
        OfferedDatabase database =
                ServerFile.parse(
                                "{\"database\": {\"type\": \"%s\", \"config\": %s}, \"maxClients\": 3}"
                                        .formatted(type, config))
                        .databases()
                        .getFirst();
        assertThat(database.id()).isZero();
        assertThat(database.config().engine()).isEqualTo(engine);
        assertThat(database.config().durability()).isEqualTo(Durability.SYNC);
        if (engine.equals("rocksdb")) {
            assertThat(database.config().engineOptions())
                    .isEqualTo(Map.of("path", "/r", "createIfMissing", false));
        }
    }

    @Test
    void yokansProvidersKeepTheirNumbers() {
        List<OfferedDatabase> databases =
                ServerFile.parse(
                                """
                                {"providers": [
                                  {"name": "a", "type": "yokan", "provider_id": 42, "config": {"database": {"type": "map"}}},
                                  {"provider_id": 65535,
                                   "config": {"database": {"type": "rocksdb", "config": {"path": "/r"}}}}]}
                                """)
                        .databases();
        assertThat(databases).extracting(OfferedDatabase::id).containsExactly(42, 65_535);
        assertThat(databases).extracting(OfferedDatabase::name).containsExactly("a", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | /: the text is not valid JSON",
                "[] | /: must be one JSON object",
                "{\"maxClient\": 1} | /maxClient: unknown option; did you mean maxClients?",
                "{\"maxClients\": 0} | /maxClients: must be between 1 and 1000000",
                "{\"maxClients\": \"7\"} | /maxClients: must be a whole number, not text",
                "{\"timeout\": 5} | /timeout: must be a duration",
                "{\"logLevel\": \"loud\"} | /logLevel: must be one of TRACE, DEBUG, INFO, WARN, ERROR",
                "{\"allowUids\": 7} | /allowUids: must be an array",
                "{\"allowUids\": [-1]} | /allowUids/0: must be between 0 and 4294967294",
                "{\"allowUids\": [\"root\"]} | /allowUids/0: must be a whole number",
                "{\"databases\": []} | /databases: must name at least one database",
                "{\"databases\": [{\"id\": 65536, \"engine\": \"memory\"}]} | /databases/0/id: must be between 0 and 65535",
                "{\"databases\": [{}]} | /databases/0/engine: missing",
                "{\"databases\": [{\"engine\": \"memory\", \"durabilty\": \"SYNC\"}]} | /databases/0/durabilty: unknown option",
                "{\"databases\": [{\"engine\": \"memory\", \"limits\": {\"cursorsMax\": 0}}]} | /databases/0/limits/cursorsMax: must be between",
                "{\"databases\": [{\"id\": 1, \"engine\": \"memory\"}, {\"engine\": \"memory\"}]} | /databases/1: has the same number as /databases/0",
                "{\"databases\": [], \"database\": {}} | /database: the databases stand in /databases already",
                "{\"database\": \"map\"} | /database: must be an object",
                "{\"database\": {}} | /database/type: missing",
                "{\"database\": {\"type\": 7}} | /database/type: must be text",
                "{\"database\": {\"type\": \"lmdb\"}} | /database/type: unknown type; known are map",
                "{\"database\": {\"type\": \"map\", \"conf\": {}}} | /database/conf: Cairn has no such option",
                "{\"database\": {\"type\": \"map\", \"config\": {\"allocators\": {}}}} | /database/config/allocators: Cairn has no such option",
                "{\"database\": {\"type\": \"map\", \"config\": {\"use_lock\": false}}} | /database/config/use_lock: can only be true",
                "{\"database\": {\"type\": \"rocksdb\"}} | /database/config/path: missing",
                "{\"database\": {\"type\": \"rocksdb\", \"config\": {\"path\": 7}}} | /database/config/path: must be text",
                "{\"database\": {\"type\": \"rocksdb\", \"config\": {\"path\": \"p\", \"paranoid_checks\": true}}} | /database/config/paranoid_checks: Cairn has no such option",
                "{\"providers\": [{\"config\": {}}]} | /providers/0/provider_id: missing",
                "{\"providers\": [{\"provider_id\": 1}]} | /providers/0/config: missing",
                "{\"providers\": [{\"provider_id\": 1, \"config\": {}}]} | /providers/0/config/database: missing",
                "{\"providers\": [{\"provider_id\": 1, \"type\": \"warabi\", \"config\": {}}]} | /providers/0/type: only providers of type yokan",
                "{\"providers\": [{\"provider_id\": 1, \"config\": {\"database\": {\"type\": \"map\"}, \"buffer_cache\": {}}}]} | /providers/0/config/buffer_cache: Cairn has no such option",
            })
    void mistakesAreNamedWithTheirPlace(String json, String message) {
        assertThatThrownBy(() -> ServerFile.parse(json))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(message);
    }
}
