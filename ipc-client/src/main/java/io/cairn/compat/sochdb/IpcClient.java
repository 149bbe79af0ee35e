package io.cairn.compat.sochdb;

import io.cairn.api.Entry;
import io.cairn.bytes.KeyPath;
import io.cairn.config.StrictJson;
import io.cairn.error.InvalidArgumentException;
import io.cairn.error.TransactionStateException;
import io.cairn.ipc.protocol.WireReader;
import io.cairn.ipc.protocol.WireWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client in the shape of the published SochDB clients, for the socket {@code sochdb.sock} of a
 * database directory. Thread-safe: calls of several threads follow one another. Whoever connected
 * it closes it.
 *
 * <p>What a call throws:
 *
 * <ul>
 *   <li>{@link InvalidArgumentException} when the server refuses; the context {@code error} is its
 *       text. {@link #beginTransaction} and {@link #commit} throw {@link TransactionStateException}
 *       instead. The client can be used further.
 *   <li>{@link io.cairn.error.UnavailableException} (DISCONNECTED) when the connection is lost, no
 *       complete answer comes within the timeout, the thread is interrupted or the answer is
 *       malformed. A call that writes throws {@link io.cairn.error.OutcomeUnknownException} then,
 *       since it may have been carried out. The client cannot be used further: every later call
 *       throws UnavailableException.
 *   <li>{@link io.cairn.error.LimitException} when a request does not fit into a frame; nothing was
 *       sent.
 *   <li>{@link io.cairn.error.ClosedException} after {@link #close}.
 * </ul>
 */
public final class IpcClient implements AutoCloseable {

    private final Exchange exchange;

    private IpcClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Connects to a server.
     *
     * @param socket the path of its socket
     * @param timeout the longest time for connecting, and for each call later
     * @return the client; the caller closes it
     * @throws io.cairn.error.UnavailableException when nobody answers there in time
     */
    public static IpcClient connect(Path socket, Duration timeout) {
        Objects.requireNonNull(socket, "socket");
        return new IpcClient(new Exchange(socket, positive(timeout)));
    }

    /**
     * Measures the way to the server and back.
     *
     * @return the time that one exchange took
     */
    public Duration ping() {
        long start = System.nanoTime();
        exchange.call(Exchange.request(DialectCode.PING), DialectCode.PONG);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /**
     * Sets a value.
     *
     * @param key the key, at most 65,535 bytes
     * @param value the value; an empty one cannot be told from a missing one by {@link #get}
     */
    public void put(byte[] key, byte[] value) {
        WireWriter request = Exchange.request(DialectCode.PUT);
        request.bytes(key);
        request.raw(value);
        exchange.write(request, DialectCode.OK);
    }

    /**
     * Reads a value.
     *
     * @param key the key
     * @return the value, or null when it is missing or empty
     */
    public byte @Nullable [] get(byte[] key) {
        WireWriter request = Exchange.request(DialectCode.GET);
        request.raw(key);
        return value(exchange.call(request, DialectCode.VALUE));
    }

    /**
     * Removes a key; does nothing when it is missing.
     *
     * @param key the key
     */
    public void delete(byte[] key) {
        WireWriter request = Exchange.request(DialectCode.DELETE);
        request.raw(key);
        exchange.write(request, DialectCode.OK);
    }

    /**
     * Sets the value of a path.
     *
     * @param segments the segments, not empty and without {@code /}
     * @param value the value
     */
    public void putPath(List<String> segments, byte[] value) {
        WireWriter request = Exchange.request(DialectCode.PUT_PATH);
        segments(request, segments);
        request.raw(value);
        exchange.write(request, DialectCode.OK);
    }

    /**
     * Reads the value of a path.
     *
     * @param segments the segments, not empty and without {@code /}
     * @return the value, or null when it is missing or empty
     */
    public byte @Nullable [] getPath(List<String> segments) {
        WireWriter request = Exchange.request(DialectCode.GET_PATH);
        segments(request, segments);
        return value(exchange.call(request, DialectCode.VALUE));
    }

    /**
     * Begins to describe a query.
     *
     * @param prefix the beginning of the paths, such as {@code users/}
     * @return the query
     */
    public Query query(String prefix) {
        return new Query(this, Objects.requireNonNull(prefix, "prefix"));
    }

    /**
     * Reads all entries with a prefix.
     *
     * @param prefix the beginning of the keys, as text
     * @return the entries in the order of the keys
     */
    public List<Entry> scan(String prefix) {
        WireWriter request = Exchange.request(DialectCode.SCAN);
        request.raw(utf8(prefix));
        ByteBuffer reply = exchange.call(request, DialectCode.VALUE);
        return exchange.read(reply, IpcClient::entries);
    }

    /**
     * Begins a transaction. No other call can write into it; it only tells, at its end, a version.
     *
     * @return its number on this connection
     */
    public long beginTransaction() {
        return number(exchange.call(Exchange.request(DialectCode.BEGIN), DialectCode.TXN_ID));
    }

    /**
     * Commits a transaction.
     *
     * @param transaction its number
     * @return the version (log sequence number), positive
     */
    public long commit(long transaction) {
        WireWriter request = Exchange.request(DialectCode.COMMIT);
        request.u64(transaction);
        return number(exchange.write(request, DialectCode.TXN_ID));
    }

    /**
     * Aborts a transaction.
     *
     * @param transaction its number
     */
    public void abort(long transaction) {
        WireWriter request = Exchange.request(DialectCode.ABORT);
        request.u64(transaction);
        exchange.call(request, DialectCode.OK);
    }

    /** Forces everything committed so far to disk. */
    public void checkpoint() {
        exchange.call(Exchange.request(DialectCode.CHECKPOINT), DialectCode.OK);
    }

    /**
     * Reads the counters.
     *
     * @return names and values; a value of 2^63 or more is {@code Long.MAX_VALUE}
     */
    public Map<String, Long> stats() {
        ByteBuffer reply =
                exchange.call(Exchange.request(DialectCode.STATS), DialectCode.STATS_RESP);
        return exchange.read(reply, IpcClient::counters);
    }

    /**
     * Registers the columns of a table, whose rows are then queried by them.
     *
     * @param name the table's name: the first segment of its paths
     * @param columns its columns
     */
    public void createTable(String name, List<TableColumn> columns) {
        WireWriter request = Exchange.request(DialectCode.CREATE_TABLE);
        shortText(request, name);
        request.u16(count(columns.size()));
        for (TableColumn column : columns) {
            shortText(request, column.name());
            request.u8(column.type().ordinal());
            request.flag(column.nullable());
        }
        exchange.write(request, DialectCode.OK);
    }

    /** Closes the connection; open transactions are aborted. Calling it again does nothing. */
    @Override
    public void close() {
        exchange.close();
    }

    String query(String prefix, int limit, int offset, List<String> columns) {
        WireWriter request = Exchange.request(DialectCode.QUERY);
        shortText(request, prefix);
        request.u32(limit);
        request.u32(offset);
        request.u16(count(columns.size()));
        columns.forEach(column -> shortText(request, column));
        ByteBuffer reply = exchange.call(request, DialectCode.VALUE);
        return exchange.read(reply, IpcClient::text);
    }

    private static List<Entry> entries(ByteBuffer reply) {
        if (!reply.hasRemaining()) {
            return List.of();
        }
        WireReader in = new WireReader(reply);
        int count = in.count(Short.BYTES + Integer.BYTES);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] key = in.raw(in.u16());
            entries.add(new Entry(key, in.bytes()));
        }
        in.end();
        return entries;
    }

    private static Map<String, Long> counters(ByteBuffer reply) {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (Map.Entry<String, Object> field : StrictJson.parse(text(reply)).entrySet()) {
            counters.put(
                    field.getKey(),
                    switch (field.getValue()) {
                        case Integer value -> value.longValue();
                        case Long value -> value;
                        case BigInteger value when value.signum() > 0 -> Long.MAX_VALUE;
                        default ->
                                throw new InvalidArgumentException(
                                        "a counter is not an integer", "counter", field.getKey());
                    });
        }
        return counters;
    }

    private static String text(ByteBuffer reply) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(reply).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidArgumentException("a text is not UTF-8", "reason", e);
        }
    }

    private long number(ByteBuffer reply) {
        return exchange.read(reply, payload -> new WireReader(payload).u64());
    }

    private static byte @Nullable [] value(ByteBuffer reply) {
        return reply.hasRemaining() ? new WireReader(reply).rest() : null;
    }

    private static void segments(WireWriter request, List<String> segments) {
        if (segments.isEmpty()) {
            throw new InvalidArgumentException("a path has no segments", "argument", "segments");
        }
        KeyPath.of(
                segments.getFirst(), segments.subList(1, segments.size()).toArray(String[]::new));
        request.u16(count(segments.size()));
        segments.forEach(segment -> shortText(request, segment));
    }

    private static void shortText(WireWriter request, String text) {
        byte[] bytes = utf8(text);
        request.u16(count(bytes.length));
        request.raw(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int count(int count) {
        if (count > 0xFFFF) {
            throw new InvalidArgumentException(
                    "a text or list is longer than the dialect allows",
                    "max",
                    0xFFFF,
                    "actual",
                    count);
        }
        return count;
    }

    private static Duration positive(Duration timeout) {
        if (timeout.compareTo(Duration.ZERO) <= 0 || timeout.toDays() > 36_500) {
            throw new InvalidArgumentException(
                    "a timeout must be positive and at most 36500 days", "timeout", timeout);
        }
        return timeout;
    }
}
