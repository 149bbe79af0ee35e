package io.cairn.ipc.server.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cairn.api.Stats;
import io.cairn.error.CairnException;
import io.cairn.ipc.server.Served;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves the counters of the databases and of the server to Prometheus, on the loopback interface
 * only. Thread-safe; the caller closes it.
 */
final class Metrics implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int WAITING_MAX = 16;
    private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Those that only grow, beside all whose names end in {@code _total}. */
    private static final Set<String> GROWING =
            Set.of(
                    "bytes_written",
                    "bytes_read",
                    "transactions_committed",
                    "transactions_aborted",
                    "queries_executed",
                    "cache_hits",
                    "cache_misses",
                    "connections_refused",
                    "requests_total",
                    "requests_success",
                    "requests_error",
                    "bytes_received",
                    "bytes_sent");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Integer, Stats> latest = new ConcurrentHashMap<>();
    private final Map<Integer, Served> databases;
    private final Supplier<Map<String, Long>> server;
    private final HttpServer http;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    1,
                    TimeUnit.MINUTES,
                    new ArrayBlockingQueue<>(WAITING_MAX),
                    Thread.ofPlatform().daemon().name("cairn-metrics-", 0).factory());
    private volatile Map<String, Long> latestServer;

    private Metrics(
            HttpServer http, Map<Integer, Served> databases, Supplier<Map<String, Long>> server) {
        this.http = http;
        this.databases = Map.copyOf(databases);
        this.server = server;
        this.latestServer = server.get();
    }

    /**
     * Starts to serve.
     *
     * @param port the port, 0 for any
     * @param databases the databases by number
     * @param server reads the server's counters; called for every scrape
     * @throws BindException when the port is taken
     * @throws IOException when the port cannot be had
     */
    static Metrics start(
            int port, Map<Integer, Served> databases, Supplier<Map<String, Long>> server)
            throws IOException {
        // Somebody who connects and says nothing keeps a thread no longer than this.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "10");
        HttpServer http;
        try {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (BindException e) {
            BindException named =
                    new BindException("port " + port + " for the metrics: " + e.getMessage());
            named.initCause(e);
            throw named;
        }
        Metrics metrics = new Metrics(http, databases, server);
        metrics.register();
        http.setExecutor(metrics.threads);
        http.createContext("/", metrics::answer);
        http.start();
        return metrics;
    }

    /** Returns where the metrics are. */
    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/metrics";
    }

    private void register() {
        databases.forEach((id, served) -> {
            Stats stats = served.database().stats();
            latest.put(id, stats);
            Tags tags = Tags.of("database", Integer.toString(id), "engine", served.engine());
            for (String name : stats.counters().keySet()) {
                add("cairn.database." + name, name, tags, () -> latestOf(id).get(name));
            }
        });
        for (String name : latestServer.keySet()) {
            add(
                    "cairn.server." + name,
                    name,
                    Tags.empty(),
                    () -> latestServer.getOrDefault(name, 0L));
        }
    }

    private Stats latestOf(int id) {
        return latest.getOrDefault(id, new Stats(Map.of()));
    }

    private void add(String meter, String name, Tags tags, Supplier<Number> value) {
        if (GROWING.contains(name) || name.endsWith("_total")) {
            FunctionCounter.builder(meter, value, source -> source.get().doubleValue())
                    .tags(tags)
                    .register(registry);
        } else {
            Gauge.builder(meter, value).tags(tags).strongReference(true).register(registry);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                send(exchange, 404, "see /metrics\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, "only GET is answered\n");
            } else {
                send(exchange, 200, scrape());
            }
        }
    }

    /** Reads every source once, so that one scrape shows one moment of each. */
    String scrape() {
        databases.forEach((id, served) -> {
            try {
                latest.put(id, served.database().stats());
            } catch (CairnException _) {
                // A database that stopped itself keeps its last figures; the log says why it did.
            }
        });
        latestServer = server.get();
        return registry.scrape();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", TYPE);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
