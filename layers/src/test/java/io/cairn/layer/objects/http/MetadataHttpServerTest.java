package io.cairn.layer.objects.http;

import static io.cairn.bytes.Bytes.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.api.Keyspace;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.UnavailableException;
import io.cairn.layer.testing.OpenStore;
import io.cairn.layer.testing.Store;
import io.cairn.layer.tuple.Subspace;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetadataHttpServerTest {

    private static final Subspace SUBSPACE = Subspace.of("metadata");

    private Database db = Cairn.inMemory();
    private @Nullable MetadataHttpServer server;

    @BeforeEach
    void start() {
        db.close();
        db = Cairn.inMemory();
        server = start(db, MetadataHttpOptions.loopback(0));
    }

    @AfterEach
    void close() {
        running().close();
        running().close();
        db.close();
    }

    private static MetadataHttpServer start(Database db, MetadataHttpOptions options) {
        Keyspace keyspace = db.keyspace("metadata");
        return MetadataHttpServer.start(options, db, keyspace, SUBSPACE);
    }

    private MetadataHttpServer running() {
        return Objects.requireNonNull(server);
    }

    /** Sends a request; returns the status and the body, one behind the other. */
    private static String send(
            MetadataHttpServer to, String method, String path, byte @Nullable [] body, String token)
            throws IOException {
        URI uri = URI.create("http://localhost:" + to.address().getPort() + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setReadTimeout(60_000);
        if (!token.isEmpty()) {
            connection.setRequestProperty("Authorization", token);
        }
        if (body != null) {
            connection.setDoOutput(true);
            connection.getOutputStream().write(body);
        }
        int status = connection.getResponseCode();
        InputStream stream =
                status < 400 ? connection.getInputStream() : connection.getErrorStream();
        try (InputStream in = stream) {
            return status + " " + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String key) throws IOException {
        return send(running(), "GET", "/metadata?key=" + key, null, "");
    }

    private String put(String key, String body) throws IOException {
        return send(running(), "PUT", "/metadata?key=" + key, utf8(body), "");
    }

    private String delete(String key) throws IOException {
        return send(running(), "DELETE", "/metadata?key=" + key, null, "");
    }

    @Test
    void check44TheRowsOfTheTable() throws IOException {
        assertThat(get("ram/a")).isEqualTo("404 metadata not found");
        assertThat(put("ram/a", "{\"a\":1}")).isEqualTo("200 metadata updated");
        assertThat(get("ram/a")).isEqualTo("200 {\"a\":1}");
        assertThat(put("ram/a", "{\"a\":2}")).isEqualTo("200 metadata updated");
        assertThat(get("ram/a")).isEqualTo("200 {\"a\":2}");
        assertThat(delete("ram/a")).isEqualTo("200 metadata deleted");
        assertThat(delete("ram/a")).isEqualTo("404 metadata not found");
        assertThat(get("ram/a")).isEqualTo("404 metadata not found");
    }

    @Test
    void check44AKeyIsNeeded() throws IOException {
        for (String path : List.of("/metadata", "/metadata?key=", "/metadata?other=1")) {
            assertThat(send(running(), "GET", path, null, ""))
                    .isEqualTo("400 Missing key parameter");
            assertThat(send(running(), "PUT", path, utf8("x"), ""))
                    .isEqualTo("400 Missing key parameter");
            assertThat(send(running(), "DELETE", path, null, ""))
                    .isEqualTo("400 Missing key parameter");
        }
        assertThat(get("k".repeat(4097))).startsWith("400 ");
        assertThat(send(running(), "POST", "/metadata?key=a", utf8("x"), "")).startsWith("405 ");
        assertThat(send(running(), "GET", "/metadata/more?key=a", null, "")).startsWith("404 ");
        assertThat(send(running(), "GET", "/other", null, "")).startsWith("404 ");
    }

    @Test
    void check44FixedKeysDoNotChange() throws IOException {
        assertThat(put("x/rpc_meta/y", "1")).isEqualTo("200 metadata updated");
        assertThat(put("x/rpc_meta/y", "1")).isEqualTo("200 metadata unchanged");
        assertThat(put("x/rpc_meta/y", "2")).isEqualTo("400 Duplicate rpc_meta key not allowed");
        assertThat(get("x/rpc_meta/y")).isEqualTo("200 1");
        assertThat(delete("x/rpc_meta/y")).isEqualTo("200 metadata deleted");
        assertThat(put("x/rpc_meta/y", "2")).isEqualTo("200 metadata updated");
    }

    @Test
    void check44BodiesAreLimited() throws IOException {
        byte[] longest = new byte[1 << 20];
        assertThat(send(running(), "PUT", "/metadata?key=a", longest, "")).startsWith("200 ");
        assertThat(send(running(), "PUT", "/metadata?key=a", new byte[(1 << 20) + 1], ""))
                .startsWith("413 ");
        assertThat(send(running(), "PUT", "/metadata?key=b", new byte[5 << 20], ""))
                .startsWith("413 ");
        assertThat(get("a")).hasSize(4 + (1 << 20));
        assertThat(get("b")).startsWith("404 ");
        assertThat(put("empty", "")).startsWith("200 ");
        assertThat(get("empty")).isEqualTo("200 ");
    }

    @Test
    void check44ThisMachineIsServedOnlyUnlessATokenIsAskedFor() throws IOException {
        assertThat(running().address().getAddress().isLoopbackAddress()).isTrue();
        InetSocketAddress all = new InetSocketAddress("0.0.0.0", 0);
        assertThatThrownBy(() -> new MetadataHttpOptions(all, Optional.empty()))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> new MetadataHttpOptions(all, Optional.of(" ")))
                .isInstanceOf(InvalidArgumentException.class);
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (MetadataHttpServer guarded =
                start(db, new MetadataHttpOptions(loopback, Optional.of("secret")))) {
            String path = "/metadata?key=a";
            assertThat(send(guarded, "PUT", path, utf8("1"), "Bearer secret")).startsWith("200 ");
            for (String token : List.of("", "secret", "Bearer secre", "Bearer secret2")) {
                assertThat(send(guarded, "GET", path, null, token)).startsWith("401 ");
                assertThat(send(guarded, "GET", "/metrics", null, token)).startsWith("401 ");
            }
            assertThat(send(guarded, "GET", path, null, "Bearer secret")).isEqualTo("200 1");
            assertThat(send(guarded, "GET", "/health", null, "")).isEqualTo("200 OK");
        }
    }

    @Test
    void healthAndMetrics() throws IOException {
        assertThat(send(running(), "GET", "/health", null, "")).isEqualTo("200 OK");
        put("a", "1");
        get("b");
        assertThat(send(running(), "GET", "/metrics", null, ""))
                .isEqualTo(
                        "200 metadata_keys 1\nmetadata_requests_total 3\n"
                                + "metadata_requests_failed_total 1\n");
    }

    @Test
    void anAddressThatIsTakenIsRefused() {
        int port = running().address().getPort();
        assertThatThrownBy(() -> start(db, MetadataHttpOptions.loopback(port)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(String.valueOf(port));
    }

    @Test
    void aDatabaseThatRefusesIsAnAnswer() throws IOException {
        db.close();
        assertThat(get("a")).startsWith("503 ");
        assertThat(put("a", "1")).startsWith("503 ");
    }

    @Test
    void keysAreTextOfAnyKind() throws IOException {
        String key = "a b/\u00e4\u4e2d&=?%+\u0000";
        String encoded = URLEncoder.encode(key, StandardCharsets.UTF_8);
        assertThat(put(encoded, "1")).isEqualTo("200 metadata updated");
        assertThat(get(encoded)).isEqualTo("200 1");
        assertThat(db.in(db.keyspace("metadata")).get(SUBSPACE.key(key))).isEqualTo(utf8("1"));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasPutStaysInTheDatabase(Store store, @TempDir Path directory) throws IOException {
        try (OpenStore open = store.open(directory)) {
            try (MetadataHttpServer first = start(open.db(), MetadataHttpOptions.loopback(0))) {
                send(first, "PUT", "/metadata?key=a", utf8("1"), "");
            }
            try (MetadataHttpServer next = start(open.db(), MetadataHttpOptions.loopback(0))) {
                assertThat(send(next, "GET", "/metadata?key=a", null, "")).isEqualTo("200 1");
            }
        }
    }

    @Test
    void ofManyWritersOfAFixedKeyOneIsFirst() throws Exception {
        List<Callable<String>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String body = "writer " + i;
            writers.add(() -> put("rpc_meta", body));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : threads.invokeAll(writers)) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce("200 metadata updated");
            assertThat(answers).filteredOn(answer -> answer.startsWith("400 ")).hasSize(7);
        }
    }
}
