package io.cairn.local;

import static io.cairn.local.Opened.b;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.DatabaseProvider;
import io.cairn.bytes.KeyRange;
import io.cairn.config.CairnConfig;
import io.cairn.config.Components;
import io.cairn.error.ConfigException;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.LimitException;
import io.cairn.testing.model.ModelDisk;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening by URL and by configuration. */
class DoorTest {

    @Test
    void aUrlsParametersAreLimitsDurabilityAndTheEnginesOptions() {
        try (Database db =
                Cairn.open("model:?durability=buffered&limits.cursorsMax=1&limits.keyBytesMax=4")) {
            db.put(b("1234"), b("v"));
            assertThatThrownBy(() -> db.put(b("12345"), b("v")))
                    .isInstanceOf(LimitException.class)
                    .hasMessageContaining("keyBytesMax");
            try (var cursor = db.scan(KeyRange.all())) {
                assertThat(cursor.next()).isTrue();
                assertThatThrownBy(() -> db.scan(KeyRange.all()))
                        .isInstanceOf(LimitException.class)
                        .hasMessageContaining("cursorsMax");
            }
        }
    }

    @Test
    void whatTheEngineDoesNotKnowItRefusesAlsoTheLocation() {
        assertThatThrownBy(() -> Cairn.open("model:/some/place"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("path");
        assertThatThrownBy(() -> Cairn.open("model:?limits.cursorMax=1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("/limits/cursorMax")
                .hasMessageContaining("cursorsMax");
        assertThatThrownBy(() -> Cairn.open("model:?durability=later"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("/durability");
    }

    @Test
    void malformedUrlsAreRefused() {
        for (String url :
                new String[] {
                    "", "model", "/a/b", ":", "Model:", "model:?x", "model:?=1", "model:?a=1&a=2"
                }) {
            assertThatThrownBy(() -> Cairn.open(url))
                    .as(url)
                    .isInstanceOf(InvalidArgumentException.class);
        }
        assertThatThrownBy(() -> Cairn.open("model:/a?path=/b"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void anUnknownSchemeIsToldWhatThereIs() {
        assertThatThrownBy(() -> Cairn.open("nowhere:"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("model");
    }

    @Test
    void aMissingLibraryIsNamed() {
        assertThatThrownBy(() -> Cairn.open("rocksdb:/x"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("io.cairn:cairn-storage-rocksdb");
        assertThatThrownBy(Cairn::inMemory)
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("io.cairn:cairn-storage-memory");
    }

    @Test
    void aMissingClientIsNamed() {
        assertThatThrownBy(() -> Cairn.open("ipc:/run/app.sock"))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("io.cairn:cairn-ipc-client");
    }

    /** Opens nothing that works; remembers what it was asked for. */
    public static final class Elsewhere implements DatabaseProvider {

        static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

        @Override
        public String scheme() {
            return "elsewhere";
        }

        @Override
        public Database open(
                String location, Map<String, String> parameters, Components components) {
            ASKED.add(location + " " + parameters);
            return (Database)
                    Proxy.newProxyInstance(
                            Elsewhere.class.getClassLoader(),
                            new Class<?>[] {Database.class},
                            (self, method, arguments) -> null);
        }
    }

    @Test
    void aProviderOfDatabasesIsFoundAndGetsTheUrlsParts(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(DatabaseProvider.class.getName()), Elsewhere.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            Cairn.open("elsewhere:/run/app.sock?durability=sync&connections=2").close();
            assertThat(Elsewhere.ASKED)
                    .containsExactly("/run/app.sock {durability=sync, connections=2}");
            assertThatThrownBy(() -> Cairn.open(CairnConfig.of("elsewhere", Map.of())))
                    .isInstanceOf(InvalidArgumentException.class)
                    .hasMessageContaining("URL");
            assertThatThrownBy(() -> Cairn.open("nowhere:")).hasMessageContaining("elsewhere");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void aConfigurationOpensTheSame() {
        ModelDisk disk = new ModelDisk();
        CairnConfig config = CairnConfig.of("model", Map.of("disk", disk));
        try (Database db = Cairn.open(config)) {
            db.put(b("k"), b("v"));
        }
        try (Database db = Cairn.open(config)) {
            assertThat(db.get(b("k"))).isEqualTo(b("v"));
        }
        assertThatThrownBy(() -> Cairn.open(CairnConfig.of("nothing", Map.of())))
                .isInstanceOf(InvalidArgumentException.class);
        assertThat(Cairn.version()).isNotEmpty();
    }
}
