package io.cairn.ipc.server.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a server has done since its start. Thread-safe.
 *
 * <p>The transport counts connections, bytes and requests. Whoever answers a request says whether
 * it succeeded.
 */
public final class ServerCounters {

    private final long startNanos = System.nanoTime();
    private final LongAdder connectionsOpened = new LongAdder();
    private final LongAdder connectionsClosed = new LongAdder();
    private final LongAdder connectionsRefused = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();

    /** Creates counters that all stand at zero. */
    public ServerCounters() {}

    /** Counts a connection that was let in. */
    public void connectionOpened() {
        connectionsOpened.increment();
    }

    /** Counts the end of a connection that was let in. */
    public void connectionClosed() {
        connectionsClosed.increment();
    }

    /** Counts a connection that was not let in. */
    public void connectionRefused() {
        connectionsRefused.increment();
    }

    /**
     * Counts frames handed to a handler.
     *
     * @param frames how many
     */
    public void requests(long frames) {
        requests.add(frames);
    }

    /**
     * Counts requests that were answered by a result.
     *
     * @param count how many
     */
    public void succeeded(long count) {
        succeeded.add(count);
    }

    /**
     * Counts requests that were answered by an error.
     *
     * @param count how many
     */
    public void failed(long count) {
        failed.add(count);
    }

    /**
     * Counts what came in.
     *
     * @param bytes how many
     */
    public void received(long bytes) {
        bytesReceived.add(bytes);
    }

    /**
     * Counts what was handed to the operating system's side for sending.
     *
     * @param bytes how many
     */
    public void sent(long bytes) {
        bytesSent.add(bytes);
    }

    /**
     * Reads all counters under the names that STATS and the metrics use. They are read one after
     * the other while the server runs on.
     *
     * @return names and values, none negative; the map belongs to the caller
     */
    public Map<String, Long> read() {
        Map<String, Long> counters = new LinkedHashMap<>();
        long closed = connectionsClosed.sum();
        long opened = connectionsOpened.sum();
        counters.put("connections_total", opened);
        counters.put("connections_active", Math.max(0, opened - closed));
        counters.put("connections_refused", connectionsRefused.sum());
        counters.put("requests_success", succeeded.sum());
        counters.put("requests_error", failed.sum());
        counters.put("requests_total", requests.sum());
        counters.put("bytes_received", bytesReceived.sum());
        counters.put("bytes_sent", bytesSent.sum());
        counters.put("uptime_secs", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos));
        return counters;
    }
}
