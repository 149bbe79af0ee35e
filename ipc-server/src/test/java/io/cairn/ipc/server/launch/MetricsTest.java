package io.cairn.ipc.server.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.Cairn;
import io.cairn.api.Database;
import io.cairn.bytes.Bytes;
import io.cairn.config.Durability;
import io.cairn.config.Limits;
import io.cairn.ipc.server.Served;
import java.io.IOException;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counters of every database and of the server, for Prometheus, on the loopback only. */
class MetricsTest {

    private final AtomicLong connections = new AtomicLong(1);
    private Database database;
    private Metrics metrics;

    @BeforeEach
    void start() throws IOException {
        database = Cairn.inMemory();
        Served served = new Served(database, "memory", Durability.SYNC, Limits.defaults());
        metrics =
                Metrics.start(
                        0,
                        Map.of(42, served),
                        () ->
                                Map.of(
                                        "connections_active",
                                        connections.get(),
                                        "requests_total",
                                        17L));
    }

    @AfterEach
    void stop() {
        metrics.close();
        database.close();
    }

    @Test
    void countersAndGaugesOfDatabasesAndServerAreServed() throws IOException {
        String committed =
                "cairn_database_transactions_committed_total{database=\"42\",engine=\"memory\"} ";
        assertThat(get("/metrics")).contains(committed + "0.0");
        database.put(Bytes.utf8("k"), Bytes.utf8("v"));
        connections.set(5);
        assertThat(get("/metrics"))
                .contains(committed + "1.0")
                .contains("cairn_database_keys_count{database=\"42\",engine=\"memory\"} 1.0")
                .contains("cairn_server_connections_active 5.0")
                .contains("cairn_server_requests_total 17.0")
                .contains("# TYPE cairn_server_requests_total counter")
                .contains("# TYPE cairn_server_connections_active gauge");
    }

    @Test
    void aDatabaseThatIsClosedKeepsItsLastFigures() throws IOException {
        database.put(Bytes.utf8("k"), Bytes.utf8("v"));
        get("/metrics");
        database.close();
        assertThat(get("/metrics"))
                .contains("cairn_database_keys_count{database=\"42\",engine=\"memory\"} 1.0");
    }

    @Test
    void onlyTheLoopbackIsServedAndOnlyThisPath() throws IOException {
        assertThat(metrics.url()).startsWith("http://127.0.0.1:").endsWith("/metrics");
        assertThat(status("GET", "/")).isEqualTo(404);
        assertThat(status("GET", "/metrics/x")).isEqualTo(404);
        assertThat(status("POST", "/metrics")).isEqualTo(405);
        assertThat(status("GET", "/metrics")).isEqualTo(200);
    }

    @Test
    void aTakenPortIsNamed() {
        int port = URI.create(metrics.url()).getPort();
        assertThatThrownBy(() -> Metrics.start(port, Map.of(), Map::of))
                .isInstanceOf(BindException.class)
                .hasMessageStartingWith("port " + port + " for the metrics");
    }

    private String get(String path) throws IOException {
        HttpURLConnection connection = connection(path);
        assertThat(connection.getContentType()).startsWith("text/plain");
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int status(String method, String path) throws IOException {
        HttpURLConnection connection = connection(path);
        connection.setRequestMethod(method);
        return connection.getResponseCode();
    }

    private HttpURLConnection connection(String path) throws IOException {
        URI uri = URI.create(metrics.url()).resolve(path);
        return (HttpURLConnection) uri.toURL().openConnection();
    }
}
